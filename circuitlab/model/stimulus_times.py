"""When a stimulus is on, in words: “On for 200 ms every 1 s, from 0 ms to 10 s”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.origin import tagged, tagged_value
from circuitlab.catalog.words import format_number
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind, Parameter
    from circuitlab.model.circuit import Circuit

START, STOP, PERIOD, WIDTH = "start", "stop", "period", "width"
_SECOND, _MINUTE = 1e3, 6e4
"""ms"""


def times_in_words(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return when a stimulus is on; an empty text where its kind has no such times.

    What sends single spikes, or pulses of its own length, is said to begin again and again.
    """
    kind, values = catalog.kinds.get(circuit.elements[id].kind), times_of(circuit, catalog, id)
    if kind is None or not values:
        return ""
    if values[STOP] <= values[START]:
        return _("It is never on: it stops before it begins.")
    return _on(kind, values)


def common_period(circuit: Circuit, catalog: Catalog) -> float:
    """Return how often all stimuli return that do so, in ms; 0 where they differ or none does."""
    times = [
        times_of(circuit, catalog, id) for id, part in circuit.elements.items() if not part.muted
    ]
    periods = {each[PERIOD] for each in times if each and each[START] < each[STOP] and each[PERIOD]}
    return periods.pop() if len(periods) == 1 else 0.0


def times_of(circuit: Circuit, catalog: Catalog, id: str) -> dict[str, float]:
    """Return when a stimulus is on, in ms, by parameter; empty where its kind has no such times."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None or not {START, STOP, PERIOD} <= kind.parameters.keys():
        return {}
    return {
        name: float(str(circuit.value(id, name, catalog)))
        for name in (START, STOP, PERIOD, WIDTH)
        if name in kind.parameters
    }


def _on(kind: Kind, values: dict[str, float]) -> str:
    say = {name: _shown(kind.parameters[name], value) for name, value in values.items()}
    ends = values[STOP] < kind.parameters[STOP].maximum
    if values.get(WIDTH):
        span = _("from {start} to {stop}") if ends else _("from {start} on")
        often = _("On for {width} every {period}, {span}.")
        sentence = often if values[PERIOD] else _("On once for {width}, {span}.")
        return sentence.format(span=span.format(**say), **say)
    if WIDTH in values and values[PERIOD]:
        lasting = _shown(kind.parameters[STOP], values[STOP] - values[START])
        said = _("On for {width} every {period}, from {start} on without end.")
        return said.format(**{**say, WIDTH: lasting})
    if values[PERIOD]:
        said = (
            _("Every {period} from {start} to {stop}.")
            if ends
            else _("Every {period} from {start} on.")
        )
        return said.format(**say)
    return (_("Once, from {start} to {stop}.") if ends else _("From {start} on.")).format(**say)


def _shown(parameter: Parameter, value: float) -> str:
    """Return a time in the unit that people say it in."""
    if _SECOND <= value < _MINUTE:
        return tagged(parameter, value, f"{format_number(value / _SECOND)} s")
    return tagged_value(parameter, value)
