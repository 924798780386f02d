"""What a run gave: as a table and as JSON."""

from typing import TYPE_CHECKING, Any

from circuitlab.analysis.claim_words import short_number
from circuitlab.analysis.measures import summary
from circuitlab.analysis.run_files import about
from circuitlab.analysis.run_tables import firing, neurons
from circuitlab.analysis.tables import Table
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import format_number
from circuitlab.cli.console import Written
from circuitlab.cli.written_spikes import written_pairs, written_times
from circuitlab.model.circuit import Circuit
from circuitlab.model.metered import metered
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run


def watched(circuit: Circuit) -> list[tuple[str, str]]:
    """Return the (element, state) pairs that the circuit's voltmeters record, if not muted."""
    return metered(circuit, default_catalog())


def run_json(finished: "Run", name: str) -> dict[str, Any]:
    """Return a run as one JSON object; a population's spikes are [index, ms] pairs."""
    measures = {id: summary(finished, id) for id in neurons(finished.circuit)}
    return {
        "preset": name,
        **about(finished),
        "wall_s": finished.wall_s,
        "spikes": {id: spikes_json(finished, id) for id in firing(finished)},
        "rates_hz": {id: measures[id]["rate_hz"] for id in measures},
        "measures": measures,
    }


def pairs_of_spikes(finished: "Run", id: str) -> list[tuple[int, float]]:
    """Return (index of the cell, ms) of every spike."""
    found = finished.spikes(id)
    if isinstance(found, tuple):
        return list(zip(found[0].tolist(), found[1].tolist(), strict=True))
    return [(0, time) for time in found.tolist()]


def spikes_json(finished: "Run", id: str) -> Written:
    """Return spikes in ms; of a population, [index, ms] pairs."""
    found = finished.spikes(id)
    return written_pairs(*found) if isinstance(found, tuple) else written_times(found)


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
