"""The command `import`: another program's file as a circuit's."""

from pathlib import Path
from typing import Annotated

import typer

from circuitlab.catalog.words import Problem
from circuitlab.cli.console import say_line
from circuitlab.cli.errors import CannotDo
from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.resources import _

SUFFIX = ".circuit"


def import_file(
    file: Annotated[Path, typer.Argument(help=_("A file of NeuroML or Neuronify."))],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help=_("The circuit's file to write.")),
    ] = None,
) -> None:
    """Write another program's file as a circuit, and say what of it is otherwise."""
    if not opening.is_foreign(file):
        endings = ", ".join(opening.OPENERS)
        what = _("this is no file of another program")
        raise CannotDo(
            Problem(str(file), what, _("its name ends in {endings}").format(endings=endings))
        )
    loaded = opening.load(file)
    if loaded.circuit is None:
        raise CannotDo(*loaded.problems)
    place = out or file.with_suffix(SUFFIX)
    if problems := store.save(loaded.circuit, place):
        raise CannotDo(*problems)
    for problem in loaded.problems:
        say_line(str(problem))
    count = len(loaded.circuit.elements)
    say_line(_("{name}: {count} elements").format(name=place, count=count))
