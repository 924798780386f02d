"""Leads through a walk: lays what its steps set, moves what one looks through, holds and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from circuitlab.gui.shell.panels import BELOW
from circuitlab.gui.walk import half_done
from circuitlab.gui.walk.canvas_keys import CanvasKeys
from circuitlab.gui.walk.card import WalkCard
from circuitlab.gui.walk.flight import Flight, camera_for
from circuitlab.gui.walk.room import in_the_way
from circuitlab.gui.walk.step_moments import StepMoments
from circuitlab.gui.walk.telling import told
from circuitlab.gui.walk.trace_sheet import TraceSheet
from circuitlab.gui.walk.walk_speed import WalkSpeed
from circuitlab.model.element import DOCUMENT
from circuitlab.playback.step_stimuli import with_stimuli
from circuitlab.playback.waiting import Waiting
from circuitlab.playback.walk import Walk, number_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.delta import Delta
    from circuitlab.model.scenario import Address
    from circuitlab.playback.walk import Answer
    from circuitlab.render.theme import Theme

SCENARIO = (DOCUMENT, "scenario")


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
    locked
        Why nobody may go on or back now; empty where they may.
    changed : Signal()
        A walk has begun or ended, or is at another step.
    """

    changed = Signal()

    def __init__(self, stage: Stage, on: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._on = stage, on
        self.walk: Walk | None = None
        self.card = WalkCard(stage.theme, on)
        self.flight = Flight(stage.canvas, self)
        self.sheet = TraceSheet(stage.session, stage.traces, self)
        self._moments = StepMoments(stage.session, self)
        self._waiting = Waiting(None, 0.0)
        self._speed = WalkSpeed(stage.session, self)
        self._home: Camera = stage.canvas.camera
        self._is_trial = False
        self._nudge = ""
        self.locked = ""
        self._along: tuple[str, frozenset[Address]] = "", frozenset()
        self._connect()

    def _connect(self) -> None:
        session, card, canvas = self._stage.session, self.card, self._stage.canvas
        session.laid.followed.connect(self._edited)
        self._stage.document.replaced.connect(self._forget)
        session.polled.connect(self._take)
        session.laid.given_up.connect(self._give_up)
        session.playing_changed.connect(lambda _on: QTimer.singleShot(0, self, self._hold))
        card.on_wanted.connect(self.go_on)
        card.back_wanted.connect(self.go_back)
        card.end_wanted.connect(self.end)
        card.show_wanted.connect(self.show_me)
        card.clear_wanted.connect(self._clear)
        card.step_wanted.connect(self.go_to)
        card.chosen.connect(self.answer)
        card.entered.connect(canvas.forget_pointer)
        self.sheet.drawn.connect(self.answer)
        self.sheet.measured.connect(self._tell)
        CanvasKeys(self, self._stage.canvas, self._on)

    # ---- what there is

    @property
    def has_walk(self) -> bool:
        """Whether the circuit on the desk has one."""
        return self.count > 0

    @property
    def count(self) -> int:
        """How many steps there are."""
        return len(self._stage.document.circuit.document["scenario"])

    @property
    def is_on(self) -> bool:
        """Whether somebody walks."""
        return self.walk is not None

    @property
    def left_at(self) -> int | None:
        """The number of the step, from 0, at which it was left the last time; None for none."""
        return half_done.left_at(self._stage.document)

    @property
    def held_at(self) -> int | None:
        """The number of the step, from 1, at which the run waits for an answer."""
        return self.walk.at + 1 if self.walk is not None and self.walk.is_held else None

    # ---- what one can do

    def begin(self, at: int = 0) -> None:
        """Begin the walk at a step, from 0, with a run from its start."""
        self._begin(at, trial=False, anew=True)

    def try_at(self, at: int, *, anew: bool = True) -> None:
        """Begin the walk at a step, from 0, for whoever makes it.

        Parameters
        ----------
        anew
            Whether the run begins anew, or goes on as it is; then no question holds it.
        """
        self._begin(at, trial=True, anew=anew)

    def _begin(self, at: int, *, trial: bool, anew: bool) -> None:
        if not self._arrive(trial=trial):
            return
        if anew:
            self._stage.session.reset()
        walk = Walk(self._stage.document.circuit.document["scenario"]).to(at)
        self._enter(walk if anew else walk.showing())
        self.card.show()
        if not trial:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrive(self, *, trial: bool) -> bool:
        """Note how all was before a walk; whether there is one."""
        if not self.has_walk or self._is_locked():
            return False
        if self.walk is not None:
            self.end()
        self._home, self._is_trial = self._stage.canvas.camera, trial
        self._along = "", frozenset()
        self._speed.begin()
        if not trial:
            self._stage.session.selection.select(())
        self._stage.panels.make_room(in_the_way(self._on.width(), trial=trial))
        self._moments.begin()
        return True

    def _is_locked(self) -> bool:
        if self.locked:
            self._say(self.locked)
        return bool(self.locked)

    def go_on(self) -> None:
        """Go on: to what was asked, or where nothing is open, to the next step or the end.

        A question that was not answered is passed at the second time.
        """
        if self.walk is None or self._is_locked():
            return
        if self.walk.is_held:
            if self.walk.is_answered or self._nudge:
                self.show_me()
            else:
                self._say(_("Answer first – or go on once more to see it without."))
        elif self.walk.is_last:
            self.end()
            self._keep_place(None)
        else:
            self._enter(self.walk.next())

    def go_back(self) -> None:
        """Go a step back: what the present one set is lifted, and the run is as it was there."""
        if self.walk is not None and not self.walk.is_first:
            self.go_to(self.walk.at - 1)

    def go_to(self, number: int) -> None:
        """Go to a step, from 0; to one before the present, with the run as it was there."""
        if self.walk is None or self._is_locked():
            return
        there = self.walk.to(number)
        self._stage.session.look_at_now()
        if there.at >= self.walk.at:
            self._enter(there)
        elif self._moments.go_back_to(there.step.id, lambda at_ms: self._lay(there, at_ms)):
            self._show()
        else:
            self._enter(there)
            self._say(_("The run goes on as it is: this step has not been shown in it before."))

    def show_me(self) -> None:
        """Let the run show what was asked."""
        if self.walk is not None and self.walk.is_held:
            self._enter(self.walk.showing(), is_new=False)

    def end(self) -> None:
        """End the walk: everything that it laid, lit, folded or moved is as it was."""
        if self.walk is None or self._is_locked():
            return
        session = self._stage.session
        is_there = self.flight.is_there
        self._leave()
        session.laid.lay(())
        self._speed.end()
        if is_there:
            self.flight.to(self._home)
        self._on.setFocus()
        self.changed.emit()

    def _leave(self) -> None:
        """Take everything away that belongs to the window alone."""
        self.walk = None
        self.flight.stop()
        self.sheet.end()
        self._moments.forget()
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
        session.look_at_now()
        if is_new:
            self._moments.keep(walk.step.id)
        self._lay(walk, session.now_ms)
        self._show(is_new=is_new)

    def _lay(self, walk: Walk, now_ms: float, *, anew: bool = True) -> None:
        """Lay what a step sets over the run, which is, or will be, at a model time."""
        session = self._stage.session
        if anew:
            walk = with_stimuli(walk, self._stage.document.circuit, self._stage.catalog, now_ms)
        self.walk, self._nudge = walk, ""
        session.laid.lay(walk.overlays())
        self._speed.take(walk.speed)
        session.pathways.watch(walk.step.watch)

    def _show(self, *, is_new: bool = True) -> None:
        """Show, say and ask what the present step does."""
        walk = self.walk
        if walk is None:
            return
        self._waiting = Waiting(walk.step.wait, self._stage.session.now_ms)
        self.sheet.show(walk, is_new=is_new)
        if walk.step.question is not None and walk.step.question.draw is not None:
            self._stage.panels.show_panel(BELOW)
        self._tell()
        if is_new:
            self.look_again()
        self._play_or_hold()
        self._keep_place(walk)
        self.changed.emit()

    def _play_or_hold(self) -> None:
        if self.held_at is not None:
            self._stage.session.pause()
        else:
            self._stage.session.play()

    def _keep_place(self, walk: Walk | None) -> None:
        """Remember where a walk is, unless it is only tried, for the next time it is begun."""
        if not self._is_trial:
            half_done.keep(self._stage.document, walk)

    def look_again(self) -> None:
        camera = self.walk.camera if self.walk is not None else None
        if camera is not None:
            self.flight.to(camera_for(self._stage.canvas, camera, self.card.covers()))

    def fit_again(self) -> None:
        """See what the step shows in a view of another size, unless somebody looks elsewhere."""
        if self.walk is not None and self.flight.leads:
            QTimer.singleShot(0, self, self.look_again)

    def _tell(self) -> None:
        if self.walk is not None:
            circuit, catalog = self._stage.document.circuit, self._stage.catalog
            gap = self.sheet.gap_words
            self.card.tell(told(self.walk, self._waiting, circuit, catalog, gap, self._nudge))

    def _say(self, nudge: str) -> None:
        self._nudge = nudge
        self._tell()

    # ---- answers

    def answer(self, answer: Answer) -> None:
        if self.walk is not None and self.walk.is_held:
            self.walk, self._nudge = self.walk.answering(answer), ""
            self._tell()

    def _clear(self) -> None:
        if self.walk is not None and self.walk.is_held:
            self.walk = self.walk.clearing()
            self.sheet.clear()
            self._tell()

    # ---- following

    def _take(self, frame: RunnerFrame) -> None:
        if self.walk is None or self.walk.is_held:
            return
        was_over = self._waiting.is_over
        self._waiting.take(frame)
        self.sheet.follow(frame.time_ms)
        if self._waiting.is_over != was_over:
            self._tell()

    def take_back(self, addresses: Iterable[Address]) -> None:
        """Let steps set values again that somebody had set by hand."""
        if self.walk is not None:
            self._speed.take_back()
            self.walk = self.walk.taking_back(addresses)
            self._stage.session.laid.lay(self.walk.overlays())

    def go_along(self, id: str, addresses: Iterable[Address]) -> None:
        """Go to a step as soon as an edit has brought it, and let it set what was set by hand."""
        self._along = id, frozenset(addresses)

    def _give_up(self, addresses: frozenset[Address]) -> None:
        """Somebody has set values by hand: they are theirs."""
        if self.walk is not None:
            self.walk = self.walk.leaving(addresses)

    def _hold(self) -> None:
        """Hold the run again that somebody let go before answering."""
        if self.held_at is not None and self._stage.session.playing:
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
        elif (number := number_of(steps, self._along[0])) is not None:
            there = self.walk.taking_back(self._along[1]).over(steps).to(number)
            self._along = "", frozenset()
            self._speed.take_back()
            self._enter(there.showing())
        elif steps != self.walk.steps:
            self._take_over(self.walk, self.walk.over(steps))
        else:
            self._tell()

    def _take_over(self, before: Walk, walk: Walk) -> None:
        """Be on a walk whose steps were edited: only what is new of the present one is shown."""
        if walk.step.id != before.step.id:
            self._enter(walk)
            return
        now_ms = self._stage.session.now_ms
        self._lay(walk, now_ms, anew=walk.step.starts != before.step.starts)
        if walk.step.wait != before.step.wait:
            self._waiting = Waiting(walk.step.wait, now_ms)
        if (walk.step.question, walk.traces) != (before.step.question, before.traces):
            self.sheet.show(walk, is_new=False)
        self._tell()
        if walk.camera != before.camera:
            self.look_again()
        if walk.is_held != before.is_held:
            self._play_or_hold()
        self.changed.emit()

    def _forget(self) -> None:
        """Another circuit is on the desk."""
        if self.walk is not None:
            self._leave()
        self.changed.emit()
