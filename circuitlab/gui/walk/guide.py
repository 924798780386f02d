"""Leads through a walk: lays what its steps set, moves what one looks through, holds and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from circuitlab.gui.shell.panels import BELOW, LEFT, RIGHT
from circuitlab.gui.walk.card import WalkCard
from circuitlab.gui.walk.flight import Flight, camera_for
from circuitlab.gui.walk.telling import told
from circuitlab.gui.walk.trace_sheet import TraceSheet
from circuitlab.model.element import DOCUMENT
from circuitlab.playback.waiting import Waiting
from circuitlab.playback.walk import Walk
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.shell.panels import Panels
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.model.delta import Delta
    from circuitlab.playback.prediction import Curve
    from circuitlab.playback.walk import Answer
    from circuitlab.render.theme import Theme

NARROW, ROOMY = 760, 1100
"""Widths of the canvas, in pixels, below which the sides make room for card and circuit: both of
them, or the left one alone, which has nothing that a walk speaks of."""
SCENARIO = (DOCUMENT, "scenario")


class Stage(Protocol):
    """What a walk shows itself on."""

    @property
    def document(self) -> Document:
        """Whose circuit has the walk."""

    @property
    def session(self) -> Session:
        """What runs."""

    @property
    def catalog(self) -> Catalog:
        """The kinds there are."""

    @property
    def theme(self) -> Theme:
        """The colours."""

    @property
    def canvas(self) -> Canvas:
        """Where the circuit is seen."""

    @property
    def traces(self) -> Traces:
        """Where its run is seen."""

    @property
    def panels(self) -> Panels:
        """Shows the traces when they are needed."""


class WalkGuide(QObject):
    """The walk through the document's circuit, while somebody is on it.

    Nothing of it is an edit: it lays overlays over what runs, and lifts them when it ends.

    Parameters
    ----------
    stage : Stage
    on : QWidget
        The canvas as a widget: the card lies on it, and its keys lead through the walk.

    Attributes
    ----------
    walk
        Where one is; None while nobody walks.
    card
        What is told and asked.
    changed : Signal()
        A walk has begun or ended, or is at another step.
    """

    changed = Signal()

    def __init__(self, stage: Stage, on: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._on = stage, on
        self.walk: Walk | None = None
        self.card = WalkCard(stage.theme, on)
        self._flight = Flight(stage.canvas, self)
        self._sheet = TraceSheet(stage.session, stage.traces, self)
        self._waiting = Waiting(None, 0.0)
        self._home: tuple[Camera, float] = (stage.canvas.camera, 1.0)
        self._own_speed = self._sets_speed = False
        self._nudge = ""
        self._connect()

    def _connect(self) -> None:
        session, card, canvas = self._stage.session, self.card, self._stage.canvas
        session.laid.followed.connect(self._edited)
        self._stage.document.replaced.connect(self._forget)
        session.polled.connect(self._take)
        session.laid.given_up.connect(self._give_up)
        session.speed_changed.connect(self._speed_changed)
        session.playing_changed.connect(self._playing_changed)
        card.on_wanted.connect(self.go_on)
        card.back_wanted.connect(self.go_back)
        card.end_wanted.connect(self.end)
        card.show_wanted.connect(self.show_me)
        card.clear_wanted.connect(self._clear)
        card.step_wanted.connect(self.go_to)
        card.chosen.connect(self._answer)
        card.entered.connect(canvas.forget_pointer)
        self._sheet.drawn.connect(self._drawn)
        self._sheet.measured.connect(self._tell)
        self._on.installEventFilter(self)

    # ---- what there is

    @property
    def has_walk(self) -> bool:
        """Whether the circuit on the desk has one."""
        return bool(self._stage.document.circuit.document["scenario"])

    @property
    def is_on(self) -> bool:
        """Whether somebody walks."""
        return self.walk is not None

    @property
    def held_at(self) -> int | None:
        """The number of the step, from 1, at which the run waits for an answer."""
        return self.walk.at + 1 if self.walk is not None and self.walk.is_held else None

    # ---- what one can do

    def begin(self) -> None:
        """Begin the walk at its first step, with a run from its start."""
        steps = self._stage.document.circuit.document["scenario"]
        if not steps:
            return
        if self.walk is not None:
            self.end()
        session = self._stage.session
        session.selection.select(())
        session.reset()
        self._home = self._stage.canvas.camera, session.speed
        self._own_speed = False
        self._make_room()
        self._enter(Walk(steps))
        self.card.show()
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """Fold the sides away where card and circuit have no room beside each other."""
        width = self._on.width()
        if width < ROOMY:
            self._stage.panels.make_room((LEFT, RIGHT) if width < NARROW else (LEFT,))

    def go_on(self) -> None:
        """Go on: to what was asked, or where nothing is open, to the next step or the end.

        A question that was not answered is passed at the second time.
        """
        if self.walk is None:
            return
        if self.walk.is_held:
            if self.walk.is_answered or self._nudge:
                self.show_me()
            else:
                self._say(_("Answer first – or go on once more to see it without."))
        elif self.walk.is_last:
            self.end()
        else:
            self._enter(self.walk.next())

    def go_back(self) -> None:
        """Go a step back: what the present one set is lifted."""
        if self.walk is not None and not self.walk.is_first:
            self._enter(self.walk.back())

    def go_to(self, number: int) -> None:
        """Go to a step, from 0."""
        if self.walk is not None:
            self._enter(self.walk.to(number))

    def show_me(self) -> None:
        """Let the run show what was asked."""
        if self.walk is not None and self.walk.is_held:
            self._enter(self.walk.showing(), is_new=False)

    def end(self) -> None:
        """End the walk: everything that it laid, lit, folded or moved is as it was."""
        if self.walk is None:
            return
        session = self._stage.session
        (camera, speed), is_there = self._home, self._flight.is_there
        self._leave()
        session.laid.lay(())
        if not self._own_speed:
            session.set_speed(speed)
        if is_there:
            self._flight.to(camera)
        self._on.setFocus()
        self.changed.emit()

    def _leave(self) -> None:
        """Take everything away that belongs to the window alone."""
        self.walk = None
        self._flight.stop()
        self._sheet.end()
        self._stage.session.pathways.watch(())
        self.card.hide()
        self._stage.panels.make_room()

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self.card.set_theme(theme)

    # ---- a step

    def _enter(self, walk: Walk, *, is_new: bool = True) -> None:
        """Be at a step, or let it go once it was answered."""
        session = self._stage.session
        self.walk, self._nudge = walk, ""
        session.look_at_now()
        session.laid.lay(walk.overlays())
        self._take_speed(self._home[1] if walk.speed is None else walk.speed)
        session.pathways.watch(walk.step.watch)
        self._waiting = Waiting(walk.step.wait, session.now_ms)
        self._sheet.show(walk, is_new=is_new)
        if walk.step.question is not None and walk.step.question.draw is not None:
            self._stage.panels.show_panel(BELOW)
        self._tell()
        if is_new:
            self._fly(walk)
        if walk.is_held:
            session.pause()
        else:
            session.play()
        self.changed.emit()

    def _fly(self, walk: Walk) -> None:
        if walk.camera is not None:
            canvas = self._stage.canvas
            self._flight.to(camera_for(canvas, walk.camera, self.card.covers()))

    def _fly_again(self) -> None:
        """See what the step shows in a view of another size."""
        if self.walk is not None:
            self._fly(self.walk)

    def _take_speed(self, speed: float) -> None:
        if not self._own_speed and speed != self._stage.session.speed:
            self._sets_speed = True
            self._stage.session.set_speed(speed)
            self._sets_speed = False

    def _tell(self) -> None:
        if self.walk is not None:
            circuit, catalog = self._stage.document.circuit, self._stage.catalog
            gap = self._sheet.gap_words
            self.card.tell(told(self.walk, self._waiting, circuit, catalog, gap, self._nudge))

    def _say(self, nudge: str) -> None:
        self._nudge = nudge
        self._tell()

    # ---- answers

    def _answer(self, answer: Answer) -> None:
        if self.walk is not None and self.walk.is_held:
            self.walk, self._nudge = self.walk.answering(answer), ""
            self._tell()

    def _drawn(self, curve: Curve) -> None:
        self._answer(curve)

    def _clear(self) -> None:
        if self.walk is not None and self.walk.is_held:
            self.walk = self.walk.clearing()
            self._sheet.clear()
            self._tell()

    # ---- following

    def _take(self, frame: RunnerFrame) -> None:
        if self.walk is None or self.walk.is_held:
            return
        was_over = self._waiting.is_over
        self._waiting.take(frame)
        self._sheet.follow(frame.time_ms)
        if self._waiting.is_over != was_over:
            self._tell()

    def _give_up(self, addresses: frozenset[tuple[str, str]]) -> None:
        """Somebody has set values by hand: they are theirs."""
        if self.walk is not None:
            self.walk = self.walk.leaving(addresses)

    def _speed_changed(self, _speed: float) -> None:
        if self.walk is not None and not self._sets_speed:
            self._own_speed = True

    def _playing_changed(self, playing: bool) -> None:
        if playing and self.held_at is not None:
            QTimer.singleShot(0, self, self._hold)

    def _hold(self) -> None:
        """Hold the run again that somebody let go before answering."""
        if self.held_at is not None:
            self._stage.session.pause()
            self._say(_("Answer first, then the run goes on."))

    def _edited(self, delta: Delta) -> None:
        if self.walk is None:
            if SCENARIO in delta.changes:
                self.changed.emit()
            return
        steps = self._stage.document.circuit.document["scenario"]
        if not steps:
            self.end()
        elif steps != self.walk.steps:
            self._enter(self.walk.over(steps), is_new=False)
        else:
            self._tell()

    def _forget(self) -> None:
        """Another circuit is on the desk."""
        if self.walk is not None:
            self._leave()
        self.changed.emit()

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While nothing is selected, the arrow keys of the canvas lead through the walk.

        In a view of another size the circuit is looked at anew, unless somebody looks elsewhere.
        """
        canvas = self._stage.canvas
        if self.walk is not None and event.type() == QEvent.Type.Resize and self._flight.leads:
            QTimer.singleShot(0, self, self._fly_again)
            return False
        if self.walk is None or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent) or canvas.selection:
            return False
        if event.key() == Qt.Key.Key_Escape and canvas.cancel_gesture():
            return True
        ways = {
            Qt.Key.Key_Right: self.go_on,
            Qt.Key.Key_Left: self.go_back,
            Qt.Key.Key_Escape: self.end,
        }
        way = ways.get(Qt.Key(event.key())) if not event.modifiers() else None
        if way is not None:
            way()
        return way is not None
