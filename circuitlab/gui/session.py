"""The running circuit: transport, the past, and the frames that the views paint."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from circuitlab.engine.running.messages import (
    ByDays,
    NextWindow,
    Pause,
    Play,
    Reset,
    Resume,
    Speed,
    Status,
    StepOnce,
)
from circuitlab.gui.bench.measuring import Measuring
from circuitlab.gui.cancelling import Cancelling
from circuitlab.gui.checking import Checking
from circuitlab.gui.engine_link import EngineLink
from circuitlab.gui.faults import attempt
from circuitlab.gui.kept_days import keep_days, kept_days
from circuitlab.gui.laid_over import LaidOver
from circuitlab.gui.pain.testing import PainTesting
from circuitlab.gui.pathway_state import Pathways
from circuitlab.gui.runner_starter import LoadEngine, load_engine
from circuitlab.gui.selection import Selection
from circuitlab.model.days import PROBE_MS
from circuitlab.model.run_settings import RUN_SETTINGS
from circuitlab.playback.measured_beside import MeasuredBeside
from circuitlab.playback.overdriven import Overdriven
from circuitlab.playback.playhead import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.words import Problem
    from circuitlab.engine.running.convoy import Place
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.document import Document
    from circuitlab.model.delta import Delta
    from circuitlab.playback.moments import Kept
    from circuitlab.render.live_frame import LiveFrame

FRAME_MS = 16
SLOWEST, FASTEST = RUN_SETTINGS["speed"].minimum, RUN_SETTINGS["speed"].maximum


class Session(QObject):
    """The one run that the window shows.

    Parameters
    ----------
    document : Document
        Whose circuit runs; its Deltas reach the run while it goes on.
    load : callable
        Returns what makes a runner of a circuit; called on a thread, so that the first picture
        never waits for a compiler.

    Attributes
    ----------
    is_alone, problem
        Whether no others run beside it, which go on when it stops; what has stopped it.
    shared_ticks, beside_ms : callable
        Return the steps at which all beside it can be shown, and the time they show; or None.
    engine : EngineLink
        The runner, and whether it can run.
    laid, cancelling
        What lies over the circuit while it runs; what gives up edits that take long.
    selection : Selection
        What is chosen.
    pathways : Pathways
        The pathways of what is chosen.
    checking, measuring, pain_testing
        The circuit's claims, single elements, and what hurts: each on hidden copies beside the run.
    frame_ready : Signal()
        `live` is new: repaint what lives.
    polled : Signal(object)
        The runner's own frame, once each, with spikes and columns.
    went_back : Signal(float)
        The run goes on from an earlier model time (ms): what came after it is over.
    looked : Signal()
        Another moment is looked at: one of the past, or now.
    stepped, ticked, playing_changed, speed_changed, days_changed, problem_found, restarted
        What their names say.
    """

    frame_ready = Signal()
    polled = Signal(object)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    days_changed = Signal()
    problem_found = Signal(object)
    restarted = Signal()
    went_back = Signal(float)
    looked = Signal()
    stepped = Signal()
    ticked = Signal()

    def __init__(
        self,
        document: Document,
        load: LoadEngine = load_engine,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.load = document, load
        self.engine = EngineLink(load, self)
        self.engine.days = kept_days(document)
        self.laid, self.selection = LaidOver(document, self.engine), Selection(document, self)
        self.cancelling = Cancelling(document, self.engine, self.polled)
        self.pathways = Pathways(document, self.selection)
        self.checking = Checking(document, parent=self)
        self.pain_testing = PainTesting(document, self.engine.moment, parent=self)
        self.measuring = Measuring(parent=self)
        self.playing, self.is_alone, self.speed = False, True, document.speed
        self.shared_ticks: Callable[[], frozenset[int] | None] = lambda: None
        self.beside_ms: Callable[[], float | None] = lambda: None
        self.problem: Problem | None = None
        self._shown = Shown(document.circuit, document.catalog)
        self._beside = MeasuredBeside(document.catalog)
        self._overdriven = Overdriven(document.circuit, document.catalog)
        self._polled_at = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=FRAME_MS)
        self._timer.timeout.connect(self.tick)
        document.changed.connect(self._edited)
        document.replaced.connect(self._replaced)

    @property
    def live(self) -> LiveFrame:
        """The latest frame to paint."""
        return self._shown.frame

    @property
    def flows(self) -> bool:
        """Whether model time flows: the engine runs, and has come beyond time zero."""
        frame = self.engine.frame
        return frame is not None and frame.running and frame.time_ms > 0.0

    @property
    def days(self) -> ByDays:
        """How body time passes: plainly, or from window to window."""
        return self.engine.days

    @property
    def reached(self) -> float:
        """Model seconds per second that the run reaches."""
        return self.engine.frame.speed if self.engine.frame is not None else 0.0

    @property
    def set_by_timeline(self) -> Mapping[tuple[str, str], object]:
        """What the protocol or a walk sets at the moment that is shown: (id, parameter) to value.

        What somebody has set by hand since then is theirs no more.
        """
        frame = self.engine.frame
        now: Mapping[tuple[str, str], object] = frame.set_by_timeline if frame is not None else {}
        if self._shown.seen is None:
            return now
        then = self._shown.seen.live.set_now
        return {address: value for address, value in then.items() if address in now}

    def start(self) -> None:
        """Make the runner (on a thread) and poll it from now on.

        Edits reach it last of all who follow the document, so that the window has done its part
        when the engine takes the interpreter for its own.
        """
        if not self._timer.isActive():
            self.document.changed.connect(self.laid.follow)
        self._make_runner()
        self._polled_at = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End the run for good, and what is measured beside it."""
        self.checking.cancel()
        self.measuring.stop()
        self._timer.stop()
        self.engine.stop()

    def play(self) -> None:
        """Let model time flow, from the moment that is looked at."""
        self._go_on()
        self._set_playing(True)

    def pause(self) -> None:
        """Hold model time."""
        self._set_playing(False)

    def toggle(self) -> None:
        """Play when paused, pause when playing."""
        (self.pause if self.playing else self.play)()

    def play_by_days(self, every_s: float, probe_ms: float = PROBE_MS) -> None:
        """Begin anew with body time that jumps between windows; with 0, as model time flows.

        The circuit keeps it.

        Parameters
        ----------
        every_s : float
            Body time from one window to the next, s.
        probe_ms : float
            How long each window is.
        """
        self.engine.play_by_days(ByDays(probe_ms, every_s))
        keep_days(self.document, self.days)
        self.days_changed.emit()
        self._begin_anew()

    def step(self) -> None:
        """Advance by one integration step, paused; by days, to the next window."""
        self.pause()
        self._go_on()
        if self.days.every_s > 0.0:
            self.engine.post(NextWindow())
            return
        self._step()
        self.stepped.emit()

    def _step(self) -> None:
        self._shown.expect(self.shown_tick + 1)
        self.engine.post(StepOnce())

    def step_back(self) -> None:
        """Go back by one integration step, paused, as far as the past is kept.

        The run goes on from the last moment that is kept before it, and repeats what is missing.
        """
        self.pause()
        tick, kept = self._shown.tick - 1, self._shown.before(1)
        if kept is not None:
            self._go_on_from(kept, tick)

    @property
    def now_ms(self) -> float:
        """Model time of what is shown, or while the past is shown, of the run that is held."""
        held = self.engine.frame if self.ago_ms > 0.0 else None
        return held.time_ms if held is not None else self.live.time_ms

    @property
    def kept_now(self) -> Kept | None:
        """The run as it is, to go on from later; None before it has begun."""
        return self._shown.kept_now(self.speed)

    def go_on_from(self, kept: Kept) -> None:
        """Go on from a moment of this run: what came after it is over."""
        self._go_on_from(kept)
        self._show(0.0)

    @property
    def shown_speed(self) -> float:
        """Model seconds per second at the moment that is shown."""
        return self._shown.seen.speed if self._shown.seen is not None else self.speed

    @property
    def kept_ms(self) -> float:
        """Time on the screen that can be looked back."""
        return self._shown.kept_ms

    @property
    def ago_ms(self) -> float:
        """Time on the screen since what is looked at; 0 for now."""
        return self._shown.ago_ms

    def look_back(self, ago_ms: float) -> None:
        """Hold the run and show it as it was so long ago on the screen; 0 shows it as it is."""
        if self._shown.look_back(ago_ms, self.speed, self.shared_ticks()):
            self.pause()
            self.looked.emit()

    def look_at_now(self) -> None:
        """Show the run as it is, held where it was left."""
        if self._shown.look_at_now(self.speed):
            self.looked.emit()

    def reset(self) -> None:
        """Back to time zero with the circuit as it now is."""
        if self.engine.status is Status.STOPPED:
            self._make_runner()  # the last one has ended over an error
        else:
            self.engine.begin_anew(Reset())
        self._begin_anew()

    def join(self, place: Place | None) -> None:
        """Go on together with others, from time zero; with None, alone again as it stands."""
        self.is_alone = place is None
        self.engine.join(place)
        if place is not None:
            self._begin_anew()

    @property
    def shown_tick(self) -> int:
        """Integration steps done at the moment that is shown."""
        return self._shown.tick

    def set_speed(self, speed: float) -> None:
        """Ask for `speed` model seconds per second."""
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self.engine.post(Speed(self.speed))
        self.speed_changed.emit(self.speed)

    def tick(self) -> None:
        """Take what the runner has; never wait for it.

        What fails of it is told and takes the rest not with it: the window goes on.
        """
        now = time.perf_counter()
        elapsed_ms, self._polled_at = 1e3 * (now - self._polled_at), now
        attempt(self.engine.take_runner, self.speed, self.playing)
        attempt(self._poll)
        attempt(self._measure)
        attempt(self._show, elapsed_ms)
        self.ticked.emit()

    def _poll(self) -> None:
        for frame in self.engine.frames():
            self._take(frame)

    def _show(self, elapsed_ms: float) -> None:
        flows = self.playing and self.engine.runs
        if self._shown.advance(elapsed_ms if flows else 0.0, self.speed, self.beside_ms()):
            self.frame_ready.emit()

    def _take(self, frame: RunnerFrame) -> None:
        if frame.status is Status.READY:
            self._shown.take(frame, self.speed)
            if self._shown.seen is not None:
                self.frame_ready.emit()  # an edit: what is said of values may be another now
            self._overdriven.take(frame)
            self.pathways.tell(self._overdriven.hints)
        self.polled.emit(frame)
        if frame.problem is not None:
            self.problem = frame.problem
            if self.is_alone:
                self.pause()
            self.problem_found.emit(frame.problem)

    def _measure(self) -> None:
        """Take what has been measured beside the run; an edit is looked at in a pause too."""
        frame = self.engine.frame
        if frame is not None and frame.status is Status.READY:
            self._shown.measured(self._beside.follow(self.document.circuit, frame))

    def _go_on(self) -> None:
        """Go on from what is looked at, if it is past."""
        if self._shown.seen is not None:
            self._go_on_from(self._shown.seen)

    def _go_on_from(self, kept: Kept, until: int = 0) -> None:
        self._shown.go_on_from(kept)
        self.engine.begin_anew(Resume(kept.moment, until))
        self._shown.expect(max(until, kept.tick))
        self.went_back.emit(kept.moment.time_ms)
        self.looked.emit()

    def _begin_anew(self) -> None:
        self._show_anew()
        self.restarted.emit()
        self.frame_ready.emit()

    def _show_anew(self) -> None:
        """Show a run from its start."""
        self.problem = None
        self._shown = Shown(self.document.circuit, self.document.catalog)
        self.looked.emit()

    def _set_playing(self, playing: bool) -> None:
        self.problem = None if playing else self.problem
        self.engine.post(Play() if playing else Pause())
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

    def _edited(self, delta: Delta) -> None:
        self._shown.edited(self.document.circuit, delta)
        self._overdriven.follow(self.document.circuit)
        self.selection.follow_edit()

    def _replaced(self) -> None:
        self.laid.forget()
        self.measuring.forget()
        self.selection.select(())
        self._beside = MeasuredBeside(self.document.catalog)
        self._overdriven = Overdriven(self.document.circuit, self.document.catalog)
        self.pathways.tell(())
        self.set_speed(self.document.speed)
        self.engine.days = kept_days(self.document)
        if self._timer.isActive():
            self._make_runner()
        self.days_changed.emit()
        self._begin_anew()

    def _make_runner(self) -> None:
        self.engine.order(self.laid.circuit.copy(), self.document.catalog)
