"""When the canvas paints: at most once a frame, however often something asks for it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

FRAME_S = 0.017
"""A little more than the run takes from frame to frame, so that its frame comes first."""


class Frames:
    """Gathers the wishes to see a widget painted anew.

    A pointer moves more often than a screen shows: what it changes is painted with the next
    frame of the run, or when one would be due.

    Parameters
    ----------
    widget : QWidget
        What is painted; it says so by `begin`.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._begun = 0.0
        self._due = QTimer(widget, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(widget.update)

    def ask(self) -> None:
        """Have the widget painted: now if it was not for a while, else when the next is due."""
        wait = self._begun + FRAME_S - time.perf_counter()
        if wait <= 0.0:
            self._widget.update()
        elif not self._due.isActive():
            self._due.start(round(1000 * wait))

    def begin(self) -> None:
        """Note that the widget is being painted now."""
        self._begun = time.perf_counter()
        self._due.stop()
