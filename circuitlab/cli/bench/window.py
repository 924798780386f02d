"""The window in use: its frames timed while a pointer pans, zooms, drags, edits and looks back.

A frame counts when the canvas was painted with model data that it had not shown before.
"""

import math
import time
from collections.abc import Callable, Iterable
from typing import Any, Self

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.analysis.run_tables import neurons
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.bench.many_traces import many_traces
from circuitlab.cli.errors import CannotDo
from circuitlab.engine.running.messages import Edit, Message, Status
from circuitlab.gui import afterwards
from circuitlab.gui.app import application
from circuitlab.gui.document import Document
from circuitlab.gui.main_window import MainWindow, build
from circuitlab.gui.runner_starter import MakeRunner
from circuitlab.gui.session import Session
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

SIZE = (1440, 900)
GESTURE_MS = 8
EDIT_EVERY_S = 0.25
COMPILING_S = 120.0
SETTLING_S = 1.0
STRIPS = 64
STATES = 3

Gesture = Callable[[float], None]
"""Called again and again with the seconds since the phase began."""


def measure(
    circuit: Circuit, seconds: float, advance: Callable[[float, float], None]
) -> dict[str, dict[str, float]]:
    """Return frames per second and the like for each phase of use.

    Parameters
    ----------
    seconds
        Wall time of each phase.
    advance
        Told of (phases done, phases in all) before each phase and after the last.

    Returns
    -------
    dict
        By phase: ``fps``; ``p95_ms`` and ``worst_ms`` between frames; ``cpu_ms``, the processor
        time of the window's thread a frame; ``model_s_per_s``, model time that passed in a second;
        ``edit_ms``, the 95th percentile of the time from an
        edit to its taking effect in the engine (not a number where nothing is edited). The last
        two are ``still`` with three states side by side, and with 64 strips of traces.
    """
    app = application()
    edits = EditTimes()
    window = _window_on(circuit, edits)
    bench = _Bench(app, window, edits)
    try:
        bench.wait_for_engine()
        afterwards.load()  # as the program does once its window stands
        hand = _Hand(window)
        phases = hand.phases()
        found: dict[str, dict[str, float]] = {}
        for name, gesture in phases.items():
            advance(len(found), len(phases) + 2)
            found[name] = bench.phase(gesture, seconds)
            hand.let_go()
        advance(len(found), len(phases) + 2)
        window.session.play()  # looking back has held the run
        found[_("{count} states").format(count=STATES)] = bench.states_phase(seconds)
        advance(len(found), len(phases) + 2)
        window.document.push(many_traces(window.document.circuit, default_catalog(), STRIPS))
        bench.wait_for_engine()
        found[_("{count} strips").format(count=STRIPS)] = bench.phase(lambda _t: None, seconds)
        advance(len(found), len(found))
        return found
    finally:
        window.session.stop()
        window.document.undo_stack.setClean()
        window.close()


class EditTimes:
    """Stands in for the engine's runner and notes how long each edit takes to reach the run."""

    def __init__(self) -> None:
        self._posted: list[float] = []
        self._log = _Stamped()
        self._forgotten = 0

    @property
    def taken_ms(self) -> list[float]:
        """Time from posting to taking effect of every edit since :meth:`forget`."""
        both = list(zip(self._posted, self._log.stamps, strict=False))[self._forgotten :]
        return [1e3 * (taken - posted) for posted, taken in both]

    def forget(self) -> None:
        """Count only edits from now on."""
        self._forgotten = len(self._posted)

    def engine(self) -> MakeRunner:
        """Return the engine's runner, timed."""
        from circuitlab.engine.running import runner

        posted, log = self._posted, self._log

        class TimedRunner(runner.Runner):
            def start(self) -> None:
                self._worker.log = log
                super().start()

            def post(self, message: Message) -> None:
                if isinstance(message, Edit):
                    posted.append(time.perf_counter())
                super().post(message)

        return TimedRunner


class _Stamped(list[Any]):
    """A log that notes, on the engine's own thread, when each edit has taken effect."""

    def __init__(self) -> None:
        super().__init__()
        self.stamps: list[float] = []

    def __iadd__(self, entries: Iterable[Any]) -> Self:  # type: ignore[misc]
        added = list(entries)
        self.stamps += [time.perf_counter()] * len(added)
        return super().__iadd__(added)


class _Watch(QObject):
    """Notes when the canvas is painted with a frame of the model that is new to it."""

    def __init__(self, view: QWidget, session: Session) -> None:
        super().__init__(view)
        self.painted: list[float] = []
        self._session = session
        self._shown: object = None
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._session.live is not self._shown:
            self._shown = self._session.live
            self.painted.append(time.perf_counter())
        return False


