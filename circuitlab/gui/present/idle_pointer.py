"""Hides the pointer over the picture while it stands still."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

STILL_S, LOOK_MS = 2.5, 150


class IdlePointer(QObject):
    """Looks where the pointer is, a few times a second, while it is asked to.

    Parameters
    ----------
    over : QWidget
        Over this the pointer is hidden.

    Attributes
    ----------
    is_hidden : bool
    """

    def __init__(self, over: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._over = over
        self.is_hidden = False
        self._at, self._since = QPoint(), 0.0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(lambda: self.look(QCursor.pos(), time.monotonic()))

    def begin(self) -> None:
        """Look from now on."""
        self._at, self._since = QCursor.pos(), time.monotonic()
        self._timer.start()

    def end(self) -> None:
        """Look no more; the pointer is there."""
        self._timer.stop()
        self._show(True)

    def look(self, at: QPoint, now_s: float) -> None:
        """Note where the pointer is at a time, s; hide it once it has been there long enough."""
        if at != self._at:
            self._at, self._since = at, now_s
            self._show(True)
        elif now_s - self._since >= STILL_S and self._is_over(at):
            self._show(False)

    def _is_over(self, at: QPoint) -> bool:
        return self._over.rect().contains(self._over.mapFromGlobal(at))

    def _show(self, shown: bool) -> None:
        if shown != self.is_hidden:
            return
        self.is_hidden = not shown
        if shown:
            QGuiApplication.restoreOverrideCursor()
        else:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
