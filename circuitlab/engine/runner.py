"""The running circuit on its own thread: messages in, frames out, no lock and no shared model.

The window posts frozen messages and polls frames. The runner keeps its own copy of the circuit,
steps it in chunks of at most 16 ms of wall time, and drains its inbox between chunks. When the
machine is too slow, model time falls behind and the frame says so; the window never waits.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.compiler import compile_circuit, settings_of
from circuitlab.engine.kernels import library
from circuitlab.engine.plan import Reals
from circuitlab.engine.simulation import Chunk, Simulation, Watch
from circuitlab.engine.timeline import Timeline
from circuitlab.engine.view import StateView, place_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.resources import _

_CHUNK_S = 0.008
_IDLE_S = 0.004
_LAG_S = 0.1
_SPEED_WINDOW_S = 0.5
_PARCELS = 20_000
_COLUMNS_A_WINDOW = 2000

Column = tuple[Reals, Reals, Reals]
"""Times (ms) of columns, and the lowest and highest value in each."""


@dataclass(frozen=True, slots=True)
class Play:
    """Let model time run."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold model time."""


@dataclass(frozen=True, slots=True)
class Step:
    """Advance by some steps while paused."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class Reset:
    """Go back to time zero, at rest, with the circuit as it is now."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of model time per second on the wall."""

    value: float


@dataclass(frozen=True, slots=True)
class Edit:
    """Take over an edit of the circuit, at the tick where it arrives."""

    delta: Delta


@dataclass(frozen=True, slots=True)
class Compiled:
    """Fused loops are ready to take over: they give the same bits, faster."""


Message = Play | Pause | Step | Reset | Speed | Edit | Compiled


@dataclass(frozen=True, slots=True)
class Logged:
    """An edit with the tick at which it took effect: a run can be replayed from its log."""

    tick: int
    delta: Delta


@dataclass(frozen=True, slots=True)
class RunnerFrame:
    """What happened since the last poll, and how things stand.

    Attributes
    ----------
    speed : model seconds per second that was reached lately
    load : share of one core that stepping takes
    spikes : (id, index, ms)
    values : (id, state) → (size,) values now
    columns : (id, state) → times (ms), lowest and highest values of what meters record
    set_by_timeline : (id, parameter) → value that the timeline has set
    marks : (ms, label) of timeline steps that took effect
    """

    tick: int = 0
    time_ms: float = 0.0
    body_s: float = 0.0
    speed: float = 0.0
    load: float = 0.0
    running: bool = False
    status: str = ""
    spikes: tuple[tuple[str, int, float], ...] = ()
    values: Mapping[tuple[str, str], Reals] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Column] = field(default_factory=dict)
    set_by_timeline: Mapping[tuple[str, str], object] = field(default_factory=dict)
    marks: tuple[tuple[float, str], ...] = ()
    problem: Problem | None = None


