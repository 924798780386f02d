"""A neuron driven by an electrode: steps, ramp, f–I curve, latency and refractory time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bench.electrodes import RAMP, STEP
from circuitlab.analysis.bench.laboratory import measured
from circuitlab.analysis.bench.measured import (
    Axis,
    Curve,
    Finding,
    Floats,
    Measured,
    first_tried,
)
from circuitlab.catalog.powers import rounded
from circuitlab.engine.errors import NotFinite
from circuitlab.model.element import Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.engine.running.run import Run

REST_MS = 200.0
"""A cell comes to rest before its electrode is turned on."""
LONGEST_MS = 1e9
STRONGEST_PA = 10_000.0
SILENT_PA = 100.0
"""How far curves go of a neuron that no current makes fire."""
_DECADES = 4
_PROBED = np.round(np.logspace(0.0, _DECADES, 6 * _DECADES), 2)
"""Currents (pA) by which the range of a curve is found."""
_PROBE_MS = 300.0
TWO_PULSES_MS = 2.0
_FINER = 1.25
"""By how many times each pulse that is tried is stronger than the one before."""
_STAGES = 4
_PER_INTERVAL = 14
"""Second pulses of different strength at each interval."""


def current_axis() -> Axis:
    """Return the axis of the electrode's current."""
    return Axis(_("Current"), "pA")


def driven(
    lab: Laboratory, currents: Floats, duration_ms: float, *, traced: bool = False
) -> tuple[Run, list[str]]:
    """Run a copy of the neuron for each current (pA), from rest; return the copies' ids."""
    bench, ids = lab.bench(), []
    for copy, current in enumerate(currents.tolist()):
        ids.append(bench.copy(lab.id, copy))
        bench.add(
            STEP,
            f"electrode__{copy}",
            ids[-1],
            Role.DRIVES,
            amplitude=current,
            start=REST_MS,
            stop=REST_MS + duration_ms,
        )
    record = [(id, "v") for id in ids] if traced else []
    after = REST_MS / 2 if traced else 0.0
    return lab.run(bench, REST_MS + duration_ms + after, record, 0.1 if traced else None), ids


def spikes_after(run: Run, id: str, since_ms: float, until_ms: float = LONGEST_MS) -> Floats:
    """Return the times (ms since then) of a copy's spikes."""
    _cell, times = run.spike_pairs(id)
    return np.asarray(times[(times > since_ms) & (times <= until_ms)] - since_ms, float)


def range_of(lab: Laboratory) -> float:
    """Return the current (pA) up to which a curve is worth drawing: four times the rheobase.

    Where nothing makes the neuron fire it is not a number. Currents are tried decade by decade, as
    far stronger ones than a small cell stands would end the run.
    """
    for currents in np.split(_PROBED, _DECADES):
        try:
            run, ids = driven(lab, currents, _PROBE_MS)
        except NotFinite:
            break
        for current, id in zip(currents.tolist(), ids, strict=True):
            if spikes_after(run, id, REST_MS).size:
                return min(STRONGEST_PA, float(f"{4.0 * current:.2g}"))
    return float("nan")


def _runs(lab: Laboratory) -> int:
    """Return how many runs a curve takes, at most."""
    return 1 if lab.settings["highest"] else 1 + _DECADES


def _highest(lab: Laboratory) -> float:
    """Return the highest current that is asked for, or that is found."""
    asked = lab.settings["highest"]
    return asked if asked else range_of(lab)


def _currents(lab: Laboratory) -> Floats:
    highest = _highest(lab)
    if np.isnan(highest):
        highest = SILENT_PA
    return np.linspace(lab.settings["lowest"], highest, int(lab.settings["points"]))


