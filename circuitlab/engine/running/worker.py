"""What a runner's thread does: serve messages, step, publish frames."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Iterable

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.building import BuildStopped
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.running.background_compiler import Apart
from circuitlab.engine.running.builds import Builds
from circuitlab.engine.running.compile_orders import CompileOrders
from circuitlab.engine.running.convoy import Company
from circuitlab.engine.running.mailbox import Inbox, Mailbox
from circuitlab.engine.running.messages import (
    ByDays,
    Compiled,
    Edit,
    Join,
    Logged,
    Message,
    NextWindow,
    Pause,
    Play,
    Reset,
    Resume,
    RunnerFrame,
    Speed,
    StepOnce,
    batches,
)
from circuitlab.engine.running.meters import Metering
from circuitlab.engine.running.moment import Moment
from circuitlab.engine.running.outlet import Outlet
from circuitlab.engine.running.pace import Pace
from circuitlab.engine.running.run_problems import mistake_of_ours
from circuitlab.engine.running.seen_times import named_spikes, shifted
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.running.watched_days import WatchedDays
from circuitlab.engine.stepping.kernel_choice import fused_loops_of, loops_needed
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.runaway import first_no_number, runaway
from circuitlab.engine.stepping.simulation import Chunk, Simulation
from circuitlab.engine.stroboscope.body_clock import clock_problems
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta

_IDLE_S = 0.004
"""Seconds to wait for a message while nothing runs."""


class Worker:
    """What the thread does; other threads touch nothing here but queues, log and moment.

    Attributes
    ----------
    log : every edit so far
    moment : the last published; it travels with no frame, so that those nobody takes stay small
    company : those with whom it goes on
    """

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        inbox: Inbox,
        outbox: deque[RunnerFrame],
    ) -> None:
        self.log: list[Logged] = []
        self.moment: Moment | None = None
        self._catalog = catalog
        self._mail, self._outlet = Mailbox(inbox), Outlet(outbox)
        self._builds = Builds(catalog, self._mail, self._outlet.tell_built)
        self._circuit, self._playing = circuit, False
        self._speed = float(circuit.document["speed"])
        self._apart = Apart()
        self._orders = CompileOrders(self._apart, lambda: inbox.put(Compiled()))
        self._begun = 0
        self._by_days = ByDays()
        self.company = Company()
        self._days: WatchedDays | None = None
        self._batch = 0
        self._edits: list[Delta] = []
        self._taken = self._taken_over = 0

    def run(self) -> None:
        """Compile, then serve messages and step until told to stop."""
        try:
            self._outlet.tell_compiled(0.0, 1.0)
            self._begin()
            while self._serve():
                if self._playing:
                    self._advance(self.company.steps_due(self._pace, self._time))
        except Exception as error:  # the thread must not die without a word
            self._fail(error)
            raise
        finally:
            self._apart.stop()

    def _begin(self) -> None:
        self._taken_over = self._taken
        self._outlet.begin(self._begun, self._taken)
        self._edits.clear()
        at_pace = self._by_days.every_s > 0.0
        plan, settings, problem = self._builds.first_plan(self._circuit, at_pace=at_pace)
        copy = self._circuit.copy()
        self._timeline = Timeline(copy, self._catalog, settings, at_pace=at_pace)
        self._prepare(plan)
        self._simulation = Simulation(plan, fused="ready")
        self._days = WatchedDays(self._simulation, self._by_days) if at_pace else None
        self._look_at_clocks()
        self._pace = Pace(settings.dt, self._speed)
        self._meter()
        self._publish(problem=problem)

    @property
    def _ticks_before(self) -> int:
        return self._days.ticks if self._days is not None else 0

    @property
    def _tick(self) -> int:
        return self._simulation.tick + self._ticks_before

    @property
    def _time(self) -> float:
        """Neural time that people see: that of all windows together, ms."""
        return self._simulation.time + self._ticks_before * self._simulation.plan.settings.dt

    def _prepare(self, plan: Plan) -> None:
        """Have compiled what no step can do without, where it never was on this machine."""
        loops = loops_needed(plan)
        if not (library().has_driver and library().has(loops)):
            self._apart.compile(loops, self._outlet.tell_compiled)

    def _serve(self) -> bool:
        """Take every waiting message; wait a moment for one if there is nothing to step."""
        patience = self.company.patience(self._pace, self._time) if self._playing else _IDLE_S
        try:
            message = self._mail.get(patience)
            while message is not None:
                self._take(message)
                message = self._mail.get_nowait()
        except queue.Empty:
            self._take_edits()
            return True
        return False

    def _take(self, message: Message) -> None:
        self._builds.hear(message)
        if not isinstance(message, Edit | Reset | ByDays):
            self._take_edits()
        match message:
            case Play():
                self._set_playing(True)
            case Pause():
                self._set_playing(False)
            case StepOnce(steps):
                self._advance(steps)
            case Speed(value):
                self._speed = value
                self._pace.anchor(self._time, value)
                self.company.play(self._playing, value)
            case Reset() | ByDays() | Join():
                self._begin_as(message)
            case NextWindow():
                self._advance(self._days.left if self._days is not None else 0)
            case Resume(moment, until):
                self._begun += 1
                self._resume(moment, until)
            case Edit(delta):
                self._edit(delta)
            case Compiled():
                self._simulation.use_fused()

    def _begin_as(self, message: Reset | ByDays | Join) -> None:
        if isinstance(message, ByDays):
            self._by_days = message
        elif isinstance(message, Join):
            self.company.join(message.place)
            self._pace.anchor(self._time, self._speed)
            if message.place is None:
                return
        self._begin_anew(self._begun + 1)

    def _begin_anew(self, begun: int) -> None:
        self._begun = begun
        self.log.clear()
        self._begin()
        self.company.begin(self._tick, self._playing, self._speed)

    def _set_playing(self, playing: bool) -> None:
        if self._playing and not playing:
            self._advance(self.company.missing())  # all hold at the same tick
        self.company.play(playing, self._speed)
        self._playing = playing
        self._pace.anchor(self._time, self._speed)
        self._publish()

    def _edit(self, delta: Delta) -> None:
        self._circuit.apply(delta)
        self._edits.append(delta)
        self._taken += 1
        self._builds.edited(self._circuit)

    def _take_edits(self) -> None:
        """Bring the run to the circuit as it is now: once for all edits that came together."""
        if self._builds.is_held:
            return
        if self._builds.is_missing:
            self._begin_anew(self._begun)
        elif self._edits:
            self._follow_edits()

    def _follow_edits(self) -> None:
        after = not self._timeline.is_due(self._simulation.tick)
        try:
            refused = self._builds.edit(self._timeline, self._simulation, self._circuit.copy())
        except BuildStopped as ending:
            self._end_making(ending)
            return
        edits, self._edits, self._taken_over = self._edits, [], self._taken
        self._batch += 1
        self.log += [Logged(self._tick, delta, self._batch, after) for delta in edits]
        if refused is not None:
            self._refuse(refused)
        else:
            self._look_at_clocks()
            self._meter_anew()
            self._publish()

    def _end_making(self, ending: CannotRun | BuildStopped) -> None:
        """Hold where a plan cannot be or was cancelled; a message that ended it comes next."""
        problem = ending.problem if isinstance(ending, CannotRun) else self._builds.stopped()
        if problem is not None:
            self._refuse(problem)

    def _look_at_clocks(self) -> None:
        days, present = self._days, self._timeline.present
        self._not_sped_up = () if days else tuple(clock_problems(present, self._catalog))

    def _resume(self, moment: Moment, until: int) -> None:
        """Go back to a moment; what has been edited since then is edited at that moment now."""
        since = self.log[moment.logged :]
        del self.log[moment.logged :]
        self._simulation.resume(moment.plan, moment.snapshot)
        self._timeline.resume(moment.timeline)
        if self._days is not None and moment.days is not None:
            self._days.resume(moment.days)
        self._pace.anchor(self._time, self._speed)
        self._meter()
        again = [entry for entry in since if entry.tick < until]
        with self._builds.to_the_end():
            self._repeat(again, until)
        self.company.begin(self._tick, self._playing, self._speed)
        self._edits = [entry.delta for entry in since[len(again) :]]
        if self._edits:
            self._follow_edits()
        else:
            self._look_at_clocks()
            self._publish()

    def _repeat(self, edits: Iterable[Logged], until: int) -> None:
        """Step to a tick, and edit on the way what was edited then."""
        for batch in batches(edits):
            self._advance(batch[0].tick - self._ticks_before - self._simulation.tick)
            if batch[0].after_step:
                self._follow_timeline()
            self.log += batch
            with self._builds.followed(lambda: self._timeline.present):
                self._timeline.apply(self._simulation, [edit.delta for edit in batch])
        self._advance(until - self._ticks_before - self._simulation.tick)

    def _meter(self) -> None:
        """Record what meters record now, and have its loops compiled in the background."""
        beside = self._days.watches if self._days is not None else ()
        self._metering = Metering(self._timeline.present, self._simulation, self._catalog, beside)
        self._simulation.use_fused()
        self._orders.place(fused_loops_of(self._simulation.plan))

    def _meter_anew(self) -> None:
        """Record other things where meters, or who is muted of them, have changed."""
        if self._days is not None:
            self._days.follow()
            self._meter()
        elif not self._metering.fits(self._timeline.present, self._simulation):
            self._meter()

    def _advance(self, steps: int) -> None:
        left = steps
        while left > 0:
            if not self._follow_timeline():
                return
            done = self._chunk(left)
            if done == 0:
                return
            left -= done
            self.company.stand(self._tick)

    def _follow_timeline(self) -> bool:
        """Take over the timeline's steps that are due; whether the run can go on."""
        try:
            due = self._builds.follow(self._timeline, self._simulation)
        except (CannotRun, BuildStopped) as ending:
            self._end_making(ending)
            return False
        if due:
            self._look_at_clocks()
            self._meter_anew()
            self._publish(marks=tuple((self._time, step.label) for step in due))
        return True

    def _chunk(self, most: int) -> int:
        """Step up to the timeline's next step, or the window's end; 0 if the run cannot go on."""
        simulation, days = self._simulation, self._days
        until = min(simulation.tick + most, self._timeline.next_tick(simulation.tick))
        until = until if days is None else min(until, days.end)
        started = time.perf_counter()
        chunk = simulation.advance(until - simulation.tick)
        self._pace.stepped(chunk.steps, time.perf_counter() - started, self._time)
        if (element := simulation.first_out_of_range()) is not None:
            self._stop_at(element)
            return 0
        if simulation.has_no_number() and (problem := first_no_number(simulation)) is not None:
            simulation.restore(self._good)
            self._refuse(problem)
            return 0
        self._publish(chunk)
        if days is not None:
            days.take(self._metering.beside(chunk))
            if days.is_over:
                self._jump(days)
        return chunk.steps

    def _jump(self, days: WatchedDays) -> None:
        """Pass to the next window, and mark it in what is seen."""
        try:
            with self._builds.to_the_end(), self._builds.followed(lambda: self._timeline.present):
                words = days.jump(self._timeline)
        except CannotRun as ending:
            self._end_making(ending)
            return
        self._meter()
        self._pace.anchor(self._time, self._speed)
        self._publish(marks=tuple((self._time, label) for label in words))

    def _stop_at(self, element: str) -> None:
        """Hold at the last good moment, and say where the numbers ran away, and why."""
        simulation, present = self._simulation, self._timeline.present
        problem = runaway(present, self._catalog, simulation, element, simulation.time)
        simulation.restore(self._good)
        self._refuse(problem)

    def _refuse(self, problem: Problem) -> None:
        self._playing = False
        self.company.fall_out()
        self._publish(problem=problem)

    def _publish(
        self,
        chunk: Chunk | None = None,
        marks: tuple[tuple[float, str], ...] = (),
        problem: Problem | None = None,
    ) -> None:
        simulation = self._simulation
        self._good = simulation.snapshot()
        view = simulation.view(self._good)
        body_s = self._timeline.body_s(simulation.tick)
        mark, days = self._timeline.mark(), self._days.mark() if self._days is not None else None
        self.moment = Moment(simulation.plan, self._good, view, body_s, mark, len(self.log), days)
        shift = self._time - simulation.time
        self._outlet.send(
            RunnerFrame(
                begun=self._begun,
                edits=self._taken_over,
                tick=self._tick,
                time_ms=self._time,
                body_s=body_s,
                speed=self._pace.reached if self._playing else 0.0,
                load=self._pace.load if self._playing else 0.0,
                kept=self.company.keep(self._tick, self.moment),
                given_up_ms=self.company.given_up_ms(self._pace),
                running=self._playing,
                spikes=named_spikes(simulation, chunk, shift),
                columns=shifted(self._metering.of(chunk, simulation, view), shift),
                set_by_timeline=self.moment.timeline.values,
                marks=marks,
                not_sped_up=self._not_sped_up,
                problem=problem,
            )
        )

    def _fail(self, error: Exception) -> None:
        self.company.fall_out()
        self._outlet.tell_failed(mistake_of_ours(error))
