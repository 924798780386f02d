"""The pain read-out in a corner of the picture, as large as the last row needs it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.names import name_of
from circuitlab.render.labels import text_width
from circuitlab.render.pens import LEFT, write
from circuitlab.render.theme import font
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.canvas.magnified import Magnified

STATE, MOST = "pain", 10.0
"""The state that a read-out tells, and the end of its scale."""
LEAST, HIGH, SEVERAL = 176.0, 62.0, 3
"""Its least width, the height of a reading, and how many are told."""
MOST_WORDS = 220.0
"""How wide a name is at most; a longer one ends in dots."""
BESIDE, EDGE = 80.0, 8.0
LEGIBLE = 1.0
"""Magnification from which on the read-out in the circuit can be read by itself."""

Reading = tuple[str, float]


class ReadOut(QWidget):
    """Shows what read-outs tell that are not seen, or too small, in the picture.

    Parameters
    ----------
    canvas : Magnified
        On which it lies.

    Attributes
    ----------
    resized : Signal()
        It wants a place: it has come to be seen, or takes more or less room.
    """

    resized = Signal()

    def __init__(self, canvas: Magnified) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.is_wanted = False
        self._said: tuple[Reading, ...] = ()
        self._wide = LEAST
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._paced = Paced(self, self.follow)
        canvas.session.frame_ready.connect(self._ask)
        self.hide()

    def want(self, wanted: bool) -> None:
        """Show it, where there is something to tell, or never."""
        self.is_wanted = wanted
        self.follow()

    def follow(self) -> None:
        """Tell what holds now."""
        said = self._readings() if self.is_wanted else ()
        was_hidden, was = self.isHidden(), self.size()
        self.setVisible(bool(said))
        if said:
            self._take_size([name for name, _value in said])
            if was_hidden or self.size() != was:
                self.resized.emit()
        if said != self._said:
            self._said = said
            told = ", ".join(f"{name} {in_digits(f'{value:.1f}')}" for name, value in said)
            self.setAccessibleName(told)
            self.update()

    def _ask(self) -> None:
        if self.is_wanted:
            self._paced.ask()

    def _readings(self) -> tuple[Reading, ...]:
        circuit, catalog = self._canvas.document.circuit, self._canvas.catalog
        live, found = self._canvas.session.live, []
        for id, element in circuit.elements.items():
            kind = catalog.kinds.get(element.kind)
            if kind is None or STATE not in kind.states or self._is_legible(id):
                continue
            value = live.value(id, STATE)
            if not math.isnan(value):
                found.append((name_of(circuit, catalog, id), round(value, 1)))
        return tuple(found[:SEVERAL])

    def _is_legible(self, id: str) -> bool:
        """Whether it is seen in the picture, and large enough."""
        canvas = self._canvas
        place = canvas.scene.place(id)
        if place is None or canvas.camera.scale < LEGIBLE:
            return False
        seen = canvas.camera.visible(canvas.view_size())
        return seen.contains(place.body.translated(place.centre))

    def _take_size(self, names: Sequence[str]) -> None:
        """Be as wide as the longest words need."""
        caution, times = text_width(_caution(), 10, 400), self._canvas.times
        needed = max(caution, *(min(MOST_WORDS, text_width(name, 12, 600)) for name in names))
        self._wide = max(LEAST, BESIDE + EDGE + math.ceil(needed))
        self.resize(round(self._wide * times), round(HIGH * len(names) * times))

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._canvas.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("paper"))
            painter.scale(self._canvas.times, self._canvas.times)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(0.5, 0.5, self._wide - 1.0, HIGH * len(self._said) - 1.0)
            painter.setPen(QPen(theme.colour("line"), 1.0))
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(ground, 8.0, 8.0)
            for row, reading in enumerate(self._said):
                self._paint_reading(painter, HIGH * row, *reading)

    def _paint_reading(self, painter: QPainter, top: float, name: str, value: float) -> None:
        theme = self._canvas.theme
        number = QRectF(12.0, top + 7.0, 64.0, 36.0)
        ink = theme.ink_of("danger" if value >= 0.5 * MOST else "accent")
        write(painter, in_digits(f"{value:.1f}"), number, font(32, 700), ink, LEFT)
        words = QRectF(BESIDE, top + 8.0, self._wide - BESIDE - EDGE, 16.0)
        metrics, dots = QFontMetricsF(font(12, 600)), Qt.TextElideMode.ElideRight
        write(
            painter,
            metrics.elidedText(name, dots, words.width() + 1.0),
            words,
            font(12, 600),
            theme.colour("ink"),
            LEFT,
        )
        caution = words.translated(0.0, 16.0)
        write(painter, _caution(), caution, font(10), theme.ink_of("muted"), LEFT)
        bar = QRectF(12.0, top + 48.0, self._wide - 24.0, 6.0)
        for wide, colour in ((1.0, theme.colour("line")), (value / MOST, ink)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            share = QRectF(bar.left(), bar.top(), bar.width() * min(1.0, max(0.0, wide)), 6.0)
            painter.drawRoundedRect(share, 3.0, 3.0)


def _caution() -> str:
    return _("model output, 0–10")
