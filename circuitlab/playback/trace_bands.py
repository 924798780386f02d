"""What was done to the circuit, above its rows: how each stimulus went, when each drug was on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.catalog.families import DRUG, STIMULUS, TREATMENT
from circuitlab.catalog.live_words import live_text
from circuitlab.catalog.origin import tagged_value
from circuitlab.model.element import MUTED, Role
from circuitlab.model.names import name_of
from circuitlab.model.timeline import steps_of
from circuitlab.playback.trace_rows import AmountPart, TraceRow, rows_of
from circuitlab.render.bodies import DOSE, headline
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.live_frame import LiveFrame

GIVEN = frozenset({DRUG, TREATMENT})
BANDED = GIVEN | {STIMULUS}
"""Families of which the bands tell."""
GROUND = "resting"
"""The parameter from which a state is counted that is a difference."""
MOST_NAMES = 2
BARS = "given"
"""What the row of drugs and treatments is known by."""


def rows_with_bands(
    circuit: Circuit, catalog: Catalog, seen: Collection[str] = ()
) -> tuple[TraceRow, ...]:
    """Return the rows of all meters, the bands above them; nothing where nothing is recorded."""
    rows = rows_of(circuit, catalog)
    return (*bands_of(circuit, catalog, seen), *rows) if rows else ()


def bands_of(
    circuit: Circuit, catalog: Catalog, seen: Collection[str] = ()
) -> tuple[TraceRow, ...]:
    """Return a row for each unit of stimuli that drive something, and one for what is given.

    What is set to nothing, and nowhere set later, has none.

    Parameters
    ----------
    seen
        What has done something already, and so has a row.
    """
    by_unit: dict[str, list[AmountPart]] = {}
    told = {id for step in steps_of(circuit) for id, _name in step.values} | set(seen)
    for id, kind in _of_family(circuit, catalog, {STIMULUS}):
        drives = kind.states and circuit.targets(id, Role.DRIVES)
        if drives and _is_on(circuit, catalog, id, kind, told):
            part, unit = _stimulus(circuit, catalog, id, kind)
            by_unit.setdefault(unit, []).append(part)
    rows = [_stimuli(unit, parts) for unit, parts in by_unit.items()]
    given = [
        AmountPart(id, headline(kind), name_of(circuit, catalog, id), kind.colour)
        for id, kind in _of_family(circuit, catalog, GIVEN)
        if headline(kind) and (id in told or circuit.value(id, headline(kind), catalog))
    ]
    if given:
        what = _("drugs and treatments")
        rows.append(_band(BARS, "", _("Given"), what, given))
    return tuple(rows)


def value_now(row: TraceRow, live: LiveFrame) -> float:
    """Return the value of a row in a frame that is shown; no number without one."""
    if not row.parts:
        return live.value(row.id, row.state)
    if len(row.parts) > 1 or row.is_bars:
        return math.nan
    part = row.parts[0]
    return live.value(part.id, part.state) + part.ground


def amount_now(
    circuit: Circuit, catalog: Catalog, part: AmountPart, frame: RunnerFrame
) -> tuple[float, str]:
    """Return how much of a drug or treatment there is in a frame, and that in words."""
    element = circuit.elements.get(part.id)
    kind = catalog.kinds.get(element.kind) if element is not None else None
    if element is None or kind is None or part.state not in kind.parameters:
        return 0.0, ""
    if frame.set_by_timeline.get((part.id, MUTED), element.muted):
        return 0.0, ""
    level = frame.values.get((part.id, DOSE)) if part.state == DOSE else None
    amount = float(level[0]) if level is not None else _set(circuit, catalog, part, frame)
    start, stop = (_time(circuit, catalog, part, frame, name) for name in ("start", "stop"))
    if not amount > 0.0 or not start <= frame.time_ms < stop:
        return 0.0, ""
    parameter = kind.parameters[part.state]
    if level is None:
        return amount, tagged_value(parameter, amount)
    return amount, live_text(amount, parameter.unit)


def _of_family(
    circuit: Circuit, catalog: Catalog, families: Iterable[str]
) -> list[tuple[str, Kind]]:
    kinds = {name: kind for name, kind in catalog.kinds.items() if kind.family in families}
    ids = circuit.of_kinds(kinds.__contains__)
    return [(id, kinds[circuit.elements[id].kind]) for id in ids]


def _stimulus(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> tuple[AmountPart, str]:
    state, of = next(iter(kind.states.items()))
    ground, unit = 0.0, of.unit
    if GROUND in kind.parameters and kind.parameters[GROUND].unit != unit:
        ground = float(str(circuit.value(id, GROUND, catalog)))
        unit = kind.parameters[GROUND].unit
    return AmountPart(id, state, name_of(circuit, catalog, id), kind.colour, ground), unit


def _stimuli(unit: str, parts: list[AmountPart]) -> TraceRow:
    title = ", ".join(part.name for part in parts[:MOST_NAMES])
    if len(parts) > MOST_NAMES:
        title = _("{count} stimuli").format(count=len(parts))
    return _band(unit, unit, title, _("stimulus"), parts)


def _band(state: str, unit: str, title: str, quantity: str, parts: list[AmountPart]) -> TraceRow:
    return TraceRow("", state, title, unit, parts[0].colour, quantity, parts=tuple(parts))


def _is_on(circuit: Circuit, catalog: Catalog, id: str, kind: Kind, told: set[str]) -> bool:
    """Whether a stimulus may do something: it is not set to nothing for the whole run."""
    if id in told:
        return True
    if circuit.elements[id].muted:
        return False
    values = {name: circuit.value(id, name, catalog) for name in kind.parameters}
    is_over = "stop" in values and not values["stop"] > values.get("start", 0.0)  # type: ignore[operator]
    return not is_over and values.get("amplitude") != 0.0


def _set(circuit: Circuit, catalog: Catalog, part: AmountPart, frame: RunnerFrame) -> float:
    address = part.id, part.state
    value = frame.set_by_timeline.get(address, circuit.value(*address, catalog))
    return float(value) if isinstance(value, int | float) else 0.0


def _time(
    circuit: Circuit, catalog: Catalog, part: AmountPart, frame: RunnerFrame, name: str
) -> float:
    """A parameter that is a time in ms; where there is none, it bounds nothing."""
    parameters = catalog.kind(circuit.elements[part.id].kind).parameters
    if name not in parameters or parameters[name].unit != "ms":
        return -math.inf if name == "start" else math.inf
    return _set(circuit, catalog, AmountPart(part.id, name, "", ""), frame)
