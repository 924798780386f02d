"""What a run gave: as a table, as JSON, and in files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

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
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run


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


def firing(finished: "Run") -> list[str]:
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
        "spikes": {id: spikes_json(finished, id) for id in firing(finished)},
        "rates_hz": {id: measures[id]["rate_hz"] for id in measures},
        "measures": measures,
    }


def write_run(finished: "Run", folder: Path) -> None:
    """Write spikes, recorded traces and the methods of a run into `folder`."""
    lines = ["element,cell,time_ms"]
    for id in firing(finished):
        lines += [f"{id},{cell},{time!r}" for cell, time in pairs_of_spikes(finished, id)]
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


def pairs_of_spikes(finished: "Run", id: str) -> list[tuple[int, float]]:
    """Return (index of the cell, ms) of every spike."""
    found = finished.spikes(id)
    if isinstance(found, tuple):
        return list(zip(found[0].tolist(), found[1].tolist(), strict=True))
    return [(0, time) for time in found.tolist()]


def spikes_json(finished: "Run", id: str) -> list[Any]:
    """Return spikes in ms; of a population, [index, ms] pairs."""
    found = finished.spikes(id)
    if isinstance(found, tuple):
        return [list(pair) for pair in pairs_of_spikes(finished, id)]
    return list(found.tolist())


def rates_table(finished: "Run", name: str) -> Table:
    """Return a table of what every neuron did."""
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
