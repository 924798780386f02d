"""What an element gives in the course of time, alone: stimuli in milliseconds, tissue in days."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bench.alone import named
from circuitlab.analysis.bench.laboratory import measured
from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Floats, Measured
from circuitlab.analysis.bench.upstream import hears_neurons, upstream
from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.stroboscope.body_clock import inseparable
from circuitlab.model.stimulus_times import PERIOD, START, STOP, WIDTH
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.alone import Bench
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.catalog.spec import Kind, State
    from circuitlab.engine.running.run import Run

DOSE, LISTED, FREQUENCY, SIZE = "concentration", "times", "frequency", "size"
LONGEST_MS, LEAST_MS = 20_000.0, 1.0
"""How far a course is followed that nobody gave a length, and what is shown of it at least."""
_PERIODS, _AFTER = 3, 1.25
"""How many returns are shown, and how far beyond the last change."""
_STILL = 0.01
"""What differs from its end by no more than this part of its range has settled."""
_KEPT = 2000
_SPIKES = 20
"""How many are shown of a source that goes on."""
_RESTLESS, _RESTLESS_MS = 200, 1000.0
"""What turns so often has no course, and is shown for no longer than this."""
DAY_MS = 86_400_000.0
MODEL_MS = 4000.0
"""Model time in which days are gone through: slow processes step by a few minutes of a week."""
_MOST_MODEL_MS = 40_000.0
_BEFORE = 0.05
"""Part of a course that lies before an injury."""
_UNITS_MS = {"ms": 1.0, "s": 1e3}
_SLOWER, _SLOWEST = (1.0, 10.0, 100.0, 1000.0), 10_000.0
_WEEKS_OF_DRUGS, _WEEKS = 7.0, 84.0
_LOOKS, _LEAST_DAYS = 5, 0.02
_MOST_STATES = 4
_RELEASED, _RELEASED_IN = 2, ("nM", "µM")
"""By how many others what is set free outweighs what else changes, and its units."""


def stimulus_course(lab: Laboratory) -> Measured:
    """Return what a stimulus gives from time zero on, or when it sends its spikes."""
    kind = lab.catalog.kind(lab.circuit.elements[lab.id].kind)
    asked = lab.settings["duration"]
    until = asked or min(_length_of(lab), LONGEST_MS)
    bench = lab.bench()
    id = bench.copy_plainly(lab.id, 0)
    state = next(iter(kind.states.values()), None)
    if state is None:
        return _spikes(lab, bench, id, until)
    run = lab.run(bench, until, [(id, state.name)])
    t, y = run.trace(id, state.name)
    if not asked and not _period_of(lab):
        shown = t <= _worth_showing(t, y)
        t, y = t[shown], y[shown]
    peak = Finding("peak", _("At most"), float(y[np.abs(y).argmax()]), state.unit)
    nothing = "" if y.any() else _("It gives nothing over this time.")
    axes = Axis(_("Time"), "ms"), Axis(state.title, state.unit)
    curves = (Curve(state.name, state.title, *outlined(t, y)),)
    found = () if nothing else (peak,)
    return measured(lab, "course", _("Course in time"), *axes, curves, found, nothing)


def _worth_showing(t: Floats, y: Floats) -> float:
    """Return until when there is something to be seen of a course (ms)."""
    ways = np.sign(np.diff(y))
    if np.count_nonzero(np.diff(ways[ways != 0.0])) > _RESTLESS:
        return _RESTLESS_MS
    return max(_settled(t, y) * _AFTER, 0.05 * float(t[-1]))


def _spikes(lab: Laboratory, bench: Bench, id: str, until: float) -> Measured:
    """Return when a source sends its spikes: up and down again at each."""
    _cell, times = lab.run(bench, until).spike_pairs(id)
    times = np.sort(times)
    rate = Finding("rate", _("Mean rate"), 1e3 * times.size / until, "Hz")
    count = Finding("spikes", _("Spikes"), float(times.size), "1")
    if times.size and not lab.settings["duration"]:
        times = times[:_SPIKES]
        until = min(until, _AFTER * float(times[-1]))
    x = np.concatenate([[0.0], np.repeat(times, 3), [until]])
    y = np.concatenate([[0.0], np.tile([0.0, 1.0, 0.0], times.size), [0.0]])
    axes = Axis(_("Time"), "ms"), Axis(_("Spikes of one cell"), "1")
    curves = (Curve("spikes", _("Spikes"), x, y),)
    return measured(lab, "course", _("Course in time"), *axes, curves, (count, rate))


def _length_of(lab: Laboratory) -> float:
    """Return how long a course is worth following: some returns, or until it has ended (ms)."""
    start, stop, width = (_number(lab, name) for name in (START, STOP, WIDTH))
    period, last = _period_of(lab), start + _last_of_list(lab)
    if not period and _value(lab, FREQUENCY, None) is not None:
        return _RESTLESS_MS
    if period:
        return max(LEAST_MS, min(stop + 0.5 * period, last + _PERIODS * period))
    return max(LEAST_MS, _AFTER * min(stop, last + (width or LONGEST_MS)))


def _period_of(lab: Laboratory) -> float:
    """Return after how long a stimulus returns (ms); 0 where it does not."""
    period, often = _number(lab, PERIOD), _number(lab, FREQUENCY)
    return period or (1e3 / often if often else 0.0)


def _last_of_list(lab: Laboratory) -> float:
    """Return the last of the times that a stimulus lists (ms); 0 where it lists none."""
    listed = _value(lab, LISTED, ())
    return float(np.asarray(getattr(listed, "values", listed), float).max(initial=0.0))


def _number(lab: Laboratory, name: str) -> float:
    return float(np.mean(np.asarray(_value(lab, name, 0.0), float)))


def _value(lab: Laboratory, name: str, otherwise: object) -> object:
    known = lab.catalog.kind(lab.circuit.elements[lab.id].kind).parameters
    return lab.circuit.value(lab.id, name, lab.catalog) if name in known else otherwise


def days_course(lab: Laboratory) -> Measured:
    """Return what tissue, glia, a drug or a treatment does over days, alone with what acts on it.

    Where no length is given, it is followed until nothing changes any more, and looked at again
    from nearer.

    Raises
    ------
    CannotRun
        Of what may not run ahead of the neurons.
    """
    _refuse_fast(lab)
    kind = lab.catalog.kind(lab.circuit.elements[lab.id].kind)
    states = states_shown(kind)
    asked = lab.settings["length"]
    lab.runs = 1 if asked else _LOOKS
    days = asked or (_WEEKS_OF_DRUGS if DOSE in kind.parameters else _WEEKS)
    t, values = _over(lab, days, states)
    for _look in range(0 if asked else _LOOKS - 1):
        nearer = max(_AFTER * max(_settled(t, each) for each in values), _LEAST_DAYS)
        if not any(np.ptp(each) for each in values) or nearer > 0.5 * t[-1]:
            break
        t, values = _over(lab, nearer, states)
    return _told_of_days(lab, t, states, values)


def _refuse_fast(lab: Laboratory) -> None:
    bench = lab.bench()
    bench.copy_plainly(lab.id, 0)
    if any(inseparable(bench.circuit(lab.dt_ms, lab.seed), lab.catalog)):
        what = _("its level moves with the neurons and cannot be followed over days by itself")
        raise CannotRun(lab.name, what, _("run the circuit over days, seen through windows"))


def _told_of_days(
    lab: Laboratory, days: Floats, states: list[State], values: list[Floats]
) -> Measured:
    scale, unit = (1.0, "d") if days[-1] >= 2.0 else (24.0, "h")
    curves = tuple(
        Curve(state.name, state.title, *outlined(days * scale, each))
        for state, each in zip(states, values, strict=True)
    )
    title = states[0].title if len(states) == 1 else _("Level")
    moves = any(np.ptp(each) > 0.0 for each in values)
    notes = [] if moves else [_("Nothing changes it here.")]
    if hears_neurons(lab.circuit, lab.catalog, lab.id):
        notes.append(_("What firing neurons add is left out."))
    axes = Axis(_("Time"), unit), Axis(title, states[0].unit)
    return measured(
        lab, "days", _("Course over days"), *axes, curves, _ends(states, values), " ".join(notes)
    )


def _ends(states: list[State], values: list[Floats]) -> tuple[Finding, ...]:
    """Return the greatest value of what changes most."""
    spans = [float(np.ptp(each)) for each in values]
    if not any(spans):
        return ()
    most = int(np.argmax(spans))
    peak = values[most][np.abs(values[most]).argmax()]
    told = _("{state} at most").format(state=states[most].title)
    return (Finding("peak", told, float(peak), states[most].unit),)


def states_shown(kind: Kind) -> list[State]:
    """Return what is drawn of a kind over days: what has one unit, a drug's that of its doses."""
    states = list(kind.states.values())
    if DOSE in kind.parameters:
        return [each for each in states if each.unit == kind.parameters[DOSE].unit]
    units = dict.fromkeys(each.unit for each in states)
    alike = [[each for each in states if each.unit == unit][:_MOST_STATES] for unit in units]
    return max(alike, key=lambda some: len(some) + _RELEASED * (some[0].unit in _RELEASED_IN))