class Runner:
    """Runs one circuit on a thread of its own.

    Parameters
    ----------
    circuit : copied; edits reach the run as messages only
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._outbox: deque[RunnerFrame] = deque(maxlen=_PARCELS)
        self._worker = _Worker(circuit.copy(), catalog, self._inbox, self._outbox)
        self._thread = threading.Thread(target=self._worker.run, name="engine", daemon=True)

    def start(self) -> None:
        """Start the thread; compiling begins at once, model time at :class:`Play`."""
        self._thread.start()

    def post(self, message: Message) -> None:
        """Hand a message over; it takes effect between two chunks."""
        self._inbox.put(message)

    def poll(self) -> RunnerFrame | None:
        """Everything since the last poll in one frame, or None if there is nothing new."""
        parcels: list[RunnerFrame] = []
        while self._outbox:
            parcels.append(self._outbox.popleft())
        return merged(parcels) if parcels else None

    def stop(self) -> None:
        """End the thread; returns when it has ended."""
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()

    @property
    def log(self) -> tuple[Logged, ...]:
        """Every edit so far with its tick."""
        return tuple(self._worker.log)


def merged(parcels: list[RunnerFrame]) -> RunnerFrame:
    """One frame of several: the last state, all spikes, all columns."""
    columns: dict[tuple[str, str], list[Column]] = {}
    for parcel in parcels:
        for key, column in parcel.columns.items():
            columns.setdefault(key, []).append(column)
    return replace(
        parcels[-1],
        spikes=tuple(spike for parcel in parcels for spike in parcel.spikes),
        marks=tuple(mark for parcel in parcels for mark in parcel.marks),
        columns={
            key: tuple(np.concatenate(part) for part in zip(*several, strict=True))  # type: ignore[misc]
            for key, several in columns.items()
        },
        problem=next((p.problem for p in reversed(parcels) if p.problem is not None), None),
    )


class _Worker:
    """What the thread does; nothing here is touched by another thread but the two queues."""

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        inbox: queue.SimpleQueue[Message | None],
        outbox: deque[RunnerFrame],
    ) -> None:
        self.log: list[Logged] = []
        self._catalog = catalog
        self._inbox = inbox
        self._outbox = outbox
        self._circuit = circuit
        self._playing = False
        self._speed = float(circuit.document["speed"])
        self._clock = _Clock(self._speed)
        self._body_s = 0.0
        self._status = _("compiling")

    def run(self) -> None:
        """Compile, then serve messages and step until told to stop."""
        try:
            self._publish_status()
            self._begin()
            while self._serve():
                self._work()
        except Exception as error:  # the thread must not die without a word
            self._fail(error)
            raise

    def _begin(self) -> None:
        settings = settings_of(self._circuit)
        self._timeline = Timeline(self._circuit, self._catalog, settings)
        plan = compile_circuit(self._circuit, self._catalog, settings)
        self._simulation = Simulation(plan, fused="ready")
        self._body_s = 0.0
        self._columns = _Columns(self._circuit, self._simulation)
        self._compile_fused()
        self._status = ""
        self._clock.anchor(self._simulation.time, self._speed)
        self._publish(None)

    def _serve(self) -> bool:
        """Take every waiting message; wait a moment for one if there is nothing to step."""
        try:
            message = self._inbox.get(timeout=self._patience())
            while message is not None:
                self._take(message)
                message = self._inbox.get_nowait()
        except queue.Empty:
            return True
        return False

    def _patience(self) -> float:
        ahead = self._clock.wanted() - self._simulation.time
        due = self._playing and ahead >= self._simulation.plan.settings.dt
        return 0.0005 if due else _IDLE_S

    def _take(self, message: Message) -> None:
        match message:
            case Play():
                self._set_playing(True)
            case Pause():
                self._set_playing(False)
            case Step(steps):
                self._advance(steps)
            case Speed(value):
                self._speed = value
                self._clock.anchor(self._simulation.time, value)
            case Reset():
                self._reset()
            case Edit(delta):
                self._edit(delta)
            case Compiled():
                self._simulation.use_fused()

    def _set_playing(self, playing: bool) -> None:
        self._playing = playing
        self._clock.anchor(self._simulation.time, self._speed)
        self._publish(None)

    def _reset(self) -> None:
        self.log.clear()
        self._begin()

    def _edit(self, delta: Delta) -> None:
        self.log.append(Logged(self._simulation.tick, delta))
        self._circuit.apply(delta)
        self._timeline.edit(self._simulation, self._circuit.copy())
        self._columns = _Columns(self._circuit, self._simulation)
        self._compile_fused()
        self._publish(None)

    def _work(self) -> None:
        if not self._playing:
            return
        dt = self._simulation.plan.settings.dt
        lag = self._clock.wanted() - self._simulation.time
        if lag > 1e3 * _LAG_S * self._speed:
            self._clock.anchor(self._simulation.time, self._speed)
            lag = 1e3 * _CHUNK_S * self._speed
        steps = int(lag / dt)
        if steps > 0:
            self._advance(min(steps, self._clock.affordable_steps()))

    def _advance(self, steps: int) -> None:
        simulation, timeline = self._simulation, self._timeline
        end = simulation.tick + steps
        while simulation.tick < end:
            marks = [(simulation.time, step.label) for step in timeline.apply_due(simulation)]
            until = min(end, timeline.next_tick(simulation.tick))
            started = time.perf_counter()
            chunk = simulation.advance(until - simulation.tick)
            self._clock.stepped(chunk.steps, time.perf_counter() - started, simulation.time)
            self._body_s += self._body_seconds(chunk.steps)
            self._publish(chunk, tuple(marks))
            if (element := simulation.first_non_finite()) is not None:
                self._stop_at(element)
                return

    def _body_seconds(self, steps: int) -> float:
        settings = self._simulation.plan.settings
        return 1e-3 * steps * settings.dt * settings.body_clock

    def _stop_at(self, element: str) -> None:
        self._playing = False
        what = _("the voltage left the range of −150 to 150 mV at {time:.1f} ms").format(
            time=self._simulation.time
        )
        remedy = _("undo the last change or choose a smaller value, then restart")
        self._publish(None, problem=Problem(element, what, remedy))

    def _publish(
        self,
        chunk: Chunk | None,
        marks: tuple[tuple[float, str], ...] = (),
        problem: Problem | None = None,
    ) -> None:
        simulation = self._simulation
        view = simulation.view()
        self._outbox.append(
            RunnerFrame(
                tick=simulation.tick,
                time_ms=simulation.time,
                body_s=self._body_s,
                speed=self._clock.reached if self._playing else 0.0,
                load=self._clock.load if self._playing else 0.0,
                running=self._playing,
                status=self._status,
                spikes=_named_spikes(simulation, chunk),
                values=view,
                columns=self._columns.of(chunk, simulation, view),
                set_by_timeline=dict(self._timeline.values),
                marks=marks,
                problem=problem,
            )
        )

    def _publish_status(self) -> None:
        self._outbox.append(RunnerFrame(status=self._status))

    def _fail(self, error: Exception) -> None:
        what = _("the run stopped: {error}").format(error=error)
        problem = Problem(_("engine"), what, _("undo the last change, then restart"))
        self._outbox.append(RunnerFrame(status=_("stopped"), problem=problem))

    def _compile_fused(self) -> None:
        """Compile fused loops in the background, and step by them once they are there."""
        if self._simulation.use_fused():
            return
        wanted = [(p.mechanisms, p.block.size) for p in self._simulation.plan.cells]

        def compile_all() -> None:
            for signature, size in wanted:
                library().fused_address(signature, size)
            self._inbox.put(Compiled())

        threading.Thread(target=compile_all, name="compiler", daemon=True).start()


class _Columns:
    """Ranges of what meters record, as times with lowest and highest values."""

    def __init__(self, circuit: Circuit, simulation: Simulation) -> None:
        self._dt = simulation.plan.settings.dt
        watches = []
        self._sampled: list[tuple[str, str]] = []
        for id, state, every in _metered(circuit, self._dt):
            if place_of(simulation.plan, id, state) is not None:
                watches.append(Watch(id, state, 0, every))
            elif (id, state) in simulation.view():
                self._sampled.append((id, state))
        self._watches = tuple(dict.fromkeys(watches))
        simulation.watch(self._watches)

    def of(
        self, chunk: Chunk | None, simulation: Simulation, view: StateView
    ) -> dict[tuple[str, str], Column]:
        if chunk is None:
            return {}
        columns = {}
        for watch, ranges in zip(self._watches, chunk.columns, strict=True):
            last = simulation.tick // watch.every
            numbers = np.arange(last - len(ranges), last) + 1
            times = numbers * (watch.every * self._dt)
            columns[watch.element, watch.state] = (times, ranges[:, 0], ranges[:, 1])
        for key in self._sampled:
            now = view[key][:1].copy()
            columns[key] = (np.full(1, simulation.time), now, now)
        return columns


class _Clock:
    """Where model time should be, and how fast it really goes."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._wall = time.perf_counter()
        self._model = 0.0
        self._step_s = 2e-6
        self._history: deque[tuple[float, float, float]] = deque()

    def anchor(self, model_ms: float, speed: float) -> None:
        """Count from here."""
        self._speed = speed
        self._wall = time.perf_counter()
        self._model = model_ms
        self._history.clear()

    def wanted(self) -> float:
        """Model time (ms) that should be reached by now."""
        return self._model + 1e3 * self._speed * (time.perf_counter() - self._wall)

    def affordable_steps(self) -> int:
        """Steps that fit into one chunk of wall time."""
        return max(1, int(_CHUNK_S / self._step_s))

    def stepped(self, steps: int, wall_s: float, model_ms: float) -> None:
        """Learn from a chunk what a step costs."""
        if steps > 0:
            self._step_s += 0.2 * (wall_s / steps - self._step_s)
        now = time.perf_counter()
        self._history.append((now, model_ms, wall_s))
        while now - self._history[0][0] > _SPEED_WINDOW_S:
            self._history.popleft()

    @property
    def reached(self) -> float:
        """Model seconds per second, over the last half second."""
        if len(self._history) < 2:
            return self._speed
        (first, model, _wall), (last, now, _) = self._history[0], self._history[-1]
        return 1e-3 * (now - model) / max(last - first, 1e-9)

    @property
    def load(self) -> float:
        """Share of one core that stepping takes."""
        if len(self._history) < 2:
            return 0.0
        span = self._history[-1][0] - self._history[0][0]
        return sum(wall for _t, _m, wall in list(self._history)[1:]) / max(span, 1e-9)


def _metered(circuit: Circuit, dt: float) -> list[tuple[str, str, int]]:
    """(element, state, steps a column) of everything that a meter with a quantity records."""
    found = []
    for link in circuit.links.values():
        if link.role is Role.RECORDS and (quantity := _quantity(circuit, link.source)):
            window = float(circuit.value(link.source, "window"))  # type: ignore[arg-type]
            every = max(1, round(window / _COLUMNS_A_WINDOW / dt))
            found.append((link.target, quantity, every))
    return found


def _quantity(circuit: Circuit, meter: str) -> str:
    try:
        return str(circuit.value(meter, "quantity"))
    except KeyError:
        return ""


def _named_spikes(
    simulation: Simulation, chunk: Chunk | None
) -> tuple[tuple[str, int, float], ...]:
    if chunk is None or not len(chunk.spikes):
        return ()
    cells = simulation.plan.cells
    first = np.asarray([p.first_source for p in cells])
    number = np.searchsorted(first, chunk.spikes[:, 0], side="right") - 1
    dt = simulation.plan.settings.dt
    return tuple(
        (cells[k].block.element, int(source - first[k]), float(tick * dt))
        for k, (source, tick) in zip(number, chunk.spikes, strict=True)
    )
