"""What a run over days gave: as a table and as JSON."""

from typing import TYPE_CHECKING, Any

from circuitlab.analysis.claim_words import short_number
from circuitlab.analysis.run_files import about
from circuitlab.analysis.run_tables import firing, neurons
from circuitlab.analysis.tables import Table
from circuitlab.catalog.words import format_number
from circuitlab.cli.run_results import spikes_json
from circuitlab.model.days import DAY_S, body_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun


def days_table(finished: "DaysRun", name: str) -> Table:
    """Return a table of the rates of all neurons, a window each line."""
    ids = neurons(finished.circuit)
    rates = [finished.rates(id) for id in ids]
    rows = tuple(
        (body_words(at), *(short_number(float(rate[number])) for rate in rates))
        for number, at in enumerate(finished.body_s.tolist())
    )
    title = _("{name}: {days} d of body time in {count} windows of {model} s in all, {wall} s")
    said = title.format(
        name=name,
        days=format_number(finished.days.body_s / DAY_S),
        count=len(rows),
        model=format_number(round(finished.duration_ms / 1000, 3)),
        wall=format_number(round(finished.wall_s, 3)),
    )
    return Table(said, (_("body time"), *(_("{id}, Hz").format(id=id) for id in ids)), rows)


def days_json(finished: "DaysRun", name: str) -> dict[str, Any]:
    """Return a run over days as one JSON object, with a list entry for each window."""
    fired = firing(finished.windows[0])
    return {
        "preset": name,
        **about(finished),
        "probe_ms": finished.days.probe_ms,
        "body_s": finished.body_s.tolist(),
        "wall_s": finished.wall_s,
        "spikes": {id: [spikes_json(window, id) for window in finished.windows] for id in fired},
        "rates_hz": {id: finished.rates(id).tolist() for id in neurons(finished.circuit)},
    }