class _Bench:
    """Runs the event loop for a while and counts frames."""

    def __init__(self, app: QApplication, window: MainWindow, edits: EditTimes) -> None:
        self._app = app
        self._window = window
        self._edits = edits
        self._watch = _Watch(window.canvas, window.session)

    def wait_for_engine(self) -> None:
        """Let events pass until the circuit runs in its compiled form."""
        session = self._window.session
        begun = time.perf_counter()
        while not (session.engine.runs and session.engine.status is Status.READY):
            self._app.processEvents()
            time.sleep(0.001)
            if time.perf_counter() - begun > COMPILING_S:
                what = _("the engine did not start within {limit} s").format(limit=COMPILING_S)
                raise CannotDo(Problem("", what))
        self._spin(lambda _t: None, SETTLING_S)

    def states_phase(self, seconds: float) -> dict[str, float]:
        """Return the timing of so many states side by side, which nobody touches."""
        window, comparison = self._window, self._window.comparison
        comparison.begin()
        while len(comparison.states) < STATES:
            window.compare_desk.add_copy()
        begun = time.perf_counter()
        while not all(each.engine.status is Status.READY for each in comparison.runs.values()):
            self._spin(lambda _t: None, 0.05)
            if time.perf_counter() - begun > COMPILING_S:
                break
        self._spin(lambda _t: None, SETTLING_S)
        found = self.phase(lambda _t: None, seconds)
        comparison.end()
        return found

    def phase(self, gesture: Gesture, seconds: float) -> dict[str, float]:
        """Return the timing of the frames painted while `gesture` goes on."""
        self._watch.painted.clear()
        self._edits.forget()
        begun, worked = time.perf_counter(), time.thread_time()
        begun_ms = self._window.session.now_ms
        self._spin(gesture, seconds)
        ended, worked = time.perf_counter(), time.thread_time() - worked
        gaps = 1e3 * np.diff([begun, *self._watch.painted, ended])
        return {
            "fps": len(self._watch.painted) / (ended - begun),
            "p95_ms": float(np.percentile(gaps, 95)),
            "worst_ms": float(gaps.max()),
            "model_s_per_s": 1e-3 * (self._window.session.now_ms - begun_ms) / (ended - begun),
            "cpu_ms": 1e3 * worked / max(1, len(self._watch.painted)),
            "edit_ms": float(np.percentile(self._edits.taken_ms or [math.nan], 95)),
        }

    def _spin(self, gesture: Gesture, seconds: float) -> None:
        begun = time.perf_counter()
        timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=GESTURE_MS)
        timer.timeout.connect(lambda: gesture(time.perf_counter() - begun))
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        timer.start()
        loop.exec()
        timer.stop()


class _Hand:
    """A pointer on the canvas, moved as a person would."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._view = window.canvas
        self._on: QWidget = window.canvas
        self._held = Qt.MouseButton.NoButton
        self._at = QPointF()
        self._edited_at = -math.inf
        self._neuron = neurons(window.document.circuit)[0]

    def phases(self) -> dict[str, Gesture]:
        """Return what it does in each phase of use."""
        return {
            "still": lambda _t: None,
            "panning": self.pan,
            "zooming": self.zoom,
            "dragging": self.drag,
            "editing": self.edit,
            "scrubbing": self.scrub,
        }

    def pan(self, t: float) -> None:
        """Drag the canvas round in circles with the middle button."""
        self._move(self._view, Qt.MouseButton.MiddleButton, self._centre() + _circle(t, 160.0))

    def zoom(self, t: float) -> None:
        """Turn the wheel in through every level and out again."""
        turn = QPoint(0, 30 if math.sin(t) > 0 else -30)
        centre = self._centre()
        spun = QWheelEvent(
            centre,
            QPointF(self._view.mapToGlobal(centre)),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._view, spun)

    def drag(self, t: float) -> None:
        """Drag one neuron in circles."""
        x, y = self._window.document.circuit.position(self._neuron)
        soma = QPointF(self._view.mapFromScene(QPointF(x, y)))
        self._move(self._view, Qt.MouseButton.LeftButton, soma + _circle(t, 60.0))

    def edit(self, t: float) -> None:
        """Set a current to and fro, four times a second."""
        if t < self._edited_at + EDIT_EVERY_S and t >= self._edited_at:
            return
        self._edited_at = t
        document = self._window.document
        now = float(str(document.circuit.value(self._neuron, "i_e")))
        document.push(document.circuit.with_param(self._neuron, "i_e", 1.0 - now))

    def scrub(self, t: float) -> None:
        """Draw the knob of the past to and fro, over all that is kept."""
        bar, session = self._window.traces.header.past_bar, self._window.session
        ago_ms = session.kept_ms * (1.0 - abs(1.0 - t % 2.0))
        self._move(bar, Qt.MouseButton.LeftButton, QPointF(bar.place(ago_ms), bar.height() / 2))

    def let_go(self) -> None:
        """Release whatever is held, and show the whole circuit."""
        if self._held is not Qt.MouseButton.NoButton:
            self._send(QEvent.Type.MouseButtonRelease, self._at, Qt.MouseButton.NoButton)
        self._held = Qt.MouseButton.NoButton
        self._edited_at = -math.inf
        self._window.canvas.fit()

    def _move(self, on: QWidget, button: Qt.MouseButton, to: QPointF) -> None:
        """Move the pointer with a button held, pressed where it was not."""
        if self._held is Qt.MouseButton.NoButton:
            self._held, self._on = button, on
            self._send(QEvent.Type.MouseMove, to, Qt.MouseButton.NoButton)
            self._send(QEvent.Type.MouseButtonPress, to, button)
        self._send(QEvent.Type.MouseMove, to, button)

    def _send(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        self._at = at
        changed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else self._held
        event = QMouseEvent(
            kind,
            at,
            QPointF(self._on.mapToGlobal(at)),
            changed,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._on, event)

    def _centre(self) -> QPointF:
        return QPointF(self._view.rect().center())


def _window_on(circuit: Circuit, edits: EditTimes) -> MainWindow:
    document = Document(default_catalog(), circuit)
    session = Session(document, edits.engine)
    window = build(document, session)
    window.resize(*SIZE)
    window.show()
    session.start()
    session.play()
    return window


def _circle(t: float, radius: float) -> QPointF:
    return QPointF(radius * math.sin(2.0 * t), radius * (1.0 - math.cos(2.0 * t)))
