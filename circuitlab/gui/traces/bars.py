"""When something was on: bars with words, drawn anew for every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.playback.trace_bars import Bar, BarCourse
from circuitlab.render.labels import text_width
from circuitlab.render.pens import write
from circuitlab.render.theme import TEXT_CONTRAST, contrast, font, mixed
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPainter

    from circuitlab.gui.traces.strip import Strip
    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

FILL = 0.30
"""How dense a bar is."""
LANE = 15.0
"""Height of a bar where there is room for it."""


def paint_bars(
    painter: QPainter,
    strip: Strip,
    box: QRectF,
    window: tuple[float, float],
    x_at: Callable[[float], float],
    theme: Theme,
) -> None:
    """Paint the bars of a strip into its box; the words stay in view as long as their bar is."""
    lanes = [course for course in strip.courses if isinstance(course, BarCourse) and course.bars]
    if not lanes:
        return
    room = box.height() - 5.0
    high = min(LANE, room / len(lanes)) if not strip.is_folded else room / len(lanes)
    for lane, course in enumerate(lanes):
        for bar in course.between(*window):
            left, right = max(box.left(), x_at(bar.start_ms)), min(box.right(), x_at(bar.end_ms))
            place = QRectF(left, box.top() + 3.0 + lane * high, max(2.0, right - left), high - 1.5)
            painter.fillRect(place, theme.colour(course.colour, FILL))
            if high >= LANE - 3.0:
                _write(painter, course, bar, place, bar.start_ms < window[0], theme)


def words_ink(theme: Theme, colour: str) -> QColor:
    """Return the colour of words on a bar: of its own hue where they can be read on it so."""
    hue = theme.ink_of(colour)
    ground = mixed(theme.colour("paper"), theme.colour(colour), FILL)
    return hue if contrast(hue, ground) >= TEXT_CONTRAST else theme.colour("ink")


def _write(
    painter: QPainter, course: BarCourse, bar: Bar, place: QRectF, is_cut: bool, theme: Theme
) -> None:
    words = f"{course.name} {bar.words}".strip()
    if is_cut:
        since = _("on since {time} s").format(time=in_digits(f"{bar.start_ms / 1000.0:.1f}"))
        words = f"‹ {words} · {since}"
    if text_width(words, 10, 600) + 8.0 <= place.width():
        room = place.adjusted(5.0, 0.0, 0.0, 0.0)
        write(painter, words, room, font(10, 600), words_ink(theme, course.colour))
