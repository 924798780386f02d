"""Opening the window, where there is a display to open it on."""

from typing import Annotated

import typer

from circuitlab.cli.display import require_window
from circuitlab.cli.lasting_imports import lasting
from circuitlab.cli.target import find
from circuitlab.resources import _

Target = Annotated[str | None, typer.Argument(help=_("A circuit's file, or the name of a preset."))]


def open_window(context: typer.Context, target: Target = None) -> None:
    """Open the window on a circuit and stay until it is closed."""
    commands = getattr(context.parent and context.parent.command, "commands", ())
    if target is not None:
        find(target, commands)
    require_window()
    with lasting():
        from circuitlab.gui import app

    raise typer.Exit(app.open_window(target))
