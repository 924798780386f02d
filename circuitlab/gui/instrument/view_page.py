"""The page on which a view is drawn, by pyqtgraph, in the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from circuitlab.catalog.powers import readable
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.instrument.kept import name_words
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.instrument.views import Axis, Picture
    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_rows import TraceRow
    from circuitlab.render.theme import Theme

DOT = 5.0


class ViewPage(QWidget):
    """A strip to choose, and its picture.

    Attributes
    ----------
    strip_wanted : Signal(object)
        To show the strip of this key.
    against_wanted : Signal(object)
        To show it against the strip of this key, or (None) against its own slope.
    """

    strip_wanted = Signal(object)
    against_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("viewPage")
        self.strip = _choice(_("Strip of this view"))
        self.against = _choice(_("Against"))
        self.strip.activated.connect(lambda n: self.strip_wanted.emit(self.strip.itemData(n)))
        self.against.activated.connect(lambda n: self.against_wanted.emit(self.against.itemData(n)))
        self._over = PlainLabel()
        self._over.setObjectName("small")
        self.plot = pg.PlotItem(axisItems={side: _Axis(side) for side in ("left", "bottom")})
        self._legend = self.plot.addLegend(offset=(-8, 8))
        self._empty = words("muted", "")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._colour = "accent"
        self._picture: Picture | None = None
        self._lay_out()
        self.set_theme(theme)

    @property
    def empty(self) -> str:
        """Why there is nothing to be seen; nothing while there is."""
        return self._empty.text() if self._stack.currentIndex() == 1 else ""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._canvas.setBackground(theme.colour("paper"))
        ink = theme.ink_of("muted")
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.colour("line"), width=1))
            axis.setTextPen(pg.mkPen(ink))
            axis.setStyle(tickFont=font(10))
            axis.enableAutoSIPrefix(False)
        self._legend.setLabelTextColor(theme.colour("ink"))
        self._legend.setBrush(pg.mkBrush(theme.colour("panel", 0.85)))
        if self._picture is not None:
            self.show_picture(self._picture, self._colour)

    def show_strips(
        self, rows: Sequence[TraceRow], chosen: Key, others: Sequence[TraceRow], against: Key | None
    ) -> None:
        """Show which strips there are to choose from; `others` as what to go against."""
        _fill(self.strip, [(name_words(row), row.key) for row in rows], chosen)
        choices: list[tuple[str, Any]] = [(_("against its slope"), None)]
        choices += [(_("against {name}").format(name=name_words(r)), r.key) for r in others]
        _fill(self.against, choices, against)

    def show_picture(self, picture: Picture, colour: str) -> None:
        """Draw a view in the colour of its strip, or say why there is none."""
        self._picture, self._colour = picture, colour
        self._stack.setCurrentIndex(1 if picture.empty else 0)
        self._empty.setText(picture.empty)
        self.plot.setTitle(picture.notes or None, size="11px", color=self._theme.ink_of("muted"))
        self.plot.clear()
        self._name_axis("bottom", picture.across)
        self._name_axis("left", picture.up)
        self._draw(picture, colour)
        self._legend.setVisible(len(picture.curves) > 0)

    def say_over(self, words_: str, *, is_phase: bool) -> None:
        """Say of which stretch of time the view is."""
        self._over.setText(words_)
        self.against.setVisible(is_phase)

    def _draw(self, picture: Picture, colour: str) -> None:
        line = self._theme.line_of(colour)
        for curve in picture.curves:
            if curve.is_joined:
                item = pg.PlotCurveItem(
                    curve.x, curve.y, pen=pg.mkPen(line, width=1), name=curve.words, antialias=True
                )
            else:
                item = pg.ScatterPlotItem(
                    curve.x, curve.y, size=DOT, pen=None, brush=line, name=curve.words
                )
            self.plot.addItem(item)
        if picture.bars is not None:
            edges = picture.bars.edges
            bars = pg.BarGraphItem(
                x0=edges[:-1],
                x1=edges[1:],
                y0=0.0,
                height=picture.bars.heights,
                brush=line,
                pen=pg.mkPen(self._theme.colour("paper"), width=1),
            )
            self.plot.addItem(bars)
        self.plot.autoRange(padding=0.04)
        self._show_at_least(picture)

    def _show_at_least(self, picture: Picture) -> None:
        """Widen what is shown, so that rounding does not look like a course."""
        box = self.plot.getViewBox()
        (left, right), (low, high) = box.viewRange()
        across = _widened(left, right, picture.across.least)
        up = _widened(low, high, picture.up.least)
        box.setRange(xRange=across, yRange=up, padding=0.0)

    def _name_axis(self, side: str, axis: Axis) -> None:
        unit = f" ({axis.unit})" if axis.unit else ""
        style = {"color": self._theme.ink_of("muted").name(), "font-size": "11px"}
        self.plot.getAxis(side).setLabel(f"{axis.words}{unit}", **style)

    def _lay_out(self) -> None:
        self._canvas = pg.GraphicsView()
        self._canvas.setCentralItem(self.plot)
        self._canvas.setAccessibleName(_("Picture of this view"))
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 2)
        head.setSpacing(8)
        for part in (self.strip, self.against, self._over):
            head.addWidget(part)
        head.addStretch(1)
        pages = QWidget()
        self._stack = QStackedLayout(pages)
        self._stack.addWidget(self._canvas)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(pages, 1)


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis with true minus signs."""

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        return [readable(words) for words in super().tickStrings(values, scale, spacing)]


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    """A range about the same middle that spans `least` at least."""
    middle, half = 0.5 * (low + high), 0.5 * max(high - low, least)
    return middle - half, middle + half


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumWidth(110)
    made.setMaximumWidth(230)
    return made


def _fill(box: QComboBox, choices: Sequence[tuple[str, Any]], chosen: Any) -> None:
    """Offer choices; nothing is touched where they are the same."""
    now = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    if now != list(choices):
        box.clear()
        for told, data in choices:
            box.addItem(told, data)
    keys = [data for _told, data in choices]
    if chosen in keys:
        box.setCurrentIndex(keys.index(chosen))
