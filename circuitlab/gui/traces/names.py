"""The names beside the strips: grip, colour, name, what is shown and its value now."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.live_words import live_text
from circuitlab.gui.faults import paints
from circuitlab.gui.traces.strip import Strip, strip_at
from circuitlab.gui.traces.tiles import pen
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.playback.recorded_course import RecordedCourse
from circuitlab.render.pens import write
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import (
        QColor,
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QWheelEvent,
    )

    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_rows import TraceRow

NAMES_WIDTH = 172
GRIP, FOLD = 20.0, 22.0
"""Width of the grip at the left end, and of the sign that folds at the right end."""
TEXT = 34.0
FOUR_LINES, THREE_LINES, TWO_LINES = 68.0, 56.0, 34.0
STEP, NOTCH = 120.0, 40.0
"""What the wheel turns by in a notch, and by how many pixels the strips move then."""


class Names(QWidget):
    """The names of the strips in view; strips are moved by their grips, folded, and chosen here.

    Attributes
    ----------
    chosen : Signal(str)
        A name was clicked: select this element.
    fold_wanted : Signal(object)
        Fold or unfold the strip with this key.
    move_wanted : Signal(object, int)
        Move a strip to this place among all strips.
    remove_wanted : Signal(object)
        Take a strip away.
    menu_wanted : Signal(QPoint, object)
        What can be done with a strip, at this place of the screen.
    scrolled : Signal(float)
        Move the strips up by so many pixels.
    """

    chosen = Signal(str)
    fold_wanted = Signal(object)
    move_wanted = Signal(object, int)
    remove_wanted = Signal(object)
    menu_wanted = Signal(QPoint, object)
    scrolled = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.strips: tuple[Strip, ...] = ()
        self.values: Mapping[Key, float] = {}
        self.scale_words: Mapping[Key, str] = {}
        self._above = self._room = 0.0
        self._current: Key | None = None
        self._times, self._is_bare = 1.0, False
        self._held: Strip | None = None
        self._held_at, self._drop = QPointF(), -1
        self.setFixedWidth(NAMES_WIDTH)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_strips(self, strips: Sequence[Strip], above: float, room: float) -> None:
        """Show the names of strips that have so much room, `above` pixels below the upper edge."""
        self.strips, self._above, self._room = tuple(strips), above, room
        self.setAccessibleName(_("Traces: {names}").format(names=", ".join(map(_full, strips))))
        self.update()

    def show_values(self, values: Mapping[Key, float]) -> None:
        """Show these values as those of now."""
        self.values = values
        self.update()

    def show_bare(self, times: float | None) -> None:
        """Show everything so many times as large, without what moves strips; None: as ever."""
        self._times, self._is_bare = times or 1.0, times is not None
        self.setFixedWidth(round(NAMES_WIDTH * self._times))

    def words(self, row: TraceRow) -> str:
        """Return what is said of a row below its name: the quantity, and its value now."""
        value = self.values.get(row.key)
        if value is None or not math.isfinite(value) or row.is_raster:
            return said(row)
        if row.size > 1:
            quantity = f"{row.quantity} {live_text(value, row.unit)}".strip()
            return f"{quantity} · {cell_words(row)}"
        return f"{said(row)} {live_text(value, row.unit)}".strip()

    # ---- painting

    def _paint(self, painter: QPainter, strip: Strip) -> None:
        box = QRectF(0.0, strip.top, NAMES_WIDTH, strip.height)
        muted = self.theme.ink_of("muted")
        if strip.key == self._current and self.hasFocus():
            painter.fillRect(box, self.theme.colour("accent", 0.10))
        if not self._is_bare:
            _paint_grip(painter, QPointF(9.0, strip.top + min(14.0, strip.height / 2)), muted)
            _paint_sign(painter, QPointF(box.right() - 11.0, strip.top + 11.0), strip, muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.line_of(strip.row.colour))
        painter.drawEllipse(QPointF(24.0, strip.top + min(14.0, strip.height / 2)), 4.5, 4.5)
        self._write(painter, strip, box.width() - TEXT - FOLD)
        painter.setPen(self.theme.colour("line"))
        floor = strip.bottom - 0.5
        painter.drawLine(QPointF(0.0, floor), QPointF(box.right(), floor))

    def _write(self, painter: QPainter, strip: Strip, room: float) -> None:
        row, top = strip.row, strip.top
        ink, muted = self.theme.colour("ink"), self.theme.ink_of("muted")
        if strip.height < TWO_LINES:
            line = QRectF(TEXT, top, room, min(strip.height, 28.0))
            text = f"{row.title} · {said(row)}" if strip.is_folded and said(row) else row.title
            write(painter, elided(text, font(11, 500), room), line, font(11, 500), ink)
            return
        name = elided(row.title, font(12, 600), room)
        high = 5.0 if strip.height >= THREE_LINES else 0.5 * strip.height - 17.5
        write(painter, name, QRectF(TEXT, top + high, room, 18.0), font(12, 600), ink)
        below = elided(self.words(row), font(11), room + FOLD - 4.0)
        write(painter, below, QRectF(TEXT, top + high + 17.0, room, 15.0), font(11), muted)
        words = self.scale_words.get(strip.key, "")
        recorded = [each for each in strip.courses if isinstance(each, RecordedCourse)]
        if recorded and strip.height < FOUR_LINES:
            words = ""  # there is room for one of the two
        if words and strip.height >= THREE_LINES:
            words = elided(words, font(10), room + FOLD - 4.0)
            accent = self.theme.ink_of("accent")
            write(painter, words, QRectF(TEXT, top + 37.0, room, 14.0), font(10), accent)
        lines = QRectF(TEXT, top + (52.0 if words else 37.0), room + FOLD - 4.0, 14.0)
        self._write_recordings(painter, recorded, lines, strip.bottom - 2.0)

    def _write_recordings(
        self, painter: QPainter, recorded: list[RecordedCourse], line: QRectF, end: float
    ) -> None:
        """Name recordings, each after a piece of its line, if there is room."""
        muted = self.theme.ink_of("muted")
        for each in recorded:
            if line.bottom() > end:
                return
            made = pen(self.theme.line_of(each.colour), 1.0)
            made.setDashPattern([3.0, 2.0])
            painter.setPen(made)
            y = line.center().y()
            painter.drawLine(QPointF(TEXT - 16.0, y), QPointF(TEXT - 4.0, y))
            write(painter, elided(each.name, font(10), line.width()), line, font(10), muted)
            line.translate(0.0, line.height())

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("paper"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._times, self._times)
            painter.translate(0.0, self._above)
            painter.setClipRect(QRectF(0.0, 0.0, NAMES_WIDTH, self._room))
            for strip in self.strips:
                if strip.bottom > 0.0 and strip.top < self._room:
                    self._paint(painter, strip)
            if self._drop >= 0:
                ends = [strip.top for strip in self.strips] + [self.strips[-1].bottom]
                y = ends[self._drop]
                painter.fillRect(
                    QRectF(0.0, y - 1.5, NAMES_WIDTH, 3.0), self.theme.colour("accent")
                )

    # ---- the pointer

    def _under(self, at: QPointF) -> Strip | None:
        return strip_at(self.strips, at.y() - self._above)

    def _place_for(self, at: QPointF) -> int:
        """Before which strip one is dropped that is let go here."""
        y = at.y() - self._above
        return sum(1 for strip in self.strips if (strip.top + strip.bottom) / 2 < y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        strip = self._under(event.position())
        if strip is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._current = strip.key
        if event.position().x() > self.width() - FOLD:
            self.fold_wanted.emit(strip.key)
        else:
            self._held, self._held_at = strip, event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            self._point(at)
        elif self._held_at.x() <= GRIP and abs(at.y() - self._held_at.y()) > 3.0:
            self._drop = self._place_for(at)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        drop, self._drop = self._drop, -1
        if held is not None and drop >= 0:
            mine = self.strips.index(held) if held in self.strips else drop
            self.move_wanted.emit(held.key, drop - 1 if drop > mine else drop)
        elif held is not None and self._under(event.position()) == held and held.row.id:
            self.chosen.emit(held.row.id)
        self.update()

    def _point(self, at: QPointF) -> None:
        strip = self._under(at)
        shape = Qt.CursorShape.PointingHandCursor
        if strip is None:
            shape = Qt.CursorShape.ArrowCursor
        elif at.x() <= GRIP:
            shape = Qt.CursorShape.SizeVerCursor
        self.setCursor(shape)
        self.setToolTip(plain_tip(_full(strip)) if strip is not None else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        strip = self._under(QPointF(event.pos()))
        if event.reason() == event.Reason.Keyboard:
            self.menu_wanted.emit(self.mapToGlobal(QPoint(40, 40)), self._current)
        elif strip is not None:
            self.menu_wanted.emit(event.globalPos(), strip.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.scrolled.emit(-event.angleDelta().y() / STEP * NOTCH)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [strip.key for strip in self.strips]
        place = keys.index(self._current) if self._current in keys else -1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._held, self._drop = None, -1
        elif not keys or (place < 0 and not step):
            event.ignore()
        elif step and event.modifiers() & Qt.KeyboardModifier.AltModifier and place >= 0:
            self.move_wanted.emit(self._current, min(max(place + step, 0), len(keys) - 1))
        elif step:
            self._current = keys[min(max(place + step, 0), len(keys) - 1)]
        elif not self._do(event.key(), self.strips[place]):
            event.ignore()
        self.update()

    def _do(self, key: int, strip: Strip) -> bool:
        """Do what a key stands for; whether it stands for anything."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(strip.row.id)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if strip.is_folded == (key == Qt.Key.Key_Right):
                self.fold_wanted.emit(strip.key)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(strip.key)
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)


