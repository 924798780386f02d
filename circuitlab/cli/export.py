"""The command `export`: a circuit as a graph, or in the format of another program."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.export_to import OPTIONS, export_to, target_called
from circuitlab.cli.options import Mute, Seed, Settings, Target
from circuitlab.cli.target import read_circuit, read_duration, read_settings
from circuitlab.exchange.order import USUAL_MS, Order
from circuitlab.files.atomic_write import write
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _


def export(
    target: Target,
    place: Annotated[
        Path | None,
        typer.Argument(help=_("With --to, the file or folder to write."), show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help=_("Ends in .graphml, .gexf or .json.")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help=_("The format of another program.")),
    ] = None,
    duration: Annotated[
        str | None,
        typer.Option("--for", metavar="TIME", help=_("With --to, model time: “2 s”.")),
    ] = None,
    seed: Seed = None,
    core: Annotated[
        bool, typer.Option("--core", help=_("With --to neuron, for CoreNEURON."))
    ] = False,
    settings: Settings = [],  # noqa: B006  typer's way to say: none
    mute: Mute = [],  # noqa: B006
) -> None:
    """Write a circuit as a graph: elements as nodes, links as edges; or for another program."""
    given = {"duration": duration is not None, "seed": seed is not None, "core": core}
    if to is None:
        _refuse_of_graphs(given)
    format = None if to is None else target_called(to, given)
    where = _place(place or out, to)
    circuit = read_circuit(target)
    overlay = read_settings(circuit, settings, mute)
    if format is None:
        _as_graph(circuit, overlay, where)
        return
    lasting = USUAL_MS if duration is None else read_duration(duration)
    export_to(format, Order(circuit, where, overlay, lasting, seed, core))


def _refuse_of_graphs(given: Mapping[str, bool]) -> None:
    """Refuse options that only an order for another program has.

    Raises
    ------
    CannotDo
    """
    for option, is_given in given.items():
        if is_given:
            what = _("a graph is of the circuit alone, and not of a run")
            raise CannotDo(Problem(OPTIONS[option], what, _("add “--to”, or leave it out")))


def _place(place: Path | None, to: str | None) -> Path:
    """Return where to write.

    Raises
    ------
    typer.BadParameter
        If nobody has said it.
    """
    if place is not None:
        return place
    if to is None:
        raise typer.BadParameter(_("name the file with --out, or a format with --to"))
    raise typer.BadParameter(_("name the file or folder to write after the target"))


def _as_graph(circuit: Circuit, overlay: Overlay, out: Path) -> None:
    from circuitlab.model.graph_files import encoded

    content = encoded(resolve(circuit, (overlay,)), default_catalog(), out.name)
    problem = content if isinstance(content, Problem) else write(out, content)
    if problem is not None:
        raise CannotDo(problem)
