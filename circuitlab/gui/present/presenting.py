"""A lecture: the window full screen for a room, and back again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from circuitlab.gui.present import displays
from circuitlab.gui.present.curtain import Curtain
from circuitlab.gui.present.framing import Framing
from circuitlab.gui.present.free_room import FreeRoom
from circuitlab.gui.present.holes import Holes
from circuitlab.gui.present.idle_pointer import IdlePointer
from circuitlab.gui.present.ink import Ink
from circuitlab.gui.present.keys import Keys, key_words
from circuitlab.gui.present.leading import Leading, first_words
from circuitlab.gui.present.notes_window import NotesWindow
from circuitlab.gui.present.notice import LONG_MS, SHORT_MS, Notice
from circuitlab.gui.present.place import WindowPlace
from circuitlab.gui.present.read_out import ReadOut
from circuitlab.gui.present.shield import Shield
from circuitlab.gui.present.stage import ForAudience
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.present.stage import Stage

SEATED = (920.0, 560.0)
"""The view that a room sees, in its pixels: what a window shows well on a desk, and no more."""
LARGEST = 4.0
SETTLED_MS = 1000
"""Time after which a desktop has given a window its size again."""
NOTCH = 1.15
"""By how much a notch of the wheel zooms."""


class Presenting(QObject):
    """Shows the window to a room, and leads a lecture by the keys of a remote.

    It edits nothing and keeps nothing: it lays sheets over what the window shows.

    Parameters
    ----------
    stage : Stage
        The window.
    sound : mapping
        What the keys of the sound do, by name.

    Attributes
    ----------
    is_on : bool
    changed : Signal()
        It has begun or ended.
    """

    changed = Signal()

    def __init__(
        self, stage: Stage, sound: dict[str, Callable[[], object]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self.is_on = False
        self._place: WindowPlace | None = None
        self._seen: QRectF | None = None
        self._focus: QWidget | None = None
        page = stage.page
        self.read_out = ReadOut(stage.canvas)
        self.notice = Notice(page, self._room_of_read_out)
        self._room = FreeRoom(stage.canvas, self.read_out, self)
        self.shield, self.ink = Shield(page), Ink(page)
        self.curtain = Curtain(stage.session, page)
        self.notes: NotesWindow | None = None
        self._times = 1.0
        self._framing = Framing(stage.canvas, self)
        self._pointer = IdlePointer(page, self)
        self._holes = Holes(stage, self.shield, self)
        self.leading = Leading(stage, self.tell)
        self.keys = Keys(self._deeds(sound), self._choose)
        self._connect()

    def _connect(self) -> None:
        shield, ink = self.shield, self.ink
        shield.pointed.connect(ink.point)
        shield.put_down.connect(ink.put_down)
        shield.drawn.connect(ink.draw)
        shield.lifted.connect(ink.lift)
        shield.turned.connect(self._zoom)
        self._stage.page.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for changed in (app.screenAdded, app.screenRemoved):
            changed.connect(self._settle_soon)

    def _settle_soon(self) -> None:
        QTimer.singleShot(0, self, self._settle_on_display)

    def _deeds(self, sound: dict[str, Callable[[], object]]) -> dict[str, Callable[[], object]]:
        session, leading = self._stage.session, self.leading
        seen: dict[str, Callable[[], object]] = {
            "next": leading.go_on,
            "back": leading.go_back,
            "start": leading.start,
            "play": leading.play,
            "spotlight": self.ink.turn_spotlight,
            "pen": self.shield.turn_pen,
            "erase": self.ink.erase,
            "fit": self._stage.canvas.fit,
            "slower": lambda: session.set_speed(0.5 * session.speed),
            "faster": lambda: session.set_speed(2.0 * session.speed),
            "help": self._tell_keys,
            **sound,
        }
        in_sight = {name: self._in_sight(deed) for name, deed in seen.items()}
        return {**in_sight, "blank": self.turn_curtain, "leave": self.leave}

    # ---- beginning and ending

    def enter(self) -> None:
        """Show the window to a room, on the display that was chosen."""
        if self.is_on:
            return
        stage = self._stage
        self._place = WindowPlace.of(stage.window())
        self._focus = stage.focusWidget()
        self.is_on = True
        self._seen = self._framing.in_view()
        self._framing.keep(None if stage.guide.is_on else self._seen)
        self.leading.begin()
        stage.panels.show_bare(True)
        stage.canvas.setFocus()
        self._settle_on_display()
        self.keys.listen(stage.window())
        self.shield.show()
        self.read_out.want(not stage.comparison.is_on)  # else every state's head tells it
        self._fit()
        self._room.begin()
        self._pointer.begin()
        self.tell(first_words(stage.guide))
        stage.mark_actions()
        self.changed.emit()

    def leave(self) -> None:
        """Show the window as it was before."""
        if not self.is_on:
            return
        stage = self._stage
        self.curtain.rise()
        self.is_on = False
        self._pointer.end()
        self.keys.forget(stage.window())
        self._close_notes()
        self.ink.clear()
        self.read_out.want(False)
        self._room.end()
        self.notice.clear_away()
        if self.shield.has_pen:
            self.shield.turn_pen()
        self.shield.hide()
        self._magnify(None)
        stage.panels.show_bare(False)
        if self._place is not None:
            self._place.put_back(stage.window())
        self._look_as_before()
        (self._focus or stage.canvas).setFocus()
        stage.mark_actions()
        self.changed.emit()

    def _look_as_before(self) -> None:
        """See what was seen before, once the window has the size that it had; a walk leads."""
        if self._stage.guide.is_on:
            self._stage.guide.look_again()
        elif self._seen is None:
            self._stage.canvas.fit()
        else:
            self._framing.keep(self._seen)
            self._framing.follow()
            QTimer.singleShot(SETTLED_MS, self._framing, lambda: self._framing.keep(None))

    def turn(self) -> None:
        """Begin, or end."""
        if self.is_on:
            self.leave()
        else:
            self.enter()

    # ---- what the room is told and shown

    def _room_of_read_out(self) -> QRect:
        """Return what of the page the read-out covers."""
        box = self.read_out
        if box.isHidden():
            return QRect()
        return QRect(box.mapTo(self._stage.page, QPoint(0, 0)), box.size())

    def tell(self, text: str, for_ms: int = SHORT_MS) -> None:
        """Say something at the top of the picture."""
        self.notice.say(text, self._stage.theme, self._times, for_ms)
        self._stack()

    def turn_curtain(self) -> None:
        """Make the picture black and hold the run, or show it again and let it go on."""
        if self.curtain.is_down:
            self.curtain.rise()
        else:
            self.curtain.fall()
        self._tell_notes()

    def _in_sight(self, deed: Callable[[], object]) -> Callable[[], object]:
        """Return a deed before which a black screen is lit: nothing happens behind it."""

        def do() -> None:
            if self.curtain.is_down:
                self.turn_curtain()
            else:
                deed()
                self._tell_notes()

        return do

    def _choose(self, number: int) -> None:
        self._in_sight(lambda: self.leading.choose(number))()

    def _tell_keys(self) -> None:
        self.tell("   ".join(f"{keys}: {what}" for keys, what in key_words()), LONG_MS)

    def _zoom(self, at: QPointF, notches: float) -> None:
        """Look nearer, or from farther off, at what the pointer is on."""
        canvas = self._stage.canvas
        place = canvas.mapFrom(self._stage.page, at.toPoint())
        if canvas.rect().contains(place):
            canvas.zoom_by(NOTCH**notches, canvas.in_view(QPointF(place)))

    # ---- displays

    def show_on(self, display: QScreen) -> None:
        """Present on this display, now and from now on."""
        displays.choose(display)
        self._settle_on_display()

    def _settle_on_display(self) -> None:
        """Fill the display that was chosen; where it has gone, one that is there."""
        if not self.is_on:
            return
        there = displays.displays()
        target = displays.chosen(there)
        window = self._stage.window()
        if window.screen() is not target or not window.isFullScreen():
            if window.isFullScreen():
                window.showNormal()
            window.setScreen(target)
            window.setGeometry(target.geometry())
            window.showFullScreen()
        self._settle_notes(target)
        window.activateWindow()

    def follow_notes(self) -> None:
        """Show the notes, or put them away, as is wanted now."""
        if self.is_on:
            self._settle_notes(self._stage.window().screen())

    def _settle_notes(self, shown_on: QScreen) -> None:
        free = displays.other_than(shown_on, displays.displays())
        if free is None or not displays.wants_notes():
            self._close_notes()
        elif self.notes is None:
            self.notes = NotesWindow(self._stage)
            self.notes.open_on(free)
            self.keys.listen(self.notes)
        elif self.notes.screen() is shown_on:
            self.notes.open_on(free)

    def _close_notes(self) -> None:
        notes, self.notes = self.notes, None
        if notes is not None:
            self.keys.forget(notes)
            notes.leave()

    def _tell_notes(self) -> None:
        if self.notes is not None:
            self.notes.state = _("Black screen") if self.curtain.is_down else ""
            self.notes.follow()

    # ---- how large

    def _fit(self) -> None:
        """Fill the window that has another size."""
        if not self.is_on:
            return
        page = self._stage.page
        for sheet in (self.shield, self.ink, self.curtain):
            sheet.setGeometry(page.rect())
        self._magnify(times_for(page.width(), page.height()))
        self.notice.lie(self._times)
        self._stack()

    def _magnify(self, times: float | None) -> None:
        self._times = times or 1.0
        for part in _parts(self._stage.desk):
            part.show_to_audience(times)
        if self._stage.guide.is_on:
            self._stage.guide.look_again()
        elif self._stage.canvas.is_fitted:
            self._stage.canvas.fit()
        self._framing.follow()
        self.read_out.follow()
        self._holes.follow()

    def _stack(self) -> None:
        """Lay the sheets one over the other."""
        for sheet in (self.notice, self.shield, self.ink, self.curtain):
            sheet.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_on and event.type() == QEvent.Type.Resize:
            self._fit()
        return False


def times_for(wide: int, high: int) -> float:
    """Return how many times as large a room needs everything on a picture of a size in pixels."""
    return round(min(LARGEST, max(1.0, min(wide / SEATED[0], high / SEATED[1]))), 2)


def _parts(desk: QWidget) -> list[ForAudience]:
    """Return what of the desk can be shown to a room, whatever stands on it."""
    from PySide6.QtWidgets import QWidget

    return [part for part in desk.findChildren(QWidget) if isinstance(part, ForAudience)]