def said(row: TraceRow) -> str:
    """Return the quantity of a row in words, and of which cell it is."""
    if row.is_raster:
        return _("spikes ({count})").format(count=row.size) if row.size > 1 else _("spikes")
    quantity = _("potential") if row.is_potential else row.quantity
    if row.size > 1:
        return f"{quantity} · {cell_words(row)}" if quantity else cell_words(row)
    return quantity


def cell_words(row: TraceRow) -> str:
    """Return which cell of a population a row shows."""
    return _("cell 1 of {count}").format(count=row.size)


@lru_cache(maxsize=256)
def elided(text: str, letters: QFont, room: float) -> str:
    """Return a text, shortened at its end where it is wider than `room`."""
    return QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideRight, room)


def _full(strip: Strip) -> str:
    return f"{strip.row.title} · {said(strip.row)}" if said(strip.row) else strip.row.title


def _paint_grip(painter: QPainter, at: QPointF, ink: QColor) -> None:
    """Six dots by which a strip is taken."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x in (-2.0, 2.0):
        for y in (-4.0, 0.0, 4.0):
            painter.drawEllipse(at + QPointF(x, y), 1.0, 1.0)


def _paint_sign(painter: QPainter, at: QPointF, strip: Strip, ink: QColor) -> None:
    """A chevron: down where the strip lies open, to the right where it is folded."""
    shape = [QPointF(-3.5, -2.0), QPointF(0.0, 1.5), QPointF(3.5, -2.0)]
    if strip.is_folded:
        shape = [QPointF(-2.0, -3.5), QPointF(1.5, 0.0), QPointF(-2.0, 3.5)]
    painter.setPen(ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([at + corner for corner in shape]))
