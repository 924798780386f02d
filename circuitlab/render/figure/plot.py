"""A plot of curves against each other: in a window and, by the same paint, as SVG, PDF or PNG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from circuitlab.catalog.powers import rounded
from circuitlab.render.figure.pages import image_of, pdf_of, png_of
from circuitlab.render.figure.svg import Pass, merged_svg
from circuitlab.render.theme import font, theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

COLOURS = ("accent", "nociceptor", "touch", "projection", "inhibitory", "excitatory", "nmda")
WIDTH, HEIGHT = 560.0, 380.0
_LINE, _FOOT, _TOP, _RIGHT = 15.0, 40.0, 28.0, 16.0
_SNUG_TOP, _SNUG_RIGHT = 24.0, 6.0
_MOST_POINTS = 1600
_MOST_NAMED = 8
_KNOB = 5.0
LEAST_DECADE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class PlotLine:
    """A curve; one that was kept from before lies behind the others.

    Attributes
    ----------
    title
        What is written beside it.
    colour
        A token of the theme.
    """

    title: str
    x: Floats
    y: Floats
    colour: str
    kept: bool = False
    dots: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """What is drawn.

    Attributes
    ----------
    across, up
        The words of the axes, with units.
    log
        Whether the decades across are equally long.
    point
        Where things stand now.
    notes
        Lines under the plot.
    snug
        Whether it stands in a narrow place, where no title is drawn and the words of the axis up
        lie above it.
    now
        Where things stand, in words; drawn where it is snug.
    """

    title: str
    across: str
    up: str
    lines: tuple[PlotLine, ...]
    log: bool = False
    point: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()
    snug: bool = False
    now: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places, in one direction."""

    low: float
    high: float
    log: bool
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (self._as(value) - self._as(self.low)) / (self._as(self.high) - self._as(self.low))
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def side(self, value: float) -> int:
        """Return on which side beyond the scale a value lies: −1, 1, or 0 where it is on it."""
        low, high, at = self._as(self.low), self._as(self.high), self._as(value)
        slack = 1e-9 * (high - low)
        return (at > high + slack) - (at < low - slack)

    def places(self, values: Floats) -> Floats:
        made = np.log10(np.maximum(values, LEAST_DECADE)) if self.log else values
        share = (made - self._as(self.low)) / (self._as(self.high) - self._as(self.low))
        return np.asarray(self.start + (self.end - self.start) * np.clip(share, 0.0, 1.0), float)

    def _as(self, value: float) -> float:
        return math.log10(max(value, LEAST_DECADE)) if self.log else value


def ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Return round numbers between two, at most so many."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    wide = next((step * k for k in (1, 2, 5, 10) if (high - low) / (step * k) <= most), step * 10)
    first = math.ceil(low / wide - 1e-9)
    last = math.floor(high / wide + 1e-9)
    return [round(n * wide, 12) for n in range(first, last + 1)]


