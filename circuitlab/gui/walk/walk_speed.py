"""The speed of a walk: its steps set it, until somebody chooses another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from circuitlab.gui.session import Session


class WalkSpeed(QObject):
    """Sets the speeds that steps ask for, and at the end the one that there was before."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._home = session.speed
        self._is_on = self._sets = self._is_own = False
        session.speed_changed.connect(self._changed)

    def begin(self) -> None:
        """Note how fast the run is before a walk."""
        self._home, self._is_on, self._is_own = self._session.speed, True, False

    def take(self, speed: float | None) -> None:
        """Set the speed that the steps ask for; None for that before the walk."""
        wanted = self._home if speed is None else speed
        if not self._is_own and wanted != self._session.speed:
            self._sets = True
            self._session.set_speed(wanted)
            self._sets = False

    def take_back(self) -> None:
        """Let steps set the speed again, though somebody has chosen one."""
        self._is_own = False

    def end(self) -> None:
        """Be as fast as before the walk, unless somebody has chosen a speed meanwhile."""
        self.take(None)
        self._is_on = False

    def _changed(self, _speed: float) -> None:
        if self._is_on and not self._sets:
            self._is_own = True
