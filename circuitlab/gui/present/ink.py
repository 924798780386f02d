"""What lies over the picture: a spotlight at the pointer, and what the pen draws."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.present.strokes import Stroke, Strokes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent

EVERY_MS = 40
DARKNESS = 0.62
"""How dark it is beside the spotlight."""
SPOT, RIM = 0.17, 3.0
"""Its radius as a part of the height, and its edge in pixels."""
PEN_PX, PEN, HALO = 5.0, "#FF3B1F", "#FFFFFF"
"""A colour that stands out on paper and in the dark, on a rim of light."""


class Ink(QWidget):
    """Lies over the whole picture and lets the pointer through; hidden while it shows nothing.

    Attributes
    ----------
    has_spotlight : bool
    strokes : Strokes
        What the pen has drawn.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.has_spotlight = False
        self.strokes = Strokes()
        self._at = QPointF(0.5 * over.width(), 0.5 * over.height())
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._fade)
        self.hide()

    def turn_spotlight(self) -> None:
        """Light only what the pointer is on, or all again."""
        self.has_spotlight = not self.has_spotlight
        self._follow()

    def point(self, at: QPointF) -> None:
        """Let the spotlight be there."""
        before, self._at = self._at, at
        if self.has_spotlight:
            self.update(self._around(before).united(self._around(at)))

    def put_down(self, at: QPointF) -> None:
        """Begin a stroke."""
        self.strokes = self.strokes.begun((at.x(), at.y()))
        self._follow()

    def draw(self, at: QPointF) -> None:
        """Draw on."""
        self.strokes = self.strokes.drawn((at.x(), at.y()))
        self._show_stroke(self.strokes.all[-1] if self.strokes.is_down else None, last=3)

    def lift(self) -> None:
        """End a stroke; it fades by itself."""
        self.strokes = self.strokes.lifted(time.monotonic())

    def erase(self) -> None:
        """Take all strokes away."""
        self.strokes = Strokes()
        self._follow()

    def clear(self) -> None:
        """Show nothing."""
        self.has_spotlight = False
        self.erase()

    def _follow(self) -> None:
        self.setVisible(self.has_spotlight or bool(self.strokes.all))
        if self.strokes.all and not self._timer.isActive():
            self._timer.start()
        elif not self.strokes.all:
            self._timer.stop()
        self.update()

    def _fade(self) -> None:
        now = time.monotonic()
        fading = [each for each in self.strokes.all if each.strength(now) < 1.0]
        left = self.strokes.seen(now)
        for stroke in fading:
            self._show_stroke(stroke)
        if left != self.strokes:
            self.strokes = left
            self._follow()

    def _show_stroke(self, stroke: Stroke | None, last: int = 0) -> None:
        if stroke is not None:
            line = QPolygonF([QPointF(*each) for each in stroke.points[-last:]])
            reach = 2 * PEN_PX
            box = line.boundingRect().adjusted(-reach, -reach, reach, reach)
            self.update(box.toAlignedRect())

    def _around(self, at: QPointF) -> QRect:
        reach = self._radius + RIM + 1.0
        side = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        return side.toAlignedRect()

    @property
    def _radius(self) -> float:
        return SPOT * self.height()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.has_spotlight:
                self._paint_darkness(painter, event.region())
            now = time.monotonic()
            for stroke in self.strokes.all:
                _paint_stroke(painter, stroke, stroke.strength(now))

    def _paint_darkness(self, painter: QPainter, where: QRegion) -> None:
        """Darken all but the spot; only the square around it needs more than filling."""
        dark = QColor(0, 0, 0, round(255 * DARKNESS))
        square = self._around(self._at)
        for part in rects_of(where.subtracted(QRegion(square))):
            painter.fillRect(part, dark)
        path = QPainterPath()
        path.addRect(QRectF(square))
        path.addEllipse(self._at, self._radius, self._radius)
        painter.fillPath(path, dark)
        painter.setPen(QPen(QColor(255, 255, 255, 150), RIM))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self._at, self._radius, self._radius)


def rects_of(region: QRegion) -> list[QRect]:
    """Return the rectangles that a region is made of."""
    return [QRect(each) for each in cast("Iterable[QRect]", region)]


def _paint_stroke(painter: QPainter, stroke: Stroke, strength: float) -> None:
    line = QPolygonF([QPointF(*each) for each in stroke.points])
    if len(stroke.points) == 1:
        line.append(line.at(0) + QPointF(0.1, 0.0))
    for name, width, share in ((HALO, PEN_PX + 3.0, 0.55), (PEN, PEN_PX, 1.0)):
        colour = QColor(name)
        colour.setAlphaF(share * strength)
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)
