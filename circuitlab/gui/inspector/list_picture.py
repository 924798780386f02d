"""A picture of two lists side by side: spikes of cells as strokes, a current as a line to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.words import format_number
from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.drawn_course import (
    as_points,
    course_of,
    numbers_of,
    reach_of_course,
    reach_of_spikes,
    thinned,
    with_stroke,
)
from circuitlab.model.paired_lists import Columns
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from circuitlab.catalog.spec import Parameter
    from circuitlab.gui.inspector.drawn_course import Floats, Reach

HEIGHT = 118
MOST_STROKES = 4000
_FRAME = (40.0, 12.0, 10.0, 20.0)


class ListPicture(QWidget):
    """Shows what a list and the one beside it hold; a current may be drawn with the pointer.

    Parameters
    ----------
    first, second : Parameter
        The lists: a first that is a time makes a line, any other strokes at the second's times.
    token : str
        The theme's colour.

    Attributes
    ----------
    drawn : Signal(Columns)
        What has been drawn, once the pointer is let go.
    """

    drawn = Signal(object)

    def __init__(
        self,
        first: Parameter,
        second: Parameter,
        theme: Theme,
        token: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._second, self._theme, self._token = first, second, theme, token
        self._columns = Columns((), ())
        self._reach = self._reach_now()
        self._stroke: list[tuple[float, float]] = []
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if self.is_line:
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.setToolTip(_("Draw with the pointer; Esc takes the stroke back"))

    @property
    def is_line(self) -> bool:
        """Whether it is a course over time, and not spikes of cells."""
        return self._first.unit == "ms"

    def show_columns(self, columns: Columns) -> None:
        """Show these lists."""
        if columns != self._columns:
            self._columns = columns
            self._reach = self._reach_now()
            title = self._second.title
            self.setAccessibleName(_("Picture of {list}").format(list=title))
            self.update()

    # ---- drawing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_line and event.button() == Qt.MouseButton.LeftButton:
            self._stroke = [self._at(event.position())]
            self.setFocus()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._stroke:
            self._stroke.append(self._at(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._stroke:
            return
        stroke, self._stroke = self._stroke, []
        across, up = self._reach
        pixel = (across / max(self._box().width(), 1.0), (up[1] - up[0]) / self._box().height())
        course = with_stroke(course_of(self._columns), thinned(stroke, pixel), self._limits())
        self.drawn.emit(as_points(course, pixel))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stroke:
            self._stroke = []
            self.update()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axes(painter)
            if self.is_line:
                self._paint_line(painter)
            else:
                self._paint_spikes(painter)

    # ---- places

    def _limits(self) -> tuple[float, float]:
        return self._second.minimum, self._second.maximum

    def _box(self) -> QRectF:
        left, top, right, bottom = _FRAME
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def _reach_now(self) -> Reach:
        if self.is_line:
            return reach_of_course(course_of(self._columns))
        return reach_of_spikes(numbers_of(self._columns.second), numbers_of(self._columns.first))

    def _point(self, time: float, height: float) -> QPointF:
        box, (across, (low, high)) = self._box(), self._reach
        return QPointF(
            box.left() + box.width() * time / across,
            box.bottom() - box.height() * (height - low) / (high - low),
        )

    def _at(self, place: QPointF) -> tuple[float, float]:
        box, (across, (low, high)) = self._box(), self._reach
        along = min(max((place.x() - box.left()) / box.width(), 0.0), 1.0)
        up = min(max((box.bottom() - place.y()) / box.height(), 0.0), 1.0)
        return across * along, low + (high - low) * up

    # ---- painting

    def _paint_axes(self, painter: QPainter) -> None:
        box, (across, (low, high)) = self._box(), self._reach
        painter.setPen(QPen(self._theme.ink_of("muted"), 1.0))
        painter.drawPolyline(QPolygonF([box.topLeft(), box.bottomLeft(), box.bottomRight()]))
        painter.setFont(font(10))
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        below = QRectF(box.left(), box.bottom() + 4, box.width(), 14)
        painter.drawText(below, right, f"{format_number(_short(across))} ms")
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        for value, unit in self._ticks(low, high):
            words = f"{format_number(_short(value))} {unit}".strip()
            y = self._point(0.0, value).y()
            painter.drawText(QRectF(0, y - 7, box.left() - 4, 14), right | middle, words)
        if self.is_line:
            zero = self._point(0.0, 0.0).y()
            painter.setPen(QPen(self._theme.ink_of("muted"), 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))

    def _ticks(self, low: float, high: float) -> list[tuple[float, str]]:
        if self.is_line:
            return [(low, ""), (high, self._second.unit)]
        return [(high - 1.0, "")] if len(numbers_of(self._columns.first)) else []

    def _paint_line(self, painter: QPainter) -> None:
        times, heights = course_of(self._columns)
        painter.setPen(QPen(self._theme.line_of(self._token), 1.8))
        shown = _at_most(times, heights, 4 * round(self._box().width()))
        painter.drawPolyline(QPolygonF([self._point(t, h) for t, h in zip(*shown, strict=True)]))
        if self._stroke:
            painter.setPen(QPen(self._theme.ink_of("ink"), 1.6))
            painter.drawPolyline(QPolygonF([self._point(*each) for each in self._stroke]))

    def _paint_spikes(self, painter: QPainter) -> None:
        times, cells = numbers_of(self._columns.second), numbers_of(self._columns.first)
        if len(cells) != len(times):
            cells = np.zeros(len(times))
        painter.setPen(QPen(self._theme.line_of(self._token), 1.2))
        rows = float(np.max(cells, initial=0.0)) + 1.0
        tall = max(self._box().height() / rows * 0.7, 2.0)
        every = max(1, len(times) // MOST_STROKES)
        for time, cell in zip(times[::every].tolist(), cells[::every].tolist(), strict=True):
            middle = self._point(time, cell + 0.5)
            painter.drawLine(middle - QPointF(0, tall / 2), middle + QPointF(0, tall / 2))


def _short(value: float) -> float:
    return float(f"{value:.3g}")


def _at_most(times: Floats, heights: Floats, most: int) -> tuple[list[float], list[float]]:
    """Return a course whose extremes stay, of no more points than can be seen."""
    if len(times) <= most:
        return times.tolist(), heights.tolist()
    parts = np.array_split(np.arange(len(times)), most // 2)
    kept = sorted(
        {int(part[pick(heights[part])]) for part in parts for pick in (np.argmin, np.argmax)}
    )
    return times[kept].tolist(), heights[kept].tolist()
