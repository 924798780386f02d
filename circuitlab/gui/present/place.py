"""Where a window stands, to put it back there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray, QRect
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """WindowPlace, size and state of a window.

    Parameters
    ----------
    kept
        As Qt keeps it from one start to the next; it knows what to do where a display has gone.
    box
        What it covers, without its frame.
    is_plain
        Whether it fills no screen.
    """

    kept: QByteArray
    box: QRect
    is_plain: bool

    @classmethod
    def of(cls, window: QWidget) -> WindowPlace:
        """Return where a window is now."""
        plain = window.windowState() == Qt.WindowState.WindowNoState
        return cls(window.saveGeometry(), window.geometry(), plain)

    def put_back(self, window: QWidget) -> None:
        """Put a window back."""
        window.restoreGeometry(self.kept)
        if self.is_plain and QGuiApplication.screenAt(self.box.center()) is not None:
            window.setGeometry(self.box)
