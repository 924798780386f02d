"""What changes by itself while a circuit runs: the timeline's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.units import in_ms
from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.model.days import body_moment
from circuitlab.model.element import DOCUMENT
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.model.step import Step


_AMOUNTS = frozenset({"severity", "concentration"})
"""Parameters of which 0 is nothing that could begin."""


def steps_of(circuit: Circuit) -> tuple[Step, ...]:
    """Return the steps of a circuit's timeline, the earliest first; those of body time last."""
    return tuple(sorted(circuit.document["timeline"], key=when))


def timed_steps(circuit: Circuit) -> tuple[Step, ...]:
    """Return the steps that stand at a model time, the earliest first."""
    return tuple(step for step in steps_of(circuit) if not step.of_body)


def body_steps(circuit: Circuit) -> tuple[Step, ...]:
    """Return the steps that stand at a body time, the earliest first."""
    return tuple(step for step in steps_of(circuit) if step.of_body)


def changes_pace(circuit: Circuit) -> bool:
    """Return whether slow processes go faster, or slower, than the neurons at any time."""
    clock = (DOCUMENT, "body_clock")
    paces = (step.values.get(clock, 1.0) for step in steps_of(circuit))
    return any(pace != 1.0 for pace in (circuit.document["body_clock"], *paces))


def when(step: Step) -> tuple[bool, float]:
    """Return where a step stands among others: those of body time come after the others."""
    return step.of_body, step.at


def onsets_of(circuit: Circuit, catalog: Catalog) -> tuple[tuple[float, str], ...]:
    """Return what begins in the middle of the run: (model time in ms, id), the earliest first."""
    found = []
    beginning = {name for name, kind in catalog.kinds.items() if kind.onset}
    for id in circuit.of_kinds(beginning.__contains__):
        kind = catalog.kind(circuit.elements[id].kind)
        if not _is_nothing(circuit, catalog, id):
            begins = circuit.value(id, kind.onset, catalog)
            if isinstance(begins, int | float) and begins > 0.0:
                found.append((in_ms(begins, kind.parameters[kind.onset].unit), id))
    return tuple(sorted(found))


def _is_nothing(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Return whether an element does not act: it is muted, or there is none of it."""
    element = circuit.elements[id]
    named = catalog.kind(element.kind).parameters.keys() & _AMOUNTS
    return element.muted or any(circuit.value(id, name, catalog) == 0.0 for name in named)


def with_steps(circuit: Circuit, steps: tuple[Step, ...], label: str = "") -> Delta:
    """Return the edit that gives a circuit another timeline."""
    ordered = tuple(sorted(steps, key=when))
    what = label or _("Change the timeline")
    return circuit.with_document({"timeline": ordered}, what)


def read_moment(given: object) -> tuple[float, bool] | Problem:
    """Return when a step takes place, in ms, and whether that is body time.

    Days and hours are body time (``"day 2"``, ``"36 h"``), shorter units and plain numbers (ms)
    model time.
    """
    body = body_moment(given)
    if isinstance(body, Problem):
        return body
    time = read_time(given) if body is None else 1e3 * body
    return time if isinstance(time, Problem) else (time, body is not None)


def read_time(given: object) -> float | Problem:
    """Return a moment or a duration in ms, from a number in ms or a text with a unit."""
    time = parse_quantity(given, "ms") if isinstance(given, str) else given
    if isinstance(time, Problem):
        return time
    if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time < 1e12:
        what = _("{given} is not a time from the start").format(given=given)
        return Problem("", what, _("give a time from 0 on, in ms or with its unit"))
    return float(time)
