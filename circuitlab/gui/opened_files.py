"""Files that the desktop hands to a program that runs already, as macOS does by an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

Opening = Callable[[Path], object]


class OpenedFiles:
    """Hands files over to a window; those that come before there is one wait for it."""

    def __init__(self) -> None:
        self._waiting: list[Path] = []
        self._open: Opening | None = None

    def take(self, event: QEvent) -> bool:
        """Open the file that an event names; whether it was such an event."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        path = Path(event.file())
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open(path)
        return True

    def hand_to(self, opening: Opening) -> None:
        """Open files with `opening` from now on, the one that came last before first of all."""
        self._open = opening
        last, self._waiting = self._waiting[-1:], []
        for path in last:
            opening(path)


class Application(QApplication):
    """The application, which alone is told of such files."""

    def __init__(self, arguments: list[str]) -> None:
        self.opened_files = OpenedFiles()
        super().__init__(arguments)

    def event(self, event: QEvent) -> bool:
        """Take files; leave everything else to Qt."""
        return self.opened_files.take(event) or super().event(event)
