"""What says on the canvas that it shows the past, and leads out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.controls.button_bar import HEIGHT, Pill, PillButton
from circuitlab.gui.faults import paints
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import font
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

_PAD = 20


class PastSign(Pill):
    """Says how long ago the moment was that is looked at; hidden while it is now."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._session = session
        self._words = _Words(self)
        go_on = PillButton(
            self,
            _("Continue from here"),
            _("Let the run go on from this moment, with the circuit as it is now"),
            weight=600,
        )
        now = PillButton(self, _("Back to now"), _("Show the run as it is"))
        go_on.clicked.connect(session.play)
        now.clicked.connect(session.look_at_now)
        for part in (self._words, go_on, now):
            self.row.addWidget(part)
        self.hide()

    def follow(self) -> None:
        """Show what is looked at now."""
        ago_ms = self._session.ago_ms
        if ago_ms > 0.0 and self._words.say(ago_words(ago_ms)):
            self.adjustSize()
        self.setVisible(ago_ms > 0.0)


class _Words(QWidget):
    """How long ago, in letters that keep their place while the number changes."""

    def __init__(self, pill: PastSign) -> None:
        super().__init__(pill)
        self._pill = pill
        self._said = ""

    def say(self, words: str) -> bool:
        """Say this; whether that is something else than before."""
        if words == self._said:
            return False
        self._said = words
        self.setAccessibleName(words)
        widest = "".join("0" if letter.isdigit() else letter for letter in words)
        self.setFixedSize(round(text_width(widest, 12, 600)) + _PAD, HEIGHT - 6)
        self.update()
        return True

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink = self._pill.theme.ink_of("accent")
            write(painter, self._said, QRectF(self.rect()), font(12, 600), ink, CENTRE)


def ago_words(ago_ms: float) -> str:
    """Return how long ago something was on the screen: ``12.4 s ago``, or ``now``."""
    if ago_ms <= 0.0:
        return _("now")
    return _("{seconds} s ago").format(seconds=in_digits(f"{ago_ms / 1000:.1f}"))
