"""A neuron held by a clamp: the currents through it and its channels at each potential."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from circuitlab.analysis.bench.electrodes import CLAMP
from circuitlab.analysis.bench.laboratory import measured
from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Floats, Measured
from circuitlab.catalog.families import NEURON
from circuitlab.model.element import Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.engine.running.run import Run

WHOLE_PEAK = "clamp peak"
HELD_MS = 100.0
"""A cell is held before its step, so that all gates stand still."""
_SETTLED = 3
"""Samples after an edge in which the membrane is charged, which is left out of currents."""
PA = "pA"
WHOLE = "clamp"
"""Stands for the neuron as a whole: what the clamp passes."""
Address = tuple[str, str]
"""An element of the circuit and one of its states."""


def neuron_of(lab: Laboratory) -> str:
    """Return the neuron that is held: the element itself, or the one in which it sits."""
    return lab.circuit.host(lab.id) or lab.id


def currents_of(lab: Laboratory) -> list[Address]:
    """Return the currents of an element that are read, each as (element, state)."""
    kind = lab.catalog.kind(lab.circuit.elements[lab.id].kind)
    return [(lab.id, state.name) for state in kind.states.values() if state.unit == PA]


def levels_of(lab: Laboratory) -> Floats:
    """Return the potentials (mV) that are asked for."""
    settings = lab.settings
    return np.linspace(settings["lowest"], settings["highest"], int(settings["points"]))


def current_voltage(lab: Laboratory) -> Measured:
    """Return currents against the potential to which a neuron is stepped.

    Of each current the extreme during the step and the value at its end, positive outwards. Of a
    neuron as a whole it is what the clamp passes.
    """
    levels, neuron = levels_of(lab), neuron_of(lab)
    bench, width = lab.bench(), lab.settings["duration"]
    record: list[Address] = []
    for copy, level in enumerate(levels.tolist()):
        cell = bench.copy(neuron, copy)
        protocol = {"level": level, "holding": lab.settings["holding"]}
        protocol |= {"start": HELD_MS, "width": width}
        bench.add(CLAMP, f"clamp__{copy}", cell, Role.DRIVES, **protocol)
        record += [(f"{id}__{copy}", state) for id, state in _read(lab, copy)]
    run = lab.run(bench, HELD_MS + width, record)
    curves = [curve for at in _read(lab, None) for curve in _curves(lab, run, at, levels)]
    return measured(
        lab,
        "I-V",
        _("Current and voltage"),
        Axis(_("Potential"), "mV"),
        Axis(_("Current"), PA),
        tuple(curves),
        tuple(reversal([curve for curve in curves if curve.name != WHOLE_PEAK])),
    )


def _read(lab: Laboratory, copy: int | None) -> list[Address]:
    """Return what is read: the clamp's current of a neuron, and the element's own currents."""
    is_cell = lab.catalog.kind(lab.circuit.elements[lab.id].kind).family == NEURON
    return [*([(WHOLE, "current")] if is_cell else []), *currents_of(lab)]


def _curves(lab: Laboratory, run: Run, at: Address, levels: Floats) -> list[Curve]:
    """Return the peak and the last value of a current at each potential.

    The peak of what the clamp passes is the most inward one, of all else the farthest from zero.
    """
    id, state = at
    is_whole = id == WHOLE
    peaks, ends = [], []
    for copy in range(levels.size):
        t, i = run.trace(f"{id}__{copy}", state)
        held = i[_within(t, HELD_MS, lab.settings["duration"], lab.dt_ms)]
        peaks.append(float(held.min() if is_whole else held[np.abs(held).argmax()]))
        ends.append(float(held[-1]))
    title, name = _title(lab, at), WHOLE if is_whole else state
    aside = not is_whole and len(_read(lab, None)) > 1
    peak = _("{current}, most inward") if is_whole else _("{current}, peak")
    end = _("{current}, at the end")
    return [
        Curve(f"{name} peak", peak.format(current=title), levels, np.array(peaks)),
        Curve(f"{name} end", end.format(current=title), levels, np.array(ends), aside),
    ]


def _within(t: Floats, since: float, width: float, dt: float) -> NDArray[np.bool_]:
    """Return which samples lie in a step: beyond the charging at its edge, before its end."""
    return (t > since + _SETTLED * dt) & (t < since + width - 0.5 * dt)


def _title(lab: Laboratory, at: Address) -> str:
    id, state = at
    if id == WHOLE:
        return _("Clamp current")
    return lab.catalog.kind(lab.circuit.elements[id].kind).states[state].title


def reversal(curves: list[Curve]) -> list[Finding]:
    """Return where the first curve that crosses zero does so, on straight lines between points."""
    for curve in curves:
        change = np.flatnonzero(np.diff(np.signbit(curve.y)) & (curve.y[:-1] != 0.0))
        if change.size:
            n = int(change[-1])
            part = curve.y[n] / (curve.y[n] - curve.y[n + 1])
            at = float(curve.x[n] + part * (curve.x[n + 1] - curve.x[n]))
            title = _("{current} reverses at").format(current=curve.title)
            return [Finding("reversal", title, at, "mV")]
    return []


def recovery(lab: Laboratory) -> Measured:
    """Return the current at a second step against that at the first, so long after it.

    Both steps go to the same potential from the holding one, and last equally long.
    """
    settings, neuron = lab.settings, neuron_of(lab)
    points = int(settings["points"])
    waits = np.round(np.geomspace(settings["shortest"], settings["longest"], points), 3)
    bench, width = lab.bench(), settings["duration"]
    read = currents_of(lab)[0]
    for copy, wait in enumerate(waits.tolist()):
        cell = bench.copy(neuron, copy)
        level = settings["level"]
        steps = {"level": level, "increment": 0.0, "steps": 2, "width": width}
        times = {"start": HELD_MS, "period": width + wait, "holding": settings["holding"]}
        bench.add(CLAMP, f"clamp__{copy}", cell, Role.DRIVES, **steps, **times)
    record = [(f"{read[0]}__{copy}", read[1]) for copy in range(points)]
    run = lab.run(bench, HELD_MS + 2 * width + float(waits.max()) + 1.0, record)
    shares = np.array(
        [_share(lab, run, at, wait) for at, wait in zip(record, waits.tolist(), strict=True)]
    )
    half = passes(waits, shares, 0.5)
    return measured(
        lab,
        "recovery",
        _("Recovery between two steps"),
        Axis(_("Interval between steps"), "ms", log=True),
        Axis(_("Second peak, against the first"), "1"),
        (Curve("share", _title(lab, read), waits, shares),),
        (Finding("half", _("Half recovered after"), half, "ms"),),
    )


def _share(lab: Laboratory, run: Run, at: Address, wait: float) -> float:
    """Return the peak in the second step as a part of that in the first."""
    t, i = run.trace(*at)
    width = lab.settings["duration"]
    peaks = [
        float(np.abs(i[_within(t, since, width, lab.dt_ms)]).max())
        for since in (HELD_MS, HELD_MS + width + wait)
    ]
    return peaks[1] / peaks[0] if peaks[0] else float("nan")


def passes(x: Floats, y: Floats, level: float) -> float:
    """Return the x at which a rising curve passes a level; not a number where it does not."""
    above = np.flatnonzero(y >= level)
    if not above.size or above[0] == 0:
        return float("nan")
    n = int(above[0])
    return float(x[n - 1] + (level - y[n - 1]) / (y[n] - y[n - 1]) * (x[n] - x[n - 1]))
