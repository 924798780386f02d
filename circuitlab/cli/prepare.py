"""The command that compiles everything beforehand: for this user, or for a whole laboratory."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.catalog.words import Problem
from circuitlab.cli.console import progress
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.prepared_loops import every_loop
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.stepping.kernel_source import Loop

Shared = Annotated[
    Path | None,
    typer.Option(help=_("A folder that everybody reads; needs a C compiler, this once.")),
]


Library = Annotated[Path | None, typer.Option(hidden=True)]
"""Where a wheel wants its library."""


def prepare(shared: Shared = None, library: Library = None) -> None:
    """Compile all equations now, so that no run waits for it later."""
    if library is not None:
        _build(library)
        return
    if shared is None:
        place = prepare_cache(every_loop())
        said = _("all equations are compiled for this processor, in {place}")
        typer.echo(said.format(place=place))
        return
    path = _shared_library(shared)
    _build(path)
    typer.echo(_("all equations are compiled in {path}").format(path=path))
    typer.echo(_("Have it used by everybody who starts CircuitLab with this variable set:"))
    typer.echo(f"CIRCUITLAB_LIBRARY={path}")


def prepare_cache(loops: Iterable["Loop"]) -> Path:
    """Compile what the user's cache lacks of these loops, with a bar; return the cache's folder."""
    from circuitlab.engine.numerics.jit import cache_folder
    from circuitlab.engine.running.background_compiler import compile_all, processors

    with progress(_("Compiling the equations")) as advance:
        compile_all(loops, processors(), advance)
    return cache_folder()


def _shared_library(folder: Path) -> Path:
    from circuitlab.engine.ahead_of_time.shipped import sources_symbol

    return (folder / f"circuitlab_{sources_symbol()}.so").resolve()


def _build(path: Path) -> None:
    from circuitlab.engine.ahead_of_time.build_library import CannotBuild, build

    try:
        with progress(_("Compiling the equations")) as advance:
            build(path, every_loop(), advance)
    except CannotBuild as reason:
        remedy = _("or run “circuitlab prepare” without --shared, for one user")
        raise CannotDo(Problem(str(path), str(reason), remedy)) from None
