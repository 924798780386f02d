"""The bar of the last minute: drag its knob to look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.gui.canvas.controls.look_back_sign import ago_words
from circuitlab.gui.faults import paints
from circuitlab.playback.moments import SPAN_MS
from circuitlab.render.pens import write
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

KNOB = 5.5
LEAST, WIDEST, HEIGHT = 72, 340, 22
WORDS = 66
ROOM_FOR_WORDS = 130
STEP_MS, LEAP_MS = 1000.0, 10_000.0


class PastBar(QWidget):
    """What is kept of the run, up to a minute; the knob stands at what is looked at.

    Parameters
    ----------
    session : Session
        Whose past it is.
    """

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.theme = session, theme
        self._shown: tuple[int, int, str] | None = None
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(WIDEST)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Drag to look back at the last minute"))
        session.frame_ready.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Paint anew where something moved by a pixel."""
        words = ago_words(self._session.ago_ms)
        shown = (round(self.place(self._session.ago_ms)), round(self._start()), words)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(_("Moment that is shown: {ago}").format(ago=words))
            self.update()

    def _room(self) -> tuple[float, float]:
        """Return where the groove begins and ends."""
        return KNOB + 1.0, self.width() - self._words_width() - KNOB - 1.0

    def _words_width(self) -> int:
        return WORDS if self.width() >= ROOM_FOR_WORDS else 0

    def place(self, ago_ms: float) -> float:
        """Return where the knob stands, in pixels, at a time ago."""
        start, end = self._room()
        return end - (end - start) * min(1.0, ago_ms / SPAN_MS)

    def _start(self) -> float:
        """Return where the first moment that is kept stands."""
        return self.place(self._session.kept_ms)

    def _look_at(self, x: float) -> None:
        start, end = self._room()
        self._session.look_back(max(0.0, SPAN_MS * (end - x) / (end - start)))

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            y, (start, end) = self.height() / 2, self._room()
            place, kept = self.place(self._session.ago_ms), self._start()
            for ink, begin, until in (
                (self.theme.colour("line"), start, end),
                (self.theme.line_of("muted"), kept, end),
                (self.theme.line_of("accent"), kept, place),
            ):
                pen = QPen(ink, 3.0)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(begin, y), QPointF(until, y))
            painter.setPen(QPen(self.theme.line_of("accent"), 3.0 if self.hasFocus() else 2.0))
            painter.setBrush(self.theme.colour("paper"))
            painter.drawEllipse(QPointF(place, y), KNOB, KNOB)
            if wide := self._words_width():
                words = QRectF(self.width() - wide + 6, 0, wide - 6, self.height())
                ink = self.theme.ink_of("accent" if self._session.ago_ms > 0.0 else "muted")
                write(painter, ago_words(self._session.ago_ms), words, font(11), ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: STEP_MS,
            Qt.Key.Key_Right: -STEP_MS,
            Qt.Key.Key_PageUp: LEAP_MS,
            Qt.Key.Key_PageDown: -LEAP_MS,
            Qt.Key.Key_Home: SPAN_MS,
            Qt.Key.Key_End: -SPAN_MS,
        }
        if Qt.Key(event.key()) in steps:
            self._session.look_back(self._session.ago_ms + steps[Qt.Key(event.key())])
        else:
            event.ignore()
