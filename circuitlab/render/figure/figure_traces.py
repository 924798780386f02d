"""Traces for figures: one row each, joined from sample to sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.render.labels import text_width
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import (
    CENTRE,
    LEFT,
    RIGHT,
    disc,
    faded,
    line,
    stroke,
    write,
    write_within,
)
from circuitlab.render.polyline import decimated
from circuitlab.render.theme import font
from circuitlab.resources import _, in_digits

ROW, FOOT = 74.0, 46.0
"""Height of a trace, and of the time bar below the last, in canvas units."""
COLUMNS = 1800
"""Columns of time in the width of a page: an eighth of a millimetre is two of them."""
_SIDE = 64.0
_NARROW, _WIDE = 150.0, 300.0
"""Room for the names of traces, as much as the longest takes."""
_BEFORE_NAME, _AFTER_NAME = 18.0, 8.0
_TICK, _SHORTEST_STROKE = 7.0, 1 / 16
_LINE = 15.0
_BESIDE, _MARK_ROW = 6.0, 12.0
_MEASURED = "ink"
"""The colour of what was measured elsewhere; no element has it."""
_FLAT = 1e-6
"""Range of values below which there is nothing to measure by a bar."""
_ROUND = (1.0, 2.0, 5.0)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A moment that runs through all traces: a drug given, a stimulus begun."""

    time_ms: float
    label: str
    colour: str = "drug"


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One quantity against time.

    Parameters
    ----------
    label, colour, unit : str
        The colour is a theme token.
    time_ms : array, shape (n,)
    values : array, shape (n,)
        The points of its line, in `unit`.
    spikes_ms : array
        Times of spikes, drawn as marks above the trace.
    cells : array
        Where there are spikes alone: the cell of each, as a share of all cells, 0 at the foot.
    size : int
        How many cells there are.
    quantity : str
        What is shown, in words; empty for what goes without saying, a membrane potential.
    dash : tuple of float
        Strokes and gaps of its line; empty for a whole one.
    others : tuple of Trace
        What is drawn in the same row on the same scale.
    """

    label: str
    colour: str
    unit: str
    time_ms: Floats
    values: Floats
    spikes_ms: Floats = field(default_factory=lambda: np.zeros(0))
    cells: Floats = field(default_factory=lambda: np.zeros(0))
    size: int = 1
    quantity: str = ""
    dash: tuple[float, ...] = ()
    others: tuple[Trace, ...] = ()


def trace(
    label: str,
    colour: str,
    unit: str,
    time_ms: ArrayLike,
    values: ArrayLike,
    spikes_ms: ArrayLike = (),
    columns: int = COLUMNS,
    quantity: str = "",
) -> Trace:
    """Trace of samples; where there are many, both extremes of each of so many columns of time."""
    t, v = np.asarray(time_ms, dtype=float), np.asarray(values, dtype=float)
    if t.size > 2 * columns:
        t, v = decimated(t, v, float(t[-1] - t[0]) / columns)
    return Trace(label, colour, unit, t, v, np.asarray(spikes_ms, float), quantity=quantity)


def raster(label: str, colour: str, spikes_ms: ArrayLike, cells: ArrayLike, size: int = 1) -> Trace:
    """Row of the spikes of `size` cells, given by their times and the numbers of their cells."""
    none, times = np.zeros(0), np.asarray(spikes_ms, dtype=float)
    shares = np.asarray(cells, dtype=float) / size
    what = _("spikes ({count})").format(count=size) if size > 1 else _("spikes")
    return Trace(label, colour, "", none, none, times, shares, size, what)


def dressed(shown: Trace, colour: str, dash: tuple[float, ...], number: int, count: int) -> Trace:
    """Return a trace as one of so many in a row: a raster takes its share of the height."""
    if not shown.cells.size:
        return replace(shown, colour=colour, dash=dash)
    cells = (count - 1 - number + shown.cells) / count
    return replace(shown, colour=colour, cells=cells, size=shown.size * count)


def height_of(traces: Sequence[Trace]) -> float:
    """Height that traces take, in canvas units."""
    return ROW * len(traces) + FOOT if traces else 0.0


def paint_traces(
    stage: Stage, room: QRectF, traces: Sequence[Trace], marks: Sequence[Mark] = ()
) -> None:
    """Paint traces one below the other on one time axis, with scale bars."""
    every = [each for shown in traces for each in (shown, *shown.others)]
    times = [t.time_ms if t.time_ms.size else t.spikes_ms for t in every]
    spans = [(float(t.min()), float(t.max())) for t in times if t.size]
    if not spans:
        return
    start, end = min(s for s, _e in spans), max(e for _s, e in spans)
    margin = _margin(traces)
    plot = QRectF(room.left() + margin, room.top(), room.width() - margin - _SIDE, room.height())
    span = max(end - start, 1e-9)
    for row, shown in enumerate(traces):
        area = QRectF(plot.left(), room.top() + ROW * row + 14.0, plot.width(), ROW - 24.0)
        _label(stage, shown, room.left(), area)
        _row(stage, shown, area, start, span)
    foot = room.top() + ROW * len(traces)
    taken: list[QRectF] = []
    for mark in marks:
        if start <= mark.time_ms <= end:
            x = plot.left() + plot.width() * (mark.time_ms - start) / span
            within = QRectF(plot.left(), room.top(), room.right() - plot.left(), foot - room.top())
            taken.append(_mark(stage, mark, x, within, taken))
    _time_bar(stage, plot, foot, span)


def _margin(traces: Sequence[Trace]) -> float:
    """Return how far right traces begin, for their names to stand before them."""
    names = [text_width(each.label, 12, 500) for each in traces]
    names += [text_width(each.quantity, 10, 400) for each in traces]
    return min(max(_NARROW, _BEFORE_NAME + max(names) + _AFTER_NAME), _WIDE)


def rounded(amount: float) -> float:
    """Largest of 1, 2, 5 times a power of ten that is not above `amount`."""
    power = 10.0 ** np.floor(np.log10(max(amount, 1e-12)))
    return float(max(step * power for step in _ROUND if step * power <= amount * (1 + 1e-9)))


def time_words(milliseconds: float) -> str:
    """A span of time as people write it."""
    if milliseconds >= 1000.0:
        return _("{seconds} s").format(seconds=in_digits(f"{milliseconds / 1000.0:g}"))
    return _("{milliseconds} ms").format(milliseconds=in_digits(f"{milliseconds:g}"))


def _label(stage: Stage, shown: Trace, left: float, area: QRectF) -> None:
    middle = area.center().y()
    seen = [each for each in shown.others if each.time_ms.size or each.spikes_ms.size]
    measured = [each for each in seen if each.colour == _MEASURED]
    if all(each.colour in (_MEASURED, "muted") for each in shown.others):
        disc(stage.painter, QPointF(left + 6.0, middle), 5.0, stage.theme.line_of(shown.colour))
    begins = left + _BEFORE_NAME
    words = QRectF(begins, middle - 10.0, area.left() - begins - _AFTER_NAME, 20.0)
    if shown.quantity:
        below, muted = words.translated(0.0, _LINE / 2), stage.theme.ink_of("muted")
        write_within(stage.painter, shown.quantity, below, font(10, 400), muted, LEFT)
        words.translate(0.0, -_LINE / 2)
    write_within(stage.painter, shown.label, words, font(12, 500), stage.theme.colour("ink"), LEFT)
    for each in measured:
        words.translate(0.0, _LINE * (2 if shown.quantity and each is measured[0] else 1))
        _measured_label(stage, each, left, words)


def _measured_label(stage: Stage, each: Trace, left: float, words: QRectF) -> None:
    """Say what was measured elsewhere, beside a piece of its line."""
    y, ink = words.center().y(), stage.theme.line_of(each.colour)
    line(stage.painter, QPointF(left, y), QPointF(left + 13.0, y), ink, 1.5, each.dash)
    write_within(stage.painter, each.label, words, font(10, 400), stage.theme.ink_of("muted"), LEFT)


def _row(stage: Stage, shown: Trace, area: QRectF, start: float, span: float) -> None:
    """The traces of one row in their common range, spikes above them, its scale bar beside."""
    drawn = (*reversed(shown.others), shown)
    bottom, top = _range(drawn)
    is_flat = top - bottom < _FLAT
    for each in drawn:
        colour = stage.theme.line_of(each.colour)
        if each.time_ms.size:
            x = area.left() + area.width() * (each.time_ms - start) / span
            height = 1.0 if is_flat else top - bottom
            y = area.bottom() - area.height() * (each.values - bottom) / height
            stroke(stage.painter, _line_path(x, y), colour, 1.5, each.dash)
        stroke(stage.painter, _spike_path(each, area, start, span), colour, 1.2)
    if shown.unit and not is_flat:
        _value_bar(stage, shown.unit, area, top - bottom)
    base = area.bottom() + 5.0
    line(
        stage.painter,
        QPointF(area.left(), base),
        QPointF(area.right(), base),
        faded(stage.theme.colour("line"), 0.7),
        0.8,
    )


def _range(drawn: Sequence[Trace]) -> tuple[float, float]:
    """The lowest and the highest value of all that a row shows."""
    known = [each.values for each in drawn if each.time_ms.size]
    if not known:
        return 0.0, 0.0
    return min(float(v.min()) for v in known), max(float(v.max()) for v in known)


def _line_path(x: Floats, y: Floats) -> QPainterPath:
    """Line from point to point."""
    corners = [QPointF(*corner) for corner in zip(x.tolist(), y.tolist(), strict=True)]
    path = QPainterPath(corners[0])
    for corner in corners[1:]:
        path.lineTo(corner)
    return path


def _spike_path(shown: Trace, area: QRectF, start: float, span: float) -> QPainterPath:
    """A stroke for every spike: above a course, or where there is none at its cell's height."""
    x = area.left() + area.width() * (shown.spikes_ms - start) / span
    if shown.cells.size:
        feet = area.bottom() - area.height() * shown.cells
        tall = area.height() * max(0.9 / shown.size, _SHORTEST_STROKE)
    else:
        feet, tall = np.full(x.size, area.top() - 4.0), _TICK
    path = QPainterPath()
    for at, foot in zip(x.tolist(), feet.tolist(), strict=True):
        if area.left() <= at <= area.right():
            path.moveTo(at, foot)
            path.lineTo(at, foot - tall)
    return path


