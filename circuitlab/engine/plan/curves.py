"""Curves that currents follow, as tables of points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.plan import Curves, Slots
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.model.circuit import Circuit


def make_curves(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    address: Mapping[tuple[str, str, str], Slots],
    settings: Settings,
) -> Curves:
    """Return the curves of all elements that have one; without points, there is none."""
    slots: list[tuple[int, ...]] = []
    lengths, times, heights = [0], [np.zeros(0)], [np.zeros(0)]
    for id, kind in kinds.items():
        curve_of = recipe_of(kind.mechanism).curve
        curve = curve_of(Values(circuit.elements[id], kind, settings)) if curve_of else None
        if curve is not None and len(curve.times):
            rows = ("phase", "gain", "output")
            slots.append(tuple(int(address[id, kind.mechanism, row][0]) for row in rows))
            lengths.append(len(curve.times))
            times.append(curve.times)
            heights.append(curve.heights)
    phase, gain, output = np.asarray(slots, np.int64).reshape(-1, 3).T.copy()
    return Curves(
        phase, gain, output, np.cumsum(lengths), np.concatenate(times), np.concatenate(heights)
    )