def _over(lab: Laboratory, days: float, states: list[State]) -> tuple[Floats, list[Floats]]:
    """Return times (d) and the states' values; fewer days of what so fast a clock cannot do."""
    fastest = days * DAY_MS / MODEL_MS
    for slower in _SLOWER:
        with contextlib.suppress(CannotRun, NotFinite):
            return _sampled(lab, days, fastest / slower, states)
    return _sampled(lab, days, fastest / _SLOWEST, states)


def _sampled(
    lab: Laboratory, days: float, clock: float, states: list[State]
) -> tuple[Floats, list[Floats]]:
    """Return times (d) since the onset, and the states' values, by a body clock."""
    model_ms = min(days * DAY_MS / clock, _MOST_MODEL_MS)
    run, id = _gone_through(lab, clock, model_ms, states)
    found = [run.trace(id, state.name) for state in states]
    since = found[0][0] - (_BEFORE * model_ms if _has_onset(lab) else 0.0)
    return since * clock / DAY_MS, [_where_most(y) for _t, y in found]


def _gone_through(
    lab: Laboratory, clock: float, model_ms: float, states: list[State]
) -> tuple[Run, str]:
    """Run the element and what acts on it, without neurons; injuries happen soon after the start.

    What is injured from time zero on has been so for long, and is settled.
    """
    bench = lab.bench()
    together = [*upstream(lab.circuit, lab.catalog, lab.id), lab.id]
    bench.copy_together(together, 0)
    for each in together:
        known = lab.catalog.kind(lab.circuit.elements[each].kind)
        if known.onset:
            unit = _UNITS_MS[known.parameters[known.onset].unit]
            bench.set(named(each, 0), **{known.onset: _BEFORE * model_ms / unit})
        if SIZE in known.parameters:
            bench.set(named(each, 0), size=lab.circuit.value(each, SIZE, lab.catalog))
    id = named(lab.id, 0)
    record = [(id, state.name) for state in states]
    return lab.run(bench, model_ms, record, every_ms=1.0, body_clock=clock), id


def _has_onset(lab: Laboratory) -> bool:
    """Whether it begins at some time: the element, or what acts on it."""
    elements, catalog = lab.circuit.elements, lab.catalog
    together = (*upstream(lab.circuit, catalog, lab.id), lab.id)
    return any(catalog.kind(elements[each].kind).onset for each in together)


def _where_most(values: Floats) -> Floats:
    """Return the course at the place, of several, where the greatest value is reached."""
    if values.ndim == 1:
        return values
    return np.asarray(values[:, int(values.max(axis=0).argmax())], float)


def _settled(t: Floats, y: Floats) -> float:
    """Return the last time at which a course is off its end; 0 of one that never changes."""
    off = np.abs(y - y[-1]) > _STILL * float(np.ptp(y))
    return float(t[np.flatnonzero(off)[-1]]) if off.any() else 0.0


def outlined(t: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return a course with no more points than are kept: of each stretch the lowest and highest."""
    if t.size <= _KEPT:
        return t, y
    kept: set[int] = {0, t.size - 1}
    for part in np.array_split(np.arange(t.size), _KEPT // 2):
        kept |= {int(part[y[part].argmin()]), int(part[y[part].argmax()])}
    chosen = sorted(kept)
    return t[chosen], y[chosen]