def _value_bar(stage: Stage, unit: str, area: QRectF, height: float) -> None:
    size = rounded(0.6 * height)
    tall = area.height() * size / height
    x = area.right() + 10.0
    ink = stage.theme.colour("ink")
    line(stage.painter, QPointF(x, area.bottom()), QPointF(x, area.bottom() - tall), ink, 1.6)
    words = QRectF(x + 6.0, area.bottom() - tall / 2 - 9.0, _SIDE - 12.0, 18.0)
    write(
        stage.painter,
        in_digits(f"{size:g} {unit if unit != '1' else ''}".strip()),
        words,
        font(10, 400),
        ink,
        LEFT,
    )


def _mark(stage: Stage, mark: Mark, x: float, within: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Draw a line through all traces; return where its words stand."""
    colour, letters = stage.theme.line_of(mark.colour), font(10, 600)
    start, end = QPointF(x, within.top() - 10.0), QPointF(x, within.bottom())
    line(stage.painter, start, end, colour, 1.4, (4.0, 4.0))
    words = _free(text_width(mark.label, 10, 600), x, within, taken)
    write_within(stage.painter, mark.label, words, letters, stage.theme.ink_of(mark.colour))
    return words


def _free(wide: float, x: float, within: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Return the uppermost place beside a line at `x` where no other mark's words stand.

    It is right of the line, or left of it where words would leave the page.
    """
    left = x + _BESIDE
    if left + wide > within.right():
        left, wide = max(within.left(), x - _BESIDE - wide), min(wide, x - within.left())
    place = QRectF(left, within.top() - 12.0, wide, _MARK_ROW)
    while any(place.intersects(each) for each in taken):
        place.translate(0.0, _MARK_ROW + 0.5)
    return place


def _time_bar(stage: Stage, plot: QRectF, foot: float, span: float) -> None:
    size = rounded(0.2 * span)
    wide = plot.width() * size / span
    ink = stage.theme.colour("ink")
    y = foot + 14.0
    line(stage.painter, QPointF(plot.right() - wide, y), QPointF(plot.right(), y), ink, 1.6)
    words = QRectF(plot.right() - max(wide, 60.0), y + 3.0, max(wide, 60.0), 16.0)
    align = CENTRE if wide > 60.0 else RIGHT
    write(stage.painter, time_words(size), words, font(10, 400), ink, align)
