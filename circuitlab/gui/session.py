"""The running circuit: transport, selection, and the frames that the views paint."""

from __future__ import annotations

import contextlib
import importlib
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from circuitlab.catalog.words import Problem
from circuitlab.gui.live_state import LiveState
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from circuitlab.gui.document import Document
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.render.live_frame import LiveFrame

FRAME_MS = 16
SLOWEST, FASTEST = 0.001, 1.0
PATIENCE_S = 1.0
"""How long closing waits for the run to end."""


class Runner(Protocol):
    """What the session needs of the engine's runner."""

    def start(self) -> None: ...
    def post(self, message: object) -> None: ...
    def poll(self) -> Any: ...
    def stop(self) -> None: ...


def load_engine() -> Any:
    """Import the engine's runner (slow: it loads the compiler)."""
    return importlib.import_module("circuitlab.engine.runner")


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
        The tuple of selected ids.
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

    def __init__(
        self,
        document: Document,
        engine: Callable[[], Any] = load_engine,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection: tuple[str, ...] = ()
        self.playing = False
        self.speed = _speed_of(document)
        self.reached = 0.0
        self.status = ""
        self.runner_frame: Any = None
        self._load = engine
        self._engine: Any = None
        self._runner: Runner | None = None
        self._made: queue.SimpleQueue[tuple[int, Any, Runner | Exception]] = queue.SimpleQueue()
        self._making = 0
        self._waiting: list[Delta] = []
        self._live = LiveState(document.circuit, document.catalog)
        self._polled_at = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=FRAME_MS)
        self._timer.timeout.connect(self.tick)
        document.changed.connect(self._edited)
        document.replaced.connect(self._replaced)

    @property
    def live(self) -> LiveFrame:
        """The latest frame to paint."""
        return self._live.frame

    @property
    def flows(self) -> bool:
        """Whether model time flows: the engine runs, and has come beyond time zero."""
        frame = self.runner_frame
        return frame is not None and frame.running and frame.time_ms > 0.0

    @property
    def compiles(self) -> bool:
        """Whether the run cannot begin yet because its equations are being compiled."""
        return self.status == _("compiling")

    @property
    def _runs(self) -> bool:
        return self.runner_frame is not None and self.runner_frame.running

    @property
    def set_by_timeline(self) -> Mapping[tuple[str, str], object]:
        """What the protocol sets now: (id, parameter) to value."""
        frame = self.runner_frame
        return frame.set_by_timeline if frame is not None else {}

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
        self._making += 1
        runner, self._runner = self._runner, None
        self._drop_made()
        if runner is not None:
            _stop_aside(runner).join(PATIENCE_S)

    def play(self) -> None:
        """Let model time flow."""
        self._set_playing(True)

    def pause(self) -> None:
        """Hold model time."""
        self._set_playing(False)

    def toggle(self) -> None:
        """Play when paused, pause when playing."""
        self._set_playing(not self.playing)

    def step(self) -> None:
        """Advance by one integration step, paused."""
        self.pause()
        self._post("Step")

    def reset(self) -> None:
        """Back to time zero with the circuit as it now is."""
        self._post("Reset")
        self._live = LiveState(self.document.circuit, self.document.catalog)
        self.restarted.emit()
        self.frame_ready.emit()

    def set_speed(self, speed: float) -> None:
        """Ask for `speed` model seconds per second."""
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self._post("Speed", self.speed)
        self.speed_changed.emit(self.speed)

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly the elements `ids`."""
        chosen = tuple(ids)
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit(chosen)

    def tick(self) -> None:
        """Take what the runner has; never wait for it."""
        self._take_runner()
        now = time.perf_counter()
        elapsed_ms, self._polled_at = 1e3 * (now - self._polled_at), now
        frame = self._runner.poll() if self._runner is not None else None
        if frame is not None:
            self._take_frame(frame)
        flows = self.playing and self._runs
        if self._live.advance(elapsed_ms if flows else 0.0, self.speed):
            self.frame_ready.emit()

    def _take_frame(self, frame: Any) -> None:
        self.runner_frame = frame
        self.reached = frame.speed
        self._set_status(frame.status)
        if not frame.status:
            self._live.take(frame, self.speed)
        self.polled.emit(frame)
        if frame.problem is not None:
            self.pause()
            self.problem_found.emit(frame.problem)

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
        self._live.edited(self.document.circuit, delta)
        self.select(id for id in self.selection if id in self.document.circuit.elements)

    def _replaced(self) -> None:
        self.select(())
        self._live = LiveState(self.document.circuit, self.document.catalog)
        self.set_speed(_speed_of(self.document))
        if self._timer.isActive():
            self._make_runner()
        self.restarted.emit()
        self.frame_ready.emit()

    def _make_runner(self) -> None:
        self._making += 1
        old, self._runner = self._runner, None
        self.runner_frame = None
        self._waiting.clear()
        self._set_status(_("compiling"))
        arguments = (self._making, old, self.document.circuit.copy(), self.document.catalog)
        threading.Thread(target=self._make, args=arguments, daemon=True).start()

    def _make(self, number: int, old: Runner | None, circuit: Circuit, catalog: object) -> None:
        try:
            if old is not None:
                old.stop()
            engine = self._load()
            runner = engine.Runner(circuit, catalog)
            runner.start()
        except Exception as error:  # handed to the window's thread, which raises it
            self._made.put((number, None, error))
            return
        self._made.put((number, engine, runner))
        if number != self._making:
            self._drop_made()

    def _drop_made(self) -> None:
        """End every runner that was made too late."""
        with contextlib.suppress(queue.Empty):
            while True:
                _number, _engine, made = self._made.get_nowait()
                if not isinstance(made, Exception):
                    _stop_aside(made)

    def _take_runner(self) -> None:
        while not self._made.empty():
            number, engine, made = self._made.get()
            if isinstance(made, Exception):
                self._fail(made)
            if number == self._making:
                self._engine, self._runner = engine, made
                self._hand_over()
            else:
                _stop_aside(made)

    def _fail(self, error: Exception) -> NoReturn:
        self._set_status(_("the engine could not be started"))
        what, remedy = str(error), _("restart the program; if that does not help, reinstall it")
        self.problem_found.emit(Problem(_("engine"), what, remedy))
        raise error

    def _hand_over(self) -> None:
        self._post("Speed", self.speed)
        for delta in self._waiting:
            self._post("Edit", delta)
        self._waiting.clear()
        if self.playing:
            self._post("Play")


def _stop_aside(runner: Runner) -> threading.Thread:
    """End a runner on a thread: it may be compiling, and the window must not wait for that."""
    thread = threading.Thread(target=runner.stop, daemon=True)
    thread.start()
    return thread


def _speed_of(document: Document) -> float:
    return float(str(document.circuit.document.get("speed", 1.0)))


def speed_words(speed: float, short: bool = False) -> str:
    """Say a speed as people do: ``1/20 ×``, ``real time`` (in short ``1 ×``)."""
    if speed >= 0.995:
        return "1 ×" if short else _("real time")
    return f"1/{1 / speed:.3g} ×"
