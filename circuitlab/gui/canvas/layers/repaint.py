"""When the canvas paints: at most once a frame, however often something asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

FRAME_S = 0.024
"""More than the run takes from frame to frame, so that its frame comes first even when late."""

OWED_MS = 100
"""So long a widget that leaves out frames goes without being painted."""


class Frames(QObject):
    """Gathers the wishes to see a widget painted anew.

    A pointer moves more often than a screen shows: what it changes is painted with the next
    frame of the run, or when one would be due.

    Parameters
    ----------
    widget : QWidget
        What is painted; it says so by `begin`.
    prepare : callable, optional
        Brings what lies on the widget up to date, so that all is painted together.
    """

    def __init__(self, widget: QWidget, prepare: Callable[[], object] | None = None) -> None:
        super().__init__(widget)
        self._widget = widget
        self._prepare = prepare
        self._begun = 0.0
        self._due = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self.show)

    def ask(self) -> None:
        """Have the widget painted: now if it was not for a while, else when the next is due."""
        wait = self._begun + FRAME_S - time.perf_counter()
        if wait <= 0.0:
            self.show()
        elif not self._due.isActive():
            self._due.start(round(1000 * wait))

    def owe(self) -> None:
        """Have the widget painted with a later frame, or soon where none comes."""
        if not self._due.isActive():
            self._due.start(OWED_MS)

    def show(self) -> None:
        """Have the widget painted now."""
        if self._prepare is not None:
            self._prepare()
        self._widget.update()

    def begin(self) -> None:
        """Note that the widget is being painted now."""
        self._begun = time.perf_counter()
        self._due.stop()
