"""The plot of the bench in a window: what was measured, what was kept, and where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.gui.faults import paints
from circuitlab.render.figure.plot import COLOURS, Plot, PlotLine, paint_plot
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.analysis.bench.measured import Curve, Measured
    from circuitlab.render.theme import Theme

_DOTTED = 60
"""Curves of no more points show them."""


def plot_of(
    measured: Measured,
    kept: Sequence[tuple[str, Measured]] = (),
    point: tuple[float, float] | None = None,
    *,
    stamped: bool = False,
) -> Plot:
    """Return the plot of a measurement, those that were kept behind it.

    Parameters
    ----------
    kept
        What each is called, and what it is.
    stamped
        Whether version and seed stand below, as in a figure.
    """
    lines = [
        _line(curve, f"{name}: {curve.title}", number, kept=True)
        for name, other in kept
        for number, curve in enumerate(_drawn(other))
    ]
    lines += [_line(curve, curve.title, n, kept=False) for n, curve in enumerate(_drawn(measured))]
    title = _("{what} · {element}").format(what=measured.title, element=measured.element)
    x = measured.x
    notes = (findings_words(measured), measured.stamp) if stamped else ()
    return Plot(
        title, x.words, measured.y.words, tuple(lines), x.log, point, tuple(filter(None, notes))
    )


def findings_words(measured: Measured) -> str:
    """Return what was read off, in a line."""
    known = [each for each in measured.found if each.value == each.value]
    told = [f"{each.title} {each.words}" for each in known]
    line = " · ".join(filter(None, (measured.note, *told)))
    return line[:1].upper() + line[1:]


def fits_together(one: Measured, other: Measured) -> bool:
    """Return whether two measurements have the same axes."""
    return (one.protocol, one.x, one.y) == (other.protocol, other.x, other.y)


def _drawn(measured: Measured) -> list[Curve]:
    return [curve for curve in measured.curves if not curve.aside]


def _line(curve: Curve, title: str, number: int, *, kept: bool) -> PlotLine:
    colour = COLOURS[number % len(COLOURS)]
    return PlotLine(title, curve.x, curve.y, colour, kept, dots=curve.x.size <= _DOTTED)


class PlotView(QWidget):
    """Paints a plot, or says why there is none."""

    def __init__(self, theme: Theme, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.plot: Plot | None = None
        self.told = ""
        self.setMinimumSize(least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def show_plot(self, plot: Plot | None, told: str = "") -> None:
        """Show a plot, or a sentence in its place."""
        self.plot, self.told = plot, told
        said = plot.title if plot is not None else told
        self.setAccessibleName(said)
        self.update()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = QRectF(self.rect())
            painter.fillRect(room, self._theme.colour("panel"))
            if self.plot is not None:
                paint_plot(painter, self.plot, room, self._theme)
                return
            painter.setFont(font(12))
            painter.setPen(self._theme.ink_of("muted"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(24, 12, -24, -12), wrapped, self.told)
