"""The running circuit: transport, selection, and the frames that the views paint."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NoReturn

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from circuitlab.catalog.words import Problem
from circuitlab.gui.compiling import Compiling
from circuitlab.gui.faults import Fault, attempt
from circuitlab.gui.pathway_state import Pathways
from circuitlab.gui.runner_maker import PATIENCE_S, Runner, RunnerMaker, load_engine, stop_aside
from circuitlab.gui.shown import Shown
from circuitlab.gui.thresholds import HeatThresholds
from circuitlab.model.rewiring import Wire, is_there
from circuitlab.model.run_settings import RUN_SETTINGS
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from circuitlab.gui.document import Document
    from circuitlab.gui.past import Kept
    from circuitlab.model.delta import Delta
    from circuitlab.render.live_frame import LiveFrame

FRAME_MS = 16
SLOWEST, FASTEST = RUN_SETTINGS["speed"].minimum, RUN_SETTINGS["speed"].maximum


class Session(QObject):
    """The one run that the window shows.

    The engine is imported and the runner made on a thread, so the first picture
    never waits for a compiler; edits made meanwhile are kept and handed over.

    Parameters
    ----------
    document : Document
        Whose circuit runs; its Deltas reach the run while it goes on.
    engine : callable
        Returns the module with ``Runner`` and its messages; called on a thread.

    Attributes
    ----------
    frame_ready : Signal()
        `live` is new: repaint what lives.
    polled : Signal(object)
        The runner's own frame, once each, with its spikes and columns.
    selection_changed : Signal(object)
        The tuple of selected ids; empty when a link is selected, or nothing.
    went_back : Signal(float)
        The run goes on from an earlier model time (ms): what came after it is over.
    looked : Signal()
        Another moment is looked at: one of the past, or now.
    playing_changed, speed_changed, status_changed, problem_found, restarted
        What their names say.
    """

    frame_ready = Signal()
    polled = Signal(object)
    selection_changed = Signal(object)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    status_changed = Signal(str)
    problem_found = Signal(object)
    restarted = Signal()
    went_back = Signal(float)
    looked = Signal()

    def __init__(
        self,
        document: Document,
        engine: Callable[[], Any] = load_engine,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection: tuple[str, ...] = ()
        self.link: tuple[str, str] | None = None
        self.pathways = Pathways(document, self)
        self.playing = False
        self.speed = document.speed
        self.reached, self.status = 0.0, ""
        self.compiling = Compiling()
        self.runner_frame: Any = None
        self._maker = RunnerMaker(engine)
        self._engine: Any = None
        self._runner: Runner | None = None
        self._begun = 0
        self._waiting: list[Delta] = []
        self._shown = Shown(document.circuit, document.catalog)
        self._thresholds = HeatThresholds(document.catalog)
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
        return self._runs and self.runner_frame.time_ms > 0.0

    @property
    def compiles(self) -> bool:
        """Whether the run cannot begin yet because its equations are being compiled."""
        return self.status == _("compiling")

    @property
    def _runs(self) -> bool:
        return self.runner_frame is not None and self.runner_frame.running

    @property
    def set_by_timeline(self) -> Mapping[tuple[str, str], object]:
        """What the protocol sets at the moment that is shown: (id, parameter) to value.

        What somebody has set by hand since then is the protocol's no more.
        """
        frame = self.runner_frame
        now: Mapping[tuple[str, str], object] = frame.set_by_timeline if frame is not None else {}
        if self._shown.seen is None:
            return now
        then = self._shown.seen.live.set_now
        return {address: value for address, value in then.items() if address in now}

    @property
    def ready(self) -> bool:
        """Whether the engine runs this circuit already."""
        return self._runner is not None

    def start(self) -> None:
        """Make the runner (on a thread) and poll it from now on.

        Edits reach it last of all who follow the document, so that the window has done its part
        when the engine takes the interpreter for its own.
        """
        if not self._timer.isActive():
            self.document.changed.connect(self._pass_on)
        self._make_runner()
        self._polled_at = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End the run for good."""
        self._timer.stop()
        self._maker.stop()
        runner, self._runner = self._runner, None
        if runner is not None:
            stop_aside(runner).join(PATIENCE_S)

    def play(self) -> None:
        """Let model time flow, from the moment that is looked at."""
        self._go_on()
        self._set_playing(True)

    def pause(self) -> None:
        """Hold model time."""
        self._set_playing(False)

    def toggle(self) -> None:
        """Play when paused, pause when playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def step(self) -> None:
        """Advance by one integration step, paused."""
        self.pause()
        self._go_on()
        self._shown.expect(self._shown.tick + 1)
        self._post("Step")

    def step_back(self) -> None:
        """Go back by one integration step, paused, as far as the past is kept.

        The run goes on from the last moment that is kept before it, and repeats what is missing.
        """
        self.pause()
        tick, kept = self._shown.tick - 1, self._shown.before(1)
        if kept is not None:
            self._go_on_from(kept, tick)
            self._shown.expect(tick)

    @property
    def now_ms(self) -> float:
        """Model time of what is shown, or while the past is shown, of the run that is held."""
        is_past = self.ago_ms > 0.0 and self.runner_frame is not None
        return float(self.runner_frame.time_ms) if is_past else self.live.time_ms

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
        if self._shown.look_back(ago_ms, self.speed):
            self.pause()
            self.looked.emit()

    def look_at_now(self) -> None:
        """Show the run as it is, held where it was left."""
        if self._shown.look_at_now(self.speed):
            self.looked.emit()

    def reset(self) -> None:
        """Back to time zero with the circuit as it now is."""
        if self.status == _("stopped"):
            self._make_runner()  # the last one has ended over an error
        else:
            self._begin_anew("Reset")
        self._show_anew()
        self.restarted.emit()
        self.frame_ready.emit()

    def set_speed(self, speed: float) -> None:
        """Ask for `speed` model seconds per second."""
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self._post("Speed", self.speed)
        self.speed_changed.emit(self.speed)

    def select(self, ids: Iterable[str], link: tuple[str, str] | None = None) -> None:
        """Select exactly the elements `ids`, or one link by its (source, target)."""
        chosen = tuple(ids)
        if (chosen, link) != (self.selection, self.link):
            self.selection, self.link = chosen, link
            self.selection_changed.emit(chosen)

    @property
    def wire(self) -> Wire | None:
        """The one wire that is selected; an axon is when its synapse is."""
        chosen = self.link or (self.selection[0] if len(self.selection) == 1 else None)
        return chosen if chosen and is_there(self.document.circuit, chosen) else None

    def select_wire(self, wire: Wire) -> None:
        """Select a wire: an axon by its synapse, any other by its link."""
        if isinstance(wire, str):
            self.select([wire])
        else:
            self.select((), wire)

    def tick(self) -> None:
        """Take what the runner has; never wait for it.

        What fails of it is told and takes the rest not with it: the window goes on.
        """
        now = time.perf_counter()
        elapsed_ms, self._polled_at = 1e3 * (now - self._polled_at), now
        attempt(self._take_runner)
        attempt(self._poll)
        attempt(self._measure)
        attempt(self._show, elapsed_ms)

    def _poll(self) -> None:
        frame = self._runner.poll() if self._runner is not None else None
        if frame is not None:
            self._take_frame(frame)

    def _show(self, elapsed_ms: float) -> None:
        flows = self.playing and self._runs
        if self._shown.advance(elapsed_ms if flows else 0.0, self.speed):
            self.frame_ready.emit()

    def _take_frame(self, frame: Any) -> None:
        if frame.begun != self._begun:
            return  # it was on its way when the run went back
        self.runner_frame, self.reached = frame, frame.speed
        self._set_status(frame.status)
        if frame.progress:
            self.compiling.part = frame.progress
            self.status_changed.emit(frame.status)
        if not frame.status:
            self._shown.take(frame, self.speed)
            if self._shown.seen is not None:
                self.frame_ready.emit()  # an edit: what is said of values may be another now
        self.polled.emit(frame)
        if frame.problem is not None:
            self.pause()
            self.problem_found.emit(frame.problem)

    def _measure(self) -> None:
        """Take what has been measured beside the run; an edit is looked at in a pause too."""
        frame = self.runner_frame
        if frame is not None and not frame.status:
            self._shown.measured(self._thresholds.follow(self.document.circuit, frame.values))

    def _go_on(self) -> None:
        """Go on from what is looked at, if it is past."""
        if self._shown.seen is not None:
            self._go_on_from(self._shown.seen)

    def _go_on_from(self, kept: Kept, until: int = 0) -> None:
        self._shown.go_on_from(kept)
        self._begin_anew("Resume", kept.moment, until)
        self.went_back.emit(kept.moment.time_ms)
        self.looked.emit()

    def _show_anew(self) -> None:
        """Show a run from its start."""
        self._shown = Shown(self.document.circuit, self.document.catalog)
        self.looked.emit()

    def _begin_anew(self, name: str, *given: object) -> None:
        """Tell the run to begin elsewhere; frames of what it did before are not shown any more."""
        if self._runner is not None:
            self._begun += 1
            self._post(name, *given)

    def _post(self, name: str, *given: object) -> None:
        if self._runner is not None:
            self._runner.post(getattr(self._engine, name)(*given))

    def _set_playing(self, playing: bool) -> None:
        self._post("Play" if playing else "Pause")
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

    def _set_status(self, status: str) -> None:
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)

    def _pass_on(self, delta: Delta) -> None:
        if self._runner is None:
            self._waiting.append(delta)
        else:
            self._post("Edit", delta)

    def _edited(self, delta: Delta) -> None:
        self._shown.edited(self.document.circuit, delta)
        circuit = self.document.circuit
        link = self.link if self.link in circuit.links else None
        self.select((id for id in self.selection if id in circuit.elements), link)

    def _replaced(self) -> None:
        self.select(())
        self._show_anew()
        self._thresholds = HeatThresholds(self.document.catalog)
        self.set_speed(self.document.speed)
        if self._timer.isActive():
            self._make_runner()
        self.restarted.emit()
        self.frame_ready.emit()

    def _make_runner(self) -> None:
        old, self._runner = self._runner, None
        self.runner_frame = None
        self._begun = 0
        self._waiting.clear()
        self.compiling = Compiling()
        self._set_status(_("compiling"))
        self._maker.order(self.document.circuit.copy(), self.document.catalog, old)

    def _take_runner(self) -> None:
        try:
            made = self._maker.take()
        except Exception as error:  # a fault of the engine, told before it goes on its way
            self._fail(error)
        if made is not None:
            self._engine, self._runner = made
            self._hand_over()

    def _fail(self, error: Exception) -> NoReturn:
        self._set_status(_("the engine could not be started"))
        what, remedy = str(error), _("restart the program; if that does not help, reinstall it")
        raise Fault(Problem(_("engine"), what, remedy)) from error

    def _hand_over(self) -> None:
        self._post("Speed", self.speed)
        for delta in self._waiting:
            self._post("Edit", delta)
        self._waiting.clear()
        if self.playing:
            self._post("Play")
