"""Stimuli that start with a step of a walk: when they are on, in model time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.element import MUTED
from circuitlab.model.overlay import resolve
from circuitlab.model.stimulus_times import START, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value
    from circuitlab.model.scenario import Address, ScenarioStep
    from circuitlab.playback.walk import Walk

USUAL_MS = 1000.0
"""How long a stimulus is on that by itself never is."""


def can_start(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Tell whether an element is a stimulus that starts and stops."""
    element = circuit.elements.get(id)
    kind = catalog.kinds.get(element.kind) if element is not None else None
    return kind is not None and {START, STOP} <= kind.parameters.keys()


def with_stimuli(walk: Walk, circuit: Circuit, catalog: Catalog, now_ms: float) -> Walk:
    """Return a walk with the stimuli of its present step set to start with it, if it holds."""
    bare = walk.beginning({})
    if walk.is_held or not walk.step.starts:
        return bare
    laid = resolve(circuit, bare.overlays())
    return bare.beginning(started(laid, catalog, walk.step, now_ms))


def started(
    circuit: Circuit, catalog: Catalog, step: ScenarioStep, now_ms: float
) -> dict[Address, Value]:
    """Return what a step that begins now sets so that its stimuli start with it.

    Each is on for as long as it would be by itself, be it muted or not.

    Parameters
    ----------
    circuit
        As it stands with all that lies over it.
    now_ms
        Model time, ms.
    """
    found: dict[Address, Value] = {}
    for id, after_ms in step.starts.items():
        if not can_start(circuit, catalog, id):
            continue
        own: Mapping[str, float] = {
            name: float(str(circuit.value(id, name, catalog))) for name in (START, STOP)
        }
        length = own[STOP] - own[START] if own[STOP] > own[START] else USUAL_MS
        most = catalog.kind(circuit.elements[id].kind).parameters[STOP].maximum
        start = min(now_ms + after_ms, most)
        found |= {(id, START): start, (id, STOP): min(start + length, most), (id, MUTED): False}
    return found
