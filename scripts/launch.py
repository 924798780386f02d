"""What `make run` starts: the window on its start page, or the tour where there is no display."""

from circuitlab.cli import main
from circuitlab.cli.errors import say
from circuitlab.render.display import has_display
from circuitlab.resources import _


def launch() -> None:
    """Open the window, or write the tour."""
    if has_display():
        main(["open"])
    say(_("there is no display here: this is the tour instead"))
    main(["tour"])


if __name__ == "__main__":
    launch()