def decades(low: float, high: float) -> list[float]:
    """Return the powers of ten between two numbers; these numbers where there are none."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    return [10.0**n for n in range(first, last + 1)] or [low, high]


def thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return a curve of no more points than are seen: of each stretch the lowest and highest."""
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    if x.size <= _MOST_POINTS:
        return x, y
    kept = set()
    for part in np.array_split(np.arange(x.size), _MOST_POINTS // 2):
        kept |= {int(part[y[part].argmin()]), int(part[y[part].argmax()])}
    chosen = sorted(kept)
    return x[chosen], y[chosen]


def paint_plot(painter: QPainter, plot: Plot, room: QRectF, colours: Theme) -> None:
    """Paint a plot into a room."""
    drawn = [line for line in plot.lines if np.isfinite(line.y).any()]
    foot = _FOOT + _LINE * len(plot.notes)
    top, right = (_SNUG_TOP, _SNUG_RIGHT) if plot.snug else (_TOP, _RIGHT)
    box = room.adjusted(_left_of(plot, drawn), top, -right, -foot)
    if plot.snug:
        _paint_above(painter, plot, room, colours)
    else:
        _paint_title(painter, plot, room, colours)
    if not drawn or box.width() < 40 or box.height() < 30:
        return
    across, up = _scales(plot, drawn, box)
    _paint_axes(painter, plot, box, (across, up), colours)
    for line in sorted(drawn, key=lambda line: not line.kept):
        _paint_line(painter, line, (across, up), colours)
    _paint_point(painter, plot, (across, up), colours)
    _paint_names(painter, drawn, box, (across, up), colours)
    _paint_notes(painter, plot, room, colours)


def _left_of(plot: Plot, drawn: list[PlotLine]) -> float:
    """Return how much room the numbers at the left take."""
    if not drawn:
        return 40.0
    low, high = _up_range(plot, drawn)
    metrics = QFontMetricsF(font(10))
    beside = 9.0 if plot.snug else 30.0
    return beside + max(metrics.horizontalAdvance(_words(tick)) for tick in ticks(low, high))


def _scales(plot: Plot, drawn: list[PlotLine], box: QRectF) -> tuple[_Scale, _Scale]:
    xs = np.concatenate([line.x[np.isfinite(line.x) & np.isfinite(line.y)] for line in drawn])
    if plot.log:
        xs = xs[xs > 0.0]
    low, high = _spread(float(xs.min()), float(xs.max())) if xs.size else (1.0, 10.0)
    bottom, top = _up_range(plot, drawn)
    across = _Scale(low, high, plot.log, box.left(), box.right())
    return across, _Scale(bottom, top, False, box.bottom(), box.top())


def _up_range(plot: Plot, drawn: list[PlotLine]) -> tuple[float, float]:
    ys = np.concatenate([line.y[np.isfinite(line.y)] for line in drawn])
    low, high = _spread(float(ys.min()), float(ys.max()))
    if 0.0 < low < 0.5 * high:
        low = 0.0
    pad = 0.05 * (high - low)
    return (low if low == 0.0 else low - pad), high + pad


def _spread(low: float, high: float) -> tuple[float, float]:
    """Return a range that is one, also where all is alike."""
    if high - low > 1e-9 * max(abs(low), abs(high), 1e-9):
        return low, high
    half = 0.5 * abs(high)
    return (low - half, high + half) if half else (0.0, 1.0)


def _paint_title(painter: QPainter, plot: Plot, room: QRectF, colours: Theme) -> None:
    painter.setFont(font(12, 600))
    painter.setPen(colours.colour("ink"))
    line = QRectF(room.left() + 8, room.top() + 4, room.width() - 16, 18)
    told = QFontMetricsF(font(12, 600)).elidedText(
        plot.title, Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)


def _paint_above(painter: QPainter, plot: Plot, room: QRectF, colours: Theme) -> None:
    """Paint the words of the axis up at the left, and where things stand at the right."""
    painter.setFont(font(10))
    painter.setPen(colours.ink_of("muted"))
    line = QRectF(room.left(), room.top() + 2, room.width() - 2, 15)
    wide = line.width() - QFontMetricsF(font(11, 600)).horizontalAdvance(plot.now) - 8
    told = QFontMetricsF(font(10)).elidedText(plot.up, Qt.TextElideMode.ElideRight, wide)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)
    painter.setFont(font(11, 600))
    painter.setPen(colours.ink_of("accent"))
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plot.now)


def _paint_axes(
    painter: QPainter, plot: Plot, box: QRectF, scales: tuple[_Scale, _Scale], colours: Theme
) -> None:
    across, up = scales
    painter.setFont(font(10))
    for tick in decades(across.low, across.high) if plot.log else ticks(across.low, across.high):
        x = across.place(tick)
        painter.setPen(QPen(colours.ink_of("muted"), 1.0))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 4))
        painter.drawText(_below(painter, _words(tick), x, box, plot.snug), _words(tick))
    for tick in ticks(up.low, up.high):
        y = up.place(tick)
        painter.setPen(QPen(colours.colour("line"), 1.0))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(colours.ink_of("muted"))
        words = QRectF(box.left() - 66, y - 8, 60, 16)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _words(tick)
        )
    painter.setPen(QPen(colours.ink_of("muted"), 1.2))
    painter.drawPolyline(QPolygonF([box.topLeft(), box.bottomLeft(), box.bottomRight()]))
    _paint_axis_words(painter, plot, box, colours)


def _below(painter: QPainter, words: str, x: float, box: QRectF, snug: bool) -> QPointF:
    """Return where words begin that stand under a place, with none of them beyond the plot."""
    wide = painter.fontMetrics().horizontalAdvance(words)
    most = box.right() + (_SNUG_RIGHT if snug else _RIGHT) - wide
    return QPointF(min(x - 0.5 * wide, most), box.bottom() + 16)


def _paint_axis_words(painter: QPainter, plot: Plot, box: QRectF, colours: Theme) -> None:
    painter.setFont(font(10) if plot.snug else font(11, 500))
    painter.setPen(colours.ink_of("muted") if plot.snug else colours.colour("ink"))
    below = QRectF(box.left(), box.bottom() + 20, box.width(), 16)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, plot.across)
    if plot.snug:
        return
    painter.save()
    painter.translate(box.left() - _left_words(painter, plot), box.center().y())
    painter.rotate(-90.0)
    room = QRectF(-box.height() / 2, -8, box.height(), 16)
    told = QFontMetricsF(font(11, 500)).elidedText(
        plot.up, Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, told)
    painter.restore()


def _left_words(_painter: QPainter, plot: Plot) -> float:
    drawn = [line for line in plot.lines if np.isfinite(line.y).any()]
    return _left_of(plot, drawn) - 12.0


def _paint_line(
    painter: QPainter, line: PlotLine, scales: tuple[_Scale, _Scale], colours: Theme
) -> None:
    x, y = thinned(line.x, line.y)
    across, up = scales[0].places(x), scales[1].places(y)
    points = [QPointF(*each) for each in zip(across.tolist(), up.tolist(), strict=True)]
    style = Qt.PenStyle.DashLine if line.kept else Qt.PenStyle.SolidLine
    pen = QPen(colours.line_of(line.colour), 1.3 if line.kept else 1.8, style)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    if line.dots and len(points) <= 60:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.line_of(line.colour))
        for point in points:
            painter.drawEllipse(point, 2.2, 2.2)


