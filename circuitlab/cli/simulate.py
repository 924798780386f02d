"""The command `run`: a circuit without a window, and what it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from circuitlab.analysis.claim_words import short_number
from circuitlab.analysis.measures import summary
from circuitlab.analysis.tables import (
    Table,
    caveats_of,
    methods_table,
    sources_used,
)
from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import format_number
from circuitlab.cli.console import show, show_json
from circuitlab.cli.options import Json, Mute, OutFolder, Seed, Settings, Target, Without
from circuitlab.cli.run_with_progress import run_shown
from circuitlab.cli.target import read_circuit, read_duration, read_settings, read_without
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.overlay import resolve
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

TRACE_EVERY_MS = 0.1


def run(
    target: Target,
    duration: Annotated[
        str, typer.Option("--for", metavar="TIME", help=_("Model time to run: “2 s”, “500 ms”."))
    ] = "2 s",
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006  typer's way to say: none
    mute: Mute = [],  # noqa: B006
    without: Without = [],  # noqa: B006
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Run a circuit and print its spikes and rates."""
    duration_ms = read_duration(duration)
    circuit = read_without(read_circuit(target), without)
    overlay = read_settings(circuit, settings, mute)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    finished = run_shown(
        circuit,
        duration_ms,
        _("Running {name}").format(name=target),
        seed=seed,
        overlays=(overlay,),
        record=watched(resolve(circuit, (overlay,))) if out else (),
        every_ms=TRACE_EVERY_MS,
    )
    if out is not None:
        with whole_or_nothing(out) as folder:
            write_run(finished, folder)
    if as_json:
        show_json(run_json(finished, target))
    else:
        show(_rates_table(finished, target))


def watched(circuit: Circuit) -> list[tuple[str, str]]:
    """Return the (element, state) pairs that the circuit's voltmeters record, if not muted."""
    kinds = default_catalog().kinds
    pairs = []
    for link in circuit.links.values():
        meter, goal = (kinds.get(circuit.elements[id].kind) for id in link.key)
        reads = link.role is Role.RECORDS and not circuit.elements[link.source].muted
        if reads and meter and goal and "quantity" in meter.parameters:
            quantity = str(circuit.value(link.source, "quantity"))
            pairs += [(link.target, quantity)] if quantity in goal.states else []
    return list(dict.fromkeys(pairs))


def neurons(circuit: Circuit) -> list[str]:
    """Return the ids of all neurons, in order."""
    kinds = default_catalog().kinds
    return [
        element.id
        for element in circuit.elements.values()
        if element.kind in kinds and kinds[element.kind].family == NEURON
    ]


def _firing(finished: "Run") -> list[str]:
    """Return the ids of what fires, neurons and sources of spikes, in order."""
    return [id for id in finished.circuit.elements if id in finished.firing]


def run_json(finished: "Run", name: str) -> dict[str, Any]:
    """Return a run as one JSON object; a population's spikes are [index, ms] pairs."""
    measures = {id: summary(finished, id) for id in neurons(finished.circuit)}
    return {
        "preset": name,
        "seed": finished.seed,
        "dt_ms": finished.dt,
        "model_ms": finished.duration_ms,
        "wall_s": finished.wall_s,
        "spikes": {id: _spikes(finished, id) for id in _firing(finished)},
        "rates_hz": {id: measures[id]["rate_hz"] for id in measures},
        "measures": measures,
    }


@contextmanager
def whole_or_nothing(out: Path) -> Iterator[Path]:
    """Give a folder to write in; its files come to `out` once all are written, or none does.

    Raises
    ------
    OSError
        With `out` as its file's name; what lay in `out` before lies there as it was.
    """
    folder = Path(mkdtemp(prefix=".", dir=out))
    try:
        yield folder
        for path in sorted(folder.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(out)) from error
    finally:
        rmtree(folder, ignore_errors=True)


def write_run(finished: "Run", folder: Path) -> None:
    """Write spikes, recorded traces and the methods of a run into `folder`."""
    lines = ["element,cell,time_ms"]
    for id in _firing(finished):
        lines += [f"{id},{cell},{time!r}" for cell, time in _pairs(finished, id)]
    (folder / "spikes.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    catalog = default_catalog()
    for id, state in watched(finished.circuit):
        unit = catalog.kind(finished.circuit.elements[id].kind).states[state].unit
        when, values = finished.trace(id, state)
        columns = np.column_stack([when, np.reshape(values, (len(when), -1))])
        cells = [f"{state}[{cell}]_{unit}" for cell in range(columns.shape[1] - 1)]
        heading = ",".join(["time_ms", *(cells if len(cells) > 1 else [f"{state}_{unit}"])])
        path = folder / f"{id}-{state}.csv"
        np.savetxt(path, columns, fmt="%.6g", delimiter=",", header=heading, comments="")
    text = methods_text(finished.circuit, catalog)
    (folder / "methods.md").write_text(text, encoding="utf-8")


def methods_text(circuit: Circuit, catalog: Catalog) -> str:
    """Return the methods of a circuit as Markdown: values, what is simplified, and sources."""
    pieces = [methods_table(circuit, catalog).markdown()]
    pieces += _listed("##", _("Simplified for teaching"), caveats_of(circuit, catalog))
    pieces += [f"## {_('Sources')}", ""]
    for title, sources in sources_used(circuit, catalog).items():
        pieces += _listed("###", title, sources)
    return "\n".join(pieces)


def _listed(level: str, title: str, lines: list[str]) -> list[str]:
    return [f"{level} {title}", "", *(f"- {line}" for line in lines), ""] if lines else []


def _pairs(finished: "Run", id: str) -> list[tuple[int, float]]:
    found = finished.spikes(id)
    if isinstance(found, tuple):
        return list(zip(found[0].tolist(), found[1].tolist(), strict=True))
    return [(0, time) for time in found.tolist()]


def _spikes(finished: "Run", id: str) -> list[Any]:
    found = finished.spikes(id)
    if isinstance(found, tuple):
        return [list(pair) for pair in _pairs(finished, id)]
    return list(found.tolist())


def _rates_table(finished: "Run", name: str) -> Table:
    measures = {id: summary(finished, id) for id in neurons(finished.circuit)}
    rows = tuple((id, *map(short_number, found.values())) for id, found in measures.items())
    headings = (_("neuron"), _("spikes"), _("rate, Hz"), _("first, ms"), _("interval, ms"))
    title = _("{name}: {model} s in {wall} s ({factor} × real time)").format(
        name=name,
        model=format_number(finished.duration_ms / 1000),
        wall=format_number(round(finished.wall_s, 3)),
        factor=format_number(round(finished.duration_ms / 1000 / max(finished.wall_s, 1e-9), 1)),
    )
    return Table(title, headings, rows)
