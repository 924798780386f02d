"""Running a circuit over days of body time, seen through windows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.plan.plan import Plan, Reals
from circuitlab.engine.running.body_jump import jump_to
from circuitlab.engine.running.improving import Improving
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.recorder import Recorder
from circuitlab.engine.running.run import (
    Found,
    Progress,
    Run,
    fused_or_not,
    joined_spikes,
    numbers_of_recording,
    planned,
    refuse_no_number,
    refuse_not_finite,
    steps_apart,
    steps_of_a_call,
)
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.runaway import runaway
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.engine.stroboscope.stroboscope import Stroboscope
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import DAY_S, Days, window_number
from circuitlab.model.element import DOCUMENT
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.step import Step
from circuitlab.model.timeline import steps_of
from circuitlab.resources import _

_BODY_CLOCK = (DOCUMENT, "body_clock")


@dataclass(frozen=True, eq=False)
class DaysRun:
    """What a run over days gave: its windows, each a run by itself.

    Attributes
    ----------
    circuit : the circuit as it was run, overlays applied
    days : how long, and how it was looked at
    windows : one run for each; times in it count from the window's beginning
    wall_s : seconds spent stepping and jumping
    """

    circuit: Circuit
    days: Days
    windows: tuple[Run, ...]
    seed: int
    wall_s: float

    @property
    def dt(self) -> float:
        """Step, ms."""
        return self.windows[0].dt

    @property
    def duration_ms(self) -> float:
        """Neural time of all windows together."""
        return sum(window.duration_ms for window in self.windows)

    @cached_property
    def body_s(self) -> Reals:
        """(windows,) body time at which each window begins, s."""
        return np.asarray(self.days.starts_s)

    @property
    def body_days(self) -> Reals:
        """(windows,) the same in days."""
        return self.body_s / DAY_S

    def window(self, which: int | str) -> Run:
        """The window of a number (−1 is the last) or a body time: ``"day 7"``, ``"36 h"``.

        Raises
        ------
        KeyError
            When no window begins then; it says which is the nearest.
        """
        number = window_number(self.days, which)
        if not isinstance(number, int):
            raise KeyError(number.sentence)
        return self.windows[number]

    def rates(self, id: str) -> Reals:
        """(windows,) rate of an element in Hz, of one cell on average."""
        return np.array([window.rate(id) for window in self.windows])

    def values(self, id: str, state: str) -> Reals:
        """(windows,) values of a state at the end of each; (windows, cells) for a population."""
        found = np.stack([window.value(id, state) for window in self.windows])
        return found[:, 0] if found.shape[1] == 1 else found

    def spikes(self, id: str) -> list[Reals | tuple[NDArray[np.int64], Reals]]:
        """Spikes of an element in each window, as :meth:`Run.spikes` gives them."""
        return [window.spikes(id) for window in self.windows]


def run_days(
    circuit: Circuit,
    days: Days,
    *,
    seed: int | None = None,
    dt: float | str | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
    dense: bool = False,
    prepare: Callable[[Plan], None] | None = None,
) -> DaysRun:
    """Simulate a circuit over days of body time.

    Each window begins from rest at model time 0, with random numbers of its own; steps of the
    timeline at a model time belong to each window, those at a body time hold from then on.

    Parameters
    ----------
    seed, dt : instead of the document's seed and step (ms)
    overlays : temporary values laid over the circuit
    record : (element, state) to record in each window, every step or every ``every_ms``
    progress : called with the neural time reached in all windows together, in ms
    dense : step every cell in every step, also those that need no stepping
    prepare : called with the plan before anything is compiled for it

    Raises
    ------
    CannotRun
        When the circuit, a setting or what is to be recorded does not fit.
    NotFinite
        When a voltage, or at the end any state, is no longer a number.
    """
    catalog = catalog or default_catalog()
    resolved = at_pace_of_neurons(resolve(circuit, overlays))
    settings = settings_of(resolved, seed=seed, dt=dt)
    every = steps_apart(every_ms, settings.dt)
    steps = round(days.probe_ms / settings.dt) * len(days.starts_s)
    numbers = numbers_of_recording(record, steps, every, settings.dt)
    plan = planned(resolved, catalog, settings, record, numbers, prepare)
    simulation = Simulation(plan, dense=dense, fused=fused_or_not())
    timeline = Timeline(resolved, catalog, settings)
    strobe = Stroboscope(simulation, days.probe_ms)
    course = _Course(strobe, timeline, record, every, progress)
    with Improving(simulation) as improving:
        windows = []
        for start_s in days.starts_s:
            windows.append(course.window_at(start_s))
            improving.after(course.wall_s)
    refuse_not_finite(simulation)
    return DaysRun(resolved, days, tuple(windows), settings.seed, course.wall_s)


def at_pace_of_neurons(circuit: Circuit) -> Circuit:
    """Return a circuit with the pace that its body clock has in windows: that of the neurons.

    Raises
    ------
    CannotRun
        Where its timeline sets another.
    """
    resolved = resolve(circuit, [Overlay("pace of the neurons", {_BODY_CLOCK: 1.0})])
    _refuse_other_pace(steps_of(resolved))
    return resolved


def _refuse_other_pace(steps: Iterable[Step]) -> None:
    """Refuse a timeline that sets the body clock: in windows it goes with the neurons."""
    for step in steps:
        if step.values.get(_BODY_CLOCK, 1.0) != 1.0:
            what = _("the timeline speeds the body clock up, and a run over days jumps instead")
            remedy = _("take “document.body_clock” out of the timeline")
            raise CannotRun("timeline", what, remedy)


class _Course:
    """A run over days on its way from window to window."""

    def __init__(
        self,
        strobe: Stroboscope,
        timeline: Timeline,
        record: Sequence[tuple[str, str]],
        every: int,
        progress: Progress | None,
    ) -> None:
        self._progress = progress
        self._strobe, self._timeline = strobe, timeline
        self._simulation = strobe.simulation
        self._record, self._every = record, every
        self.wall_s = 0.0

    def window_at(self, start_s: float) -> Run:
        """Jump to a body time and run a window."""
        started, before = time.perf_counter(), self.wall_s
        if start_s > 0.0:
            jump_to(self._strobe, self._timeline, start_s)
        run = self._window()
        self.wall_s = before + time.perf_counter() - started
        return run

    def _window(self) -> Run:
        strobe, simulation, timeline = self._strobe, self._simulation, self._timeline
        strobe.begin()
        recorder = Recorder(simulation, self._record, self._every, strobe.watches)
        found: list[Found] = [(simulation.plan.cells, np.zeros((0, 2), np.int64))]
        dt, started = simulation.plan.settings.dt, time.perf_counter()
        end, most = round(strobe.window_ms / dt), steps_of_a_call(dt)
        circuit = timeline.present
        while simulation.tick < end:
            if timeline.apply_due(simulation):
                strobe.follow()
                recorder.watch(strobe.watches)
            now = simulation.tick
            until = min(end, now + most, timeline.next_tick(now), recorder.next_tick(now))
            chunk = simulation.advance(until - now)
            found.append((simulation.plan.cells, chunk.spikes))
            if (element := simulation.first_non_finite()) is not None:
                raise NotFinite(self._why(element), simulation.time)
            refuse_no_number(simulation)
            strobe.take(recorder.keep(chunk.columns))
            if self._progress is not None:
                self._progress(strobe.neural_ms + simulation.time)
        strobe.end()
        spikes, sources = joined_spikes(found)
        return Run(
            circuit=circuit,
            plan=simulation.plan,
            duration_ms=float(times_of(end, dt)),
            seed=simulation.plan.settings.seed,
            wall_s=time.perf_counter() - started,
            raw_spikes=spikes,
            sources=sources,
            recorded=recorder.traces(),
            final=simulation.view(),
            body_s=strobe.body_s,
        )

    def _why(self, element: str) -> Problem:
        simulation, timeline = self._simulation, self._timeline
        return runaway(timeline.present, timeline.catalog, simulation, element, simulation.time)
