"""The black screen: the room looks at the one who speaks, and the run waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.session import Session


class Curtain(QWidget):
    """Covers all with black while it is down; the run is held behind it.

    Parameters
    ----------
    session : Session
        What is held.
    over : QWidget
        What it covers.
    """

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._goes_on = session, False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.is_down = False
        self.hide()

    def fall(self) -> None:
        """Cover all, and hold the run."""
        self.is_down, self._goes_on = True, self._session.playing
        self._session.pause()
        self.show()
        self.raise_()

    def rise(self) -> None:
        """Show all again, and let the run go on that went on before."""
        if not self.is_down:
            return
        self.is_down = False
        self.hide()
        if self._goes_on:
            self._session.play()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), Qt.GlobalColor.black)
