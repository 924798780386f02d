"""What is said of a wire: what it joins, what it does, and its numbers now."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

from circuitlab.analysis.dose_response import dose_response
from circuitlab.catalog.families import SPIKES
from circuitlab.catalog.live_words import live_text
from circuitlab.catalog.origin import tagged_value
from circuitlab.model.conduction import conduction_between
from circuitlab.model.effects import effects_of, kind_of
from circuitlab.model.element import Array, Role
from circuitlab.model.rewiring import ends_of
from circuitlab.render.bodies import DOSE
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.rewiring import Wire
    from circuitlab.render.live_frame import LiveFrame

MOST_ROWS = 7
UNKNOWN = "–"
"""What stands for a number that the run has not told yet."""

Row = tuple[str, str]


def role_words(circuit: Circuit, wire: Wire) -> str:
    """Return in a few words what a wire means."""
    if isinstance(wire, str):
        return _("axon with its synapse")
    return {
        Role.DRIVES: _("wire · drives what it ends on"),
        Role.MODULATES: _("wire · changes what it ends on"),
        Role.RECORDS: _("wire · records what it ends on"),
        Role.COUPLES: _("wire · joins the cell it ends on, both ways"),
        Role.RELEASES_ONTO: _("wire · releases onto the synapse"),
        Role.BINDS: _("wire · opens the receptor"),
        Role.SITS_IN: _("wire · sits in the membrane"),
    }[circuit.links[wire].role]


def wire_rows(circuit: Circuit, catalog: Catalog, wire: Wire, frame: LiveFrame) -> list[Row]:
    """Return names and values, in units, of what matters about a wire now.

    As many rows for every frame of one circuit; what is not known is said to be so.
    """
    first: dict[str, str] = {}
    for title, text in _rows(circuit, catalog, wire, frame):
        first.setdefault(title, text)
    return list(islice(first.items(), MOST_ROWS))


def _rows(circuit: Circuit, catalog: Catalog, wire: Wire, frame: LiveFrame) -> Iterator[Row]:
    if isinstance(wire, str):
        yield from _of_axon(circuit, catalog, wire, frame)
    elif circuit.links[wire].role is Role.RECORDS:
        yield from _of_meter(circuit, catalog, *wire, frame)
    else:
        yield from _of_action(circuit, catalog, wire, frame)


def _of_axon(circuit: Circuit, catalog: Catalog, synapse: str, frame: LiveFrame) -> Iterator[Row]:
    source, _host = ends_of(circuit, synapse)
    yield _("Firing rate"), _number(frame.rate_hz.get(source, math.nan), "Hz")
    yield from _set_values(circuit, catalog, synapse, ("delay",), frame)
    way = conduction_between(circuit, catalog, source, synapse)
    if way > 0.0:
        yield _("On the way along the axon"), _number(way, "ms")
    for receptor in circuit.targets(synapse, Role.BINDS):
        kind = kind_of(circuit, catalog, receptor)
        if kind is not None:
            weights = _set_values(circuit, catalog, receptor, ("weight",), frame)
            for _title, weight in weights:
                yield circuit.elements[receptor].label or kind.title, weight


def _of_meter(
    circuit: Circuit, catalog: Catalog, meter: str, target: str, frame: LiveFrame
) -> Iterator[Row]:
    kind, goal = kind_of(circuit, catalog, meter), kind_of(circuit, catalog, target)
    if kind is None or goal is None:
        return
    quantity = "quantity" in kind.parameters
    state = goal.states.get(str(circuit.value(meter, "quantity", catalog))) if quantity else None
    if state is None:
        yield _("Firing rate"), _number(frame.rate_hz.get(target, math.nan), "Hz")
    else:
        yield _("Quantity"), state.title or state.name
        yield _("Now"), _number(frame.value(target, state.name), state.unit)


def _of_action(
    circuit: Circuit, catalog: Catalog, wire: tuple[str, str], frame: LiveFrame
) -> Iterator[Row]:
    source = wire[0]
    reached = effects_of(circuit, catalog, circuit.links[wire])
    if not reached:
        yield _("What it finds there to act on"), _("nothing")
        return
    for output in dict.fromkeys(effect.output for effect, _source, _target in reached):
        yield from _acting(circuit, catalog, source, output, frame)
    yield from _dose(circuit, catalog, source, frame)
    for target in dict.fromkeys(target for _effect, _source, target in reached):
        yield from _states(circuit, catalog, target, frame)


def _acting(
    circuit: Circuit, catalog: Catalog, id: str, output: str, frame: LiveFrame
) -> Iterator[Row]:
    """Say how much of what acts there is now, or else what it is set to."""
    kind = kind_of(circuit, catalog, id)
    if output == SPIKES:
        yield _("Firing rate"), _number(frame.rate_hz.get(id, math.nan), "Hz")
    elif kind is not None and output in kind.states:
        state = kind.states[output]
        yield state.title or state.name, _number(frame.value(id, output), state.unit)
    elif kind is not None:
        yield from _set_values(circuit, catalog, id, (output,), frame)


def _dose(circuit: Circuit, catalog: Catalog, id: str, frame: LiveFrame) -> Iterator[Row]:
    response = dose_response(circuit, catalog, id)
    if response is None:
        return
    set_now = frame.set_now.get((id, DOSE))
    given = float(set_now) if isinstance(set_now, int | float) else response.dose
    live = frame.value(id, DOSE, given)
    yield _("Half the effect at"), f"{response.tag} {_number(response.half, 'µM')}".strip()
    yield response.what[:1].upper() + response.what[1:], f"{100.0 * response.effect(live):.0f} %"


def _states(circuit: Circuit, catalog: Catalog, id: str, frame: LiveFrame) -> Iterator[Row]:
    kind = kind_of(circuit, catalog, id)
    for name, state in kind.states.items() if kind is not None else ():
        yield state.title or name, _number(frame.value(id, name), state.unit)


def _set_values(
    circuit: Circuit, catalog: Catalog, id: str, names: tuple[str, ...], frame: LiveFrame
) -> Iterator[Row]:
    kind = kind_of(circuit, catalog, id)
    for name in names:
        if kind is None or name not in kind.parameters:
            continue
        parameter = kind.parameters[name]
        value = frame.set_now.get((id, name), circuit.value(id, name, catalog))
        if isinstance(value, Array):
            yield parameter.title or name, _("one for each connection")
        elif isinstance(value, bool | int | float | str):
            yield parameter.title or name, tagged_value(parameter, value)


def _number(value: float, unit: str) -> str:
    return UNKNOWN if math.isnan(value) else live_text(value, unit)
