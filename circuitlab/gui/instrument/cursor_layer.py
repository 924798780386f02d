"""The cursors as they are seen: lines through all strips, a tag with the value on each strip."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from circuitlab.gui.faults import paints
from circuitlab.gui.instrument.cursors import NAMES, Cursors, Mark, Name
from circuitlab.gui.instrument.kept import snap, tag_words, value_of
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.traces.gestures import Press
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key, Strip

REACH = 8.0
"""Pixels within which a cursor is taken hold of, and snaps."""
HANDLE = 8.5
"""Radius of the disc with a cursor's letter, in pixels."""
TAG_HEIGHT, TAG_GAP = 17.0, 6.0
LETTERS = 11.0


@dataclass(frozen=True, slots=True)
class CursorTag:
    """A value at a cursor: on which strip, its height in the plot (None for a count), the words."""

    key: tuple[str, str]
    y: float | None
    words: str


class CursorLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints the cursors, and the line of the trigger, in front of the strips.

    Attributes
    ----------
    trigger_ms
        Where the trigger came; None where there is none to be shown.
    level
        The strip whose level is a trigger, the level, and how it is called; None without one.
    chosen
        The strip that the difference is of.
    """

    def __init__(self, plot: TracePlot, cursors: Cursors) -> None:
        super().__init__()
        self._plot, self._cursors = plot, cursors
        self._tags: dict[Name, list[CursorTag]] = {}
        self._known: dict[tuple[Name, Key], tuple[object, CursorTag | None]] = {}
        self.trigger_ms: float | None = None
        self.level: tuple[Key, float, str] | None = None
        self.chosen: Key | None = None

    def retag(self) -> None:
        """Take the values at the cursors anew."""
        self._tags = {}
        if self._cursors.are_on:
            start, stop = self._cursors.span
            for name in NAMES:
                at = self._cursors.mark(name).time_ms
                self._tags[name] = [
                    tag
                    for strip in self._plot.in_view
                    if not strip.is_folded
                    and (tag := self._tag_at(name, strip, at, (start, stop))) is not None
                ]
        self.update()

    def _tag_at(
        self, name: Name, strip: Strip, at: float, span: tuple[float, float]
    ) -> CursorTag | None:
        """Return what is written at a cursor in a strip: it stays where all up to it has come."""
        course = strip.course
        of = (strip, at, span, course.look)
        known_of, tag = self._known.get((name, strip.key), (None, None))
        if of != known_of or course.until_ms <= max(span):
            tag = _tag(strip, at, *span)
            self._known[name, strip.key] = (of, tag)
        return tag

    def tags(self, name: Name) -> list[CursorTag]:
        """Return what is written at a cursor."""
        return self._tags.get(name, [])

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        if not self._cursors.are_on and self.trigger_ms is None and self.level is None:
            return
        view = self.getViewBox()
        box = view.mapRectToScene(view.rect())
        painter.save()
        self._plot.upright(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box)
        if self.level is not None:
            self._paint_level(painter, box, *self.level)
        if self.trigger_ms is not None:
            self._paint_trigger(painter, box)
        if self._cursors.are_on:
            self._paint_cursors(painter, box)
        painter.restore()

    def _x(self, time_ms: float, box: QRectF) -> float:
        return float(box.right() + self._plot.x_of(time_ms) * box.width() / self._plot.window_ms)

    def _paint_trigger(self, painter: QPainter, box: QRectF) -> None:
        assert self.trigger_ms is not None
        x, colour = self._x(self.trigger_ms, box), self._plot.theme.line_of("note")
        _line(painter, colour, x, box, Qt.PenStyle.DashLine)
        flag = QRectF(x - 7.0, box.top(), 14.0, 14.0)
        _disc(painter, flag, colour, self._plot.theme.colour("paper"), "T")

    def _paint_level(
        self, painter: QPainter, box: QRectF, key: Key, level: float, words: str
    ) -> None:
        """The level that is crossed, on its strip."""
        strip = self._strip(key)
        if strip is None or strip.is_folded or not strip.bounds[0] <= level <= strip.bounds[1]:
            return
        y, ink = box.top() + strip.y_of(level), self._plot.theme.ink_of("muted")
        painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        room = QRectF(box.left() + 6.0, y - 15.0, box.width() - 12.0, 14.0)
        write(painter, words, room, font(11), ink)

    def _paint_chosen(self, painter: QPainter, box: QRectF) -> None:
        """A bar at the left of the strip that the difference is of."""
        strip = self._strip(self.chosen)
        if strip is not None:
            bar = QRectF(box.left(), box.top() + strip.top + 2.0, 3.0, strip.height - 4.0)
            painter.fillRect(bar, self._plot.theme.line_of("accent"))

    def _strip(self, key: Key | None) -> Strip | None:
        return next((strip for strip in self._plot.in_view if strip.key == key), None)

    def _paint_cursors(self, painter: QPainter, box: QRectF) -> None:
        theme = self._plot.theme
        self._paint_chosen(painter, box)
        places = {name: self._x(self._cursors.mark(name).time_ms, box) for name in NAMES}
        left, right = sorted(places.values())
        between = theme.colour("accent")
        between.setAlphaF(0.08)
        painter.fillRect(QRectF(left, box.top(), right - left, box.height()), between)
        outwards = {name: -1.0 if places[name] == left else 1.0 for name in NAMES}
        if left == right:
            outwards = {"A": -1.0, "B": 1.0}
        for name in NAMES:
            style = Qt.PenStyle.SolidLine if name == "A" else Qt.PenStyle.DashLine
            _line(painter, theme.line_of("accent"), places[name], box, style)
            for tag in self.tags(name):
                self._paint_tag(painter, tag, places[name], outwards[name], box)
        for name in NAMES:
            self._paint_handle(painter, name, places[name], box)

    def _paint_handle(self, painter: QPainter, name: Name, x: float, box: QRectF) -> None:
        theme = self._plot.theme
        disc = QRectF(x - HANDLE, box.top() + 1.0, 2 * HANDLE, 2 * HANDLE)
        fill, ink = theme.line_of("accent"), theme.colour("paper")
        if self._cursors.active != name:
            fill, ink = ink, fill
        _disc(painter, disc, fill, ink, name, theme.line_of("accent"))

    def _paint_tag(
        self, painter: QPainter, tag: CursorTag, x: float, outwards: float, box: QRectF
    ) -> None:
        strip = self._strip(tag.key)
        if strip is None:
            return
        theme, wide = self._plot.theme, text_width(tag.words, LETTERS, 600) + 12.0
        middle = strip.top + strip.height / 2 if tag.y is None else tag.y
        low = max(strip.top + 1.0, strip.bottom - TAG_HEIGHT - 1.0)
        top = box.top() + min(max(middle - TAG_HEIGHT / 2, strip.top + 1.0), low)
        if x + TAG_GAP + wide > box.right() - 2.0:
            outwards = -1.0
        elif x - TAG_GAP - wide < box.left() + 2.0:
            outwards = 1.0
        left = x + TAG_GAP if outwards > 0 else x - TAG_GAP - wide
        line = theme.line_of(strip.row.colour)
        painter.setPen(QPen(line, 1.2))
        painter.setBrush(theme.colour("panel"))
        frame = QRectF(left, top, wide, TAG_HEIGHT)
        painter.drawRoundedRect(frame, 4.0, 4.0)
        write(painter, tag.words, frame, font(11, 600), theme.ink_of(strip.row.colour), CENTRE)
        if tag.y is not None:
            painter.setPen(QPen(line, 1.5))
            painter.drawEllipse(QPointF(x, box.top() + tag.y), 3.5, 3.5)


class CursorDrag:
    """A cursor is dragged: it snaps to what it comes near."""

    def __init__(
        self,
        plot: TracePlot,
        cursors: Cursors,
        name: Name,
        level_of: Callable[[Strip], float | None],
    ) -> None:
        self._plot, self._cursors, self._name, self._level_of = plot, cursors, name, level_of
        self._before = cursors.mark(name)
        cursors.choose(name)

    def move(self, place: QPointF) -> None:
        at, reach = self._plot.time_at(place.x()), reach_ms(self._plot)
        strip = self._plot.strip_at(place.y())
        if strip is None:
            self._cursors.move(self._name, Mark(at))
            return
        found = snap(strip, at, reach, self._level_of(strip))
        self._cursors.move(self._name, Mark(max(0.0, found.time_ms), found.to))

    def end(self, place: QPointF) -> None:
        self.move(place)

    def cancel(self) -> None:
        self._cursors.move(self._name, self._before)


def cursor_under(plot: TracePlot, cursors: Cursors, press: Press) -> Name | None:
    """Return the cursor that a press takes hold of: the nearest within reach."""
    if press.button is not Qt.MouseButton.LeftButton or not cursors.are_on:
        return None
    at, reach = plot.time_at(press.place.x()), reach_ms(plot)
    ordered = sorted(NAMES, key=lambda name: abs(cursors.mark(name).time_ms - at))
    near = [name for name in ordered if abs(cursors.mark(name).time_ms - at) <= reach]
    return near[0] if near else None


def reach_ms(plot: TracePlot) -> float:
    """Return the model time (ms) that is as wide as a cursor's reach."""
    return float(REACH * plot.devicePixelRatioF() * plot.window_ms / plot.across)


def _tag(strip: Strip, at: float, start: float, stop: float) -> CursorTag | None:
    words = tag_words(strip, at, start, stop)
    if not words or (strip.row.is_raster and at != stop):
        return None
    value = value_of(strip, at)
    return CursorTag(strip.key, strip.y_of(value) if math.isfinite(value) else None, words)


def _line(painter: QPainter, colour: QColor, x: float, box: QRectF, style: Qt.PenStyle) -> None:
    painter.setPen(QPen(colour, 1.4, style))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _disc(
    painter: QPainter,
    disc: QRectF,
    fill: QColor,
    ink: QColor,
    letter: str,
    edge: QColor | None = None,
) -> None:
    painter.setPen(QPen(edge or fill, 1.4))
    painter.setBrush(fill)
    painter.drawEllipse(disc)
    write(painter, letter, disc, font(10, 700), ink, CENTRE)