def rate_of(spikes: Floats) -> float:
    """Return the rate (Hz) at which a cell settles: from the last half of the intervals."""
    if spikes.size < 2:
        return 0.0
    intervals = np.diff(spikes)
    return float(1e3 / intervals[intervals.size // 2 :].mean())


def first_rate(spikes: Floats) -> float:
    """Return the rate (Hz) of the first interval; 0 where there is none."""
    return float(1e3 / (spikes[1] - spikes[0])) if spikes.size > 1 else 0.0


def _without_a_spike(fired: bool) -> str:
    return "" if fired else _("It fires at none of these currents.")


def firing_curve(lab: Laboratory) -> Measured:
    """Return the rate at which a neuron fires against the steady current into it.

    A cell that fires more than twice and goes on to the end has a rate, from the last half of its
    intervals; one that falls silent has none.
    """
    duration = lab.settings["duration"]
    lab.runs = _runs(lab)
    currents = _currents(lab)
    run, ids = driven(lab, currents, duration)
    spikes = [spikes_after(run, id, REST_MS, REST_MS + duration) for id in ids]
    steady = np.array([_lasting_rate(each, duration) for each in spikes])
    first = np.array([first_rate(each) for each in spikes])
    fired = np.array([bool(each.size) for each in spikes])
    least = float(currents[fired].min()) if fired.any() else float("nan")
    return measured(
        lab,
        "f-I",
        _("f–I curve"),
        current_axis(),
        Axis(_("Firing rate"), "Hz"),
        (
            Curve("steady", _("steady"), currents, steady),
            Curve("first", _("first interval"), currents, first),
        ),
        (first_tried("rheobase", _("Fires from"), least, currents, "pA"),),
        _without_a_rate(spikes, bool(steady.any() or first.any())),
    )


def _without_a_rate(spikes: list[Floats], has_rate: bool) -> str:
    """Return why a curve lies at zero throughout: no spike comes, or one, and no second."""
    fired = any(each.size for each in spikes)
    once = _("It answers a steady current with one spike, and then falls silent.")
    return once if fired and not has_rate else _without_a_spike(fired)


def _lasting_rate(spikes: Floats, duration_ms: float) -> float:
    """Return the steady rate, 0 of what has fallen silent for three intervals or more."""
    rate = rate_of(spikes)
    silent = rate and duration_ms - spikes[-1] > 3.0 * 1e3 / rate
    return 0.0 if silent else rate


def step_family(lab: Laboratory) -> Measured:
    """Return the potential of a neuron while steps of current go into it."""
    duration = lab.settings["duration"]
    lab.runs = _runs(lab)
    currents = _currents(lab)
    run, ids = driven(lab, currents, duration, traced=True)
    curves = []
    for current, id in zip(currents.tolist(), ids, strict=True):
        t, v = run.trace(id, "v")
        shown = t >= REST_MS / 2
        title = _("{current} pA").format(current=rounded(current, 4))
        curves.append(Curve(f"{current:g} pA", title, t[shown] - REST_MS, v[shown]))
    return measured(
        lab,
        "steps",
        _("Steps of current"),
        Axis(_("Time since the step"), "ms"),
        Axis(_("Membrane potential"), "mV"),
        tuple(curves),
    )


def ramp(lab: Laboratory) -> Measured:
    """Return the potential of a neuron while the current into it rises evenly."""
    duration = lab.settings["duration"]
    lab.runs = _runs(lab)
    highest = _highest(lab)
    highest = SILENT_PA if np.isnan(highest) else highest
    bench = lab.bench()
    id = bench.copy(lab.id, 0)
    times = {"start": REST_MS, "stop": REST_MS + duration}
    low = lab.settings["lowest"]
    bench.add(RAMP, "electrode", id, Role.DRIVES, initial=low, amplitude=highest, **times)
    run = lab.run(bench, REST_MS + duration, [(id, "v")], 0.1)
    t, v = run.trace(id, "v")
    current = low + (highest - low) * (t - REST_MS) / duration
    shown = t >= REST_MS
    spikes = spikes_after(run, id, REST_MS)
    at = low + (highest - low) * spikes / duration
    first = float(at[0]) if at.size else float("nan")
    last = float(at[-1]) if at.size else float("nan")
    return measured(
        lab,
        "ramp",
        _("Ramp of current"),
        current_axis(),
        Axis(_("Membrane potential"), "mV"),
        (Curve("v", _("potential"), current[shown], v[shown]),),
        (
            Finding("threshold", _("First spike at"), first, "pA"),
            Finding("last", _("Last spike at"), last, "pA"),
            Finding("spikes", _("Spikes"), float(at.size), "1"),
        ),
        _without_a_spike(bool(at.size)),
    )


def latency(lab: Laboratory) -> Measured:
    """Return how long a neuron takes from the onset of a current to its first spike."""
    duration = lab.settings["duration"]
    lab.runs = _runs(lab)
    currents = _currents(lab)
    run, ids = driven(lab, currents, duration)
    first = [spikes_after(run, id, REST_MS, REST_MS + duration) for id in ids]
    waits = np.array([each[0] if each.size else np.nan for each in first])
    known = ~np.isnan(waits)
    return measured(
        lab,
        "latency",
        _("Latency of the first spike"),
        current_axis(),
        Axis(_("Time to the first spike"), "ms"),
        (Curve("latency", _("latency"), currents[known], waits[known]),),
        (),
        _without_a_spike(bool(known.any())),
    )


def refractory(lab: Laboratory) -> Measured:
    """Return how strong a second pulse must be to fire the neuron so long after a first one.

    The strength is that of the weakest second pulse that is answered, against the weakest pulse
    that a rested neuron answers; pulses last 2 ms and are tried in steps of 1.25 times.
    """
    lab.runs = 1 + _STAGES
    least = _least_pulse(lab)
    longest, points = lab.settings["longest"], int(lab.settings["points"])
    intervals = np.round(np.geomspace(lab.settings["shortest"], longest, points), 3)
    if np.isnan(least):
        needed = np.full(points, np.nan)
    else:
        needed = _second_pulses(lab, least, intervals) / least
    known = ~np.isnan(needed)
    back = intervals[known & (needed <= 1.0)]
    answered = _least_or_nan(intervals[known])
    return measured(
        lab,
        "recovery",
        _("Recovery after a spike"),
        Axis(_("Interval between pulses"), "ms", log=True),
        Axis(_("Weakest second pulse, against the first"), "1"),
        (Curve("strength", _("second pulse"), intervals[known], needed[known]),),
        (
            first_tried("absolute", _("Answers none before"), answered, intervals, "ms"),
            first_tried("recovered", _("Recovered after"), _least_or_nan(back), intervals, "ms"),
        ),
        _without_a_spike(bool(known.any())),
    )


def _least_or_nan(values: Floats) -> float:
    return float(values.min()) if values.size else float("nan")


def _pulses(lab: Laboratory, first: Floats, second: Floats, wait: Floats) -> tuple[Run, list[str]]:
    """Run copies that get one pulse, and another so long (ms) after the first one's begin."""
    bench, ids = lab.bench(), []
    for copy, (one, two, gap) in enumerate(zip(first, second, wait, strict=True)):
        ids.append(bench.copy(lab.id, copy))
        for name, size, start in (("a", one, REST_MS), ("b", two, REST_MS + gap)):
            times = {"start": float(start), "stop": float(start) + TWO_PULSES_MS}
            electrode = f"electrode__{name}__{copy}"
            bench.add(STEP, electrode, ids[-1], Role.DRIVES, amplitude=float(size), **times)
    return lab.run(bench, REST_MS + float(wait.max()) + 30.0), ids


def _least_pulse(lab: Laboratory) -> float:
    """Return the weakest pulse (pA) that a rested neuron answers with a spike."""
    sizes = np.minimum(10.0 * _FINER ** np.arange(32), STRONGEST_PA)
    for some in np.split(sizes, _STAGES):
        try:
            run, ids = _pulses(lab, some, np.zeros(some.size), np.full(some.size, 10.0))
        except NotFinite:
            break
        for size, id in zip(some.tolist(), ids, strict=True):
            if spikes_after(run, id, REST_MS).size:
                return float(size)
    return float("nan")


def _second_pulses(lab: Laboratory, least: float, intervals: Floats) -> Floats:
    """Return the weakest second pulse (pA) that is answered, for each interval.

    Where the strongest are more than the cell stands, only weaker ones are tried.
    """
    for most in range(_PER_INTERVAL, 2, -3):
        strengths = np.asarray(least * _FINER ** np.arange(-1, most - 1), np.float64)
        try:
            return _answered(lab, strengths[strengths <= STRONGEST_PA], least, intervals)
        except NotFinite:
            continue
    return np.full(intervals.size, np.nan)


def _answered(lab: Laboratory, strengths: Floats, least: float, intervals: Floats) -> Floats:
    wait = np.asarray(np.repeat(intervals, strengths.size), np.float64)
    second = np.asarray(np.tile(strengths, intervals.size), np.float64)
    run, ids = _pulses(lab, np.full(wait.size, _FINER * least), second, wait)
    answered = np.array(
        [_answers(run, id, gap) for id, gap in zip(ids, wait.tolist(), strict=True)]
    ).reshape(intervals.size, strengths.size)
    return np.array([strengths[row.argmax()] if row.any() else np.nan for row in answered])


def _answers(run: Run, id: str, gap_ms: float) -> bool:
    """Whether a second spike comes upon the second pulse, beside that of the first."""
    spikes = spikes_after(run, id, REST_MS)
    return bool(spikes.size > 1 and spikes[1] > gap_ms)