def _paint_point(
    painter: QPainter, plot: Plot, scales: tuple[_Scale, _Scale], colours: Theme
) -> None:
    if plot.point is None or not all(math.isfinite(value) for value in plot.point):
        return
    x, y = scales[0].place(plot.point[0]), scales[1].place(plot.point[1])
    painter.setPen(QPen(colours.ink_of("muted"), 1.0, Qt.PenStyle.DotLine))
    painter.drawPolyline(
        QPolygonF([QPointF(scales[0].start, y), QPointF(x, y), QPointF(x, scales[1].start)])
    )
    painter.setPen(QPen(colours.colour("ink"), 2.2))
    painter.setBrush(colours.colour("panel"))
    sides = [scale.side(value) for scale, value in zip(scales, plot.point, strict=True)]
    if any(sides):
        painter.drawPolygon(_arrow(QPointF(x, y), *sides))
    else:
        painter.drawEllipse(QPointF(x, y), _KNOB, _KNOB)


def _arrow(tip: QPointF, across: int, up: int) -> QPolygonF:
    """Return an arrowhead at the edge of a plot, toward where a point lies that is beyond it."""
    ahead = QPointF(across, -up) * (2.0 * _KNOB / math.hypot(across, up))
    aside = QPointF(-ahead.y(), ahead.x()) * 0.5
    return QPolygonF([tip, tip - ahead + aside, tip - ahead - aside])


def _freest(
    drawn: list[PlotLine], box: QRectF, scales: tuple[_Scale, _Scale], wide: float, high: float
) -> QRectF:
    """Return the corner of a plot where the fewest points lie, the upper ones before others."""
    ends = ((box.left() + 8, box.right() - wide - 2), (box.top() + 2, box.bottom() - high - 4))
    corners = [QRectF(x, y, wide, high) for y in ends[1] for x in ends[0]]
    points = [
        (x, y)
        for line in drawn
        for x, y in zip(scales[0].places(line.x), scales[1].places(line.y), strict=True)
    ]
    return min(corners, key=lambda frame: sum(frame.contains(x, y) for x, y in points))


def _paint_names(
    painter: QPainter,
    drawn: list[PlotLine],
    box: QRectF,
    scales: tuple[_Scale, _Scale],
    colours: Theme,
) -> None:
    """Paint what the curves are called, on a ground of their own, where the fewest points lie."""
    named = [line for line in drawn if line.title][:_MOST_NAMED]
    if len(drawn) < 2 or not named:
        return
    metrics = QFontMetricsF(font(10))
    wide = min(box.width() * 0.6, 34 + max(metrics.horizontalAdvance(n.title) for n in named))
    frame = _freest(drawn, box, scales, wide, 6 + _LINE * len(named))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.colour("panel", 0.86))
    painter.drawRoundedRect(frame, 4, 4)
    painter.setFont(font(10))
    for row, line in enumerate(named):
        y = frame.top() + 3 + _LINE * row
        style = Qt.PenStyle.DashLine if line.kept else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colours.line_of(line.colour), 2.0, style))
        painter.drawLine(QPointF(frame.left() + 6, y + 8), QPointF(frame.left() + 22, y + 8))
        painter.setPen(colours.colour("ink"))
        room = QRectF(frame.left() + 28, y, wide - 32, _LINE)
        told = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)


def _paint_notes(painter: QPainter, plot: Plot, room: QRectF, colours: Theme) -> None:
    painter.setFont(font(10))
    painter.setPen(colours.ink_of("muted"))
    for row, note in enumerate(plot.notes):
        y = room.bottom() - _LINE * (len(plot.notes) - row) - 2
        line = QRectF(room.left() + 8, y, room.width() - 16, _LINE)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, note)


def _words(value: float) -> str:
    return rounded(value, 4)


def encoded_plot(plot: Plot, kind: str, width_mm: float = 120.0, dpi: float = 300.0) -> bytes:
    """Return a plot as the content of a file whose name ends in `kind`: .svg, .pdf or .png.

    Raises
    ------
    ValueError
        If the ending is none of these.
    """
    colours, room = theme("print"), QRectF(0.0, 0.0, WIDTH, HEIGHT)

    def paint(painter: QPainter) -> None:
        painter.fillRect(room, colours.colour("paper"))
        paint_plot(painter, plot, room, colours)

    if kind == ".svg":
        return merged_svg([Pass("plot", paint)], WIDTH, HEIGHT, width_mm, plot.title).encode()
    if kind == ".pdf":
        return pdf_of(paint, WIDTH, HEIGHT, width_mm, plot.title)
    if kind == ".png":
        return png_of(image_of(paint, WIDTH, HEIGHT, width_mm, dpi, plot.title))
    raise ValueError(f"cannot write {kind!r}")
