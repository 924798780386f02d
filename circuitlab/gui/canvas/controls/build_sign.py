"""What says on the canvas that connections are being made, and lets them be given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.controls.button_bar import HEIGHT, Pill, PillButton
from circuitlab.gui.faults import paints
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

_PAD, _BAR = 20, 3.0


class BuildSign(Pill):
    """Says how far the connections are, over a bar; hidden while none are made."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._session = session
        self._words = _Progress(self)
        cancel = PillButton(
            self,
            _("Cancel"),
            _("Leave the circuit and its run as they were"),
            weight=600,
        )
        cancel.clicked.connect(session.cancelling.cancel)
        for part in (self._words, cancel):
            self.row.addWidget(part)
        self.hide()

    def follow(self) -> None:
        """Show how far it is now."""
        engine = self._session.engine
        if engine.builds:
            self._words.say(building_words(engine.compiling.left_s), engine.compiling.part)
            self.adjustSize()
        self.setVisible(engine.builds)


class _Progress(QWidget):
    """Words over a bar that is full at 1."""

    def __init__(self, pill: BuildSign) -> None:
        super().__init__(pill)
        self._pill = pill
        self._said, self._part = "", 0.0

    def say(self, words: str, part: float) -> None:
        self._said, self._part = words, part
        self.setAccessibleName(words)
        self.setFixedSize(round(text_width(words, 12, 600)) + _PAD, HEIGHT - 6)
        self.update()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            theme, room = self._pill.theme, QRectF(self.rect())
            above = room.adjusted(0.0, -1.0, 0.0, -_BAR - 1.0)
            write(painter, self._said, above, font(12, 600), theme.ink_of("accent"), CENTRE)
            painter.setPen(Qt.PenStyle.NoPen)
            wide = room.width() - _PAD
            for width, colour in ((wide, "line"), (wide * min(1.0, self._part), "accent")):
                painter.setBrush(theme.colour(colour))
                painter.drawRect(QRectF(_PAD / 2, room.bottom() - _BAR, width, _BAR))


def building_words(left_s: float | None) -> str:
    """Return what everybody waits for, with the seconds once they can be told."""
    words = _("Connecting the cells, the run holds still")
    if left_s is None:
        return words
    return words + _(" · about {seconds:.0f} s").format(seconds=max(1.0, left_s))
