"""Where an element stands now, on a curve that was measured of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.model.element import Role
from circuitlab.model.frozen import Array
from circuitlab.model.stimulus_times import PERIOD, times_of

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
    it off the curve. Of a current, the potential and the current now. Of a drug its dose, of
    latency the current, and of what depends on an interval, the mean interval of the spikes now:
    these lie on the curve, and there is none where that does not reach. Of a stimulus' course it is
    the time; courses over days have none.
    """
    if measured.id not in circuit.elements:
        return None
    of = _POINTS.get(measured.protocol)
    point = of(measured, circuit, catalog, frame) if of is not None else None
    return point if point is not None and all(math.isfinite(each) for each in point) else None


def _firing(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    rate = frame.rate_hz.get(measured.id)
    return (_steady(measured.id, circuit, catalog, frame), rate) if rate is not None else None


def _steady(id: str, circuit: Circuit, catalog: Catalog, frame: LiveFrame) -> float:
    """Return the current that electrodes and a neuron's own setting put into it now (pA)."""
    own = circuit.value(id, STEADY, catalog)
    steady = frame.set_now.get((id, STEADY), own)
    current = float(np.mean(steady.values)) if isinstance(steady, Array) else float(str(steady))
    for electrode in circuit.sources(id, Role.DRIVES):
        current += frame.value(electrode, "current", 0.0)
    return current


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


def _latency(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    return _on_curve(measured, _steady(measured.id, circuit, catalog, frame))


def _interval(
    measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame
) -> Point | None:
    """Of the neuron whose spikes come: the element, its host, or what excites it."""
    rate = frame.rate_hz.get(_sender(measured.id, circuit) or "", 0.0)
    return _on_curve(measured, 1e3 / rate) if rate > 0.0 else None


def _time(measured: Measured, circuit: Circuit, catalog: Catalog, frame: LiveFrame) -> Point | None:
    """Of what a stimulus gives: now, or where now is in the last return that is shown."""
    period = times_of(circuit, catalog, measured.id).get(PERIOD, 0.0)
    if not measured.curves or not measured.curves[0].x.size:
        return None
    end, now = float(measured.curves[0].x[-1]), frame.time_ms
    if now > end and period > 0.0:
        now = end - period + (now - end) % period
    return _on_curve(measured, now)


def _sender(id: str, circuit: Circuit) -> str | None:
    synapses = circuit.sources(id, Role.BINDS)
    synapse = synapses[0] if synapses else id
    senders = circuit.sources(synapse, Role.RELEASES_ONTO)
    return senders[0] if senders else circuit.host(id) or id


def _on_curve(measured: Measured, x: float) -> Point | None:
    """Return the point of the first curve at `x`; None where it does not reach so far."""
    curve = measured.curves[0] if measured.curves else None
    known = np.isfinite(curve.y) if curve is not None else np.zeros(0, bool)
    if curve is None or not known.any() or not curve.x[known][0] <= x <= curve.x[known][-1]:
        return None
    scaled = np.log if measured.x.log else np.asarray
    return x, float(np.interp(scaled(x), scaled(curve.x[known]), curve.y[known]))


def says_where(measured: Measured) -> bool:
    """Whether a point's place across is worth telling: a moment is read off the axis."""
    return _POINTS.get(measured.protocol) is not _time


_POINTS: Mapping[str, Callable[[Measured, Circuit, Catalog, LiveFrame], Point | None]] = (
    MappingProxyType(
        {
            "f-I": _firing,
            "I-V": _current,
            "dose": _dose,
            "latency": _latency,
            "recovery": _interval,
            "paired": _interval,
            "course": _time,
        }
    )
)
"""What tells where an element stands, by the protocol."""
