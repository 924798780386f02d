"""Numbers that a person reads: shown anew ten times a second, however often they change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from circuitlab.gui.faults import attempt

EVERY_MS = 100


class Paced(QObject):
    """Does something when asked: at once if it did not lately, else once a little later.

    What was asked for last is therefore always done, and never late by more than a tenth of a
    second. What fails is told, and whoever asked goes on.

    Parameters
    ----------
    owner : QObject
        With what it ends.
    do : callable
        What is done; it takes the state of that moment by itself.
    """

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        super().__init__(owner)
        self._do = do
        self._is_owed = False
        self._pause = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._pause.timeout.connect(self._go_on)

    def ask(self) -> None:
        """Have it done."""
        if self._pause.isActive():
            self._is_owed = True
        else:
            self.now()

    def soon(self) -> None:
        """Have it done a little later, with all that comes until then; nobody waits for it."""
        self._is_owed = True
        if not self._pause.isActive():
            self._pause.start()

    def now(self) -> None:
        """Do it without waiting."""
        self._is_owed = False
        self._pause.start()
        attempt(self._do)

    def _go_on(self) -> None:
        if self._is_owed:
            self.now()
