"""Where an element stands now, on a curve that was measured of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.model.element import Role
from circuitlab.model.frozen import Array

if TYPE_CHECKING:
    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.live_frame import LiveFrame

Point = tuple[float, float]
STEADY = "i_e"


def point_now(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    """Return where an element stands on a curve; None where the run does not tell.

    Of firing, the current of its electrodes and the rate at which it fires: what synapses add lifts
    it off the curve. Of a current, the potential and the current now. Of a drug, its dose, on the
    curve.
    """
    if measured.id not in circuit.elements:
        return None
    of = {"f-I": _firing, "I-V": _current, "dose": _dose}.get(measured.protocol)
    point = of(measured, circuit, catalog, frame) if of is not None else None
    return point if point is not None and all(math.isfinite(each) for each in point) else None


def _firing(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    id = measured.id
    rate = frame.rate_hz.get(id)
    if rate is None:
        return None
    own = circuit.value(id, STEADY, catalog)
    steady = frame.set_now.get((id, STEADY), own)
    current = float(np.mean(steady.values)) if isinstance(steady, Array) else float(str(steady))
    for electrode in circuit.sources(id, Role.DRIVES):
        current += frame.value(electrode, "current", 0.0)
    return current, rate


def _current(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    """Of what sits in a neuron: its first current now; a neuron as a whole passes none."""
    host = circuit.host(measured.id)
    if host is None:
        return None
    states = catalog.kind(circuit.elements[measured.id].kind).states.values()
    current = next((state.name for state in states if state.unit == measured.y.unit), "")
    return frame.value(host, "v"), frame.value(measured.id, current)


def _dose(measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame) -> Point | None:
    dose = frame.value(measured.id, "concentration")
    if not dose > 0.0 or not measured.curves:
        return None
    curve = measured.curves[0]
    at = float(np.clip(dose, curve.x[0], curve.x[-1]))
    return at, float(np.interp(np.log(at), np.log(curve.x), curve.y))
