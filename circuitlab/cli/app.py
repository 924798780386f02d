"""The command `circuitlab`: what it can be asked, and by which words."""

from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from circuitlab import __version__
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.cli import claims, compare, export, listing, pictures, prepare, simulate, window
from circuitlab.cli.bench import commands
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.import_file import import_file
from circuitlab.cli.registering import register
from circuitlab.resources import _


class TargetOrCommand(TyperGroup):
    """Commands by their names; any other first word is a circuit to open in the window."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word `open` before a target, or where nothing is asked."""
        if not args or (not args[0].startswith("-") and args[0] not in self.commands):
            self._refuse_slip(args)
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def _refuse_slip(self, args: list[str]) -> None:
        """Refuse a word that is no command where another follows: a circuit has none.

        Raises
        ------
        CannotDo
        """
        if len(args) > 1 and not args[1].startswith("-") and not Path(args[0]).exists():
            what = _("there is no command called “{word}”").format(word=args[0])
            shown = [name for name, each in self.commands.items() if not each.hidden]
            raise CannotDo(Problem("", what, meant(args[0], shown)), code=2)


def _build() -> typer.Typer:
    app = typer.Typer(
        name="circuitlab",
        cls=TargetOrCommand,
        help=_(
            "Build living neural circuits, run them, and watch them. "
            "With a TARGET (a file, or a preset's name) or with nothing, the window opens."
        ),
        subcommand_metavar="[TARGET | COMMAND …]",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback(invoke_without_command=True)(_program)
    app.command("open", hidden=True, help=_("Open the window on a circuit."))(window.open_window)
    app.command("tour", help=_("Simulate the article's figures; write pictures and claims."))(
        pictures.tour
    )
    app.command("run", help=_("Run a circuit without a window and say what it did."))(simulate.run)
    app.command("compare", help=_("Run a circuit in two or three states; say what differs."))(
        compare.compare
    )
    app.command("verify", help=_("Run the claims of presets; exit 1 when one fails."))(
        claims.verify
    )
    app.command("figure", help=_("Write a circuit as a figure: SVG, PDF or PNG."))(pictures.figure)
    app.command("export", help=_("Write a circuit as a graph: GraphML, GEXF or JSON."))(
        export.export
    )
    app.command("import", help=_("Write a file of NeuroML or Neuronify as a circuit."))(import_file)
    app.command("check", help=_("Name every problem in a file; exit 1 when there is any."))(
        listing.check
    )
    app.command("presets", help=_("List the circuits that come with the program."))(listing.presets)
    app.command("catalog", help=_("List what exists, or all about one kind."))(listing.catalog)
    app.command("prepare", help=_("Compile all equations now, so that no run waits later."))(
        prepare.prepare
    )
    app.add_typer(commands.build(), name="bench", help=_("Measure the speed of engine or window."))
    return app


def _program(
    version: bool = typer.Option(False, "--version", help=_("Say the version and leave.")),
    registered: bool = typer.Option(
        False, "--register", help=_("Let the desktop open *.circuit files with this program.")
    ),
    unregistered: bool = typer.Option(
        False, "--unregister", help=_("Take back what --register did.")
    ),
) -> None:
    if version:
        typer.echo(f"circuitlab {__version__}")
    if registered:
        register.register()
    elif unregistered:
        register.unregister()
    if version or registered or unregistered:
        raise typer.Exit


app = _build()
