"""Where the plot will stand: the library that draws it is loaded once there is something to show.

It takes a quarter of a second, so it is loaded on a thread, after the window's first picture.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

if TYPE_CHECKING:
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.render.theme import Theme

AFTER_MS = 60
"""Time from the first picture to loading."""
LOOK_MS = 15
PATIENCE_MS = 3000
"""Time after which loading no longer waits for others."""


class PlotHost(QWidget):
    """An empty place until the plot has been made.

    Parameters
    ----------
    is_busy
        Whether something is being loaded that comes first.

    Attributes
    ----------
    plot
        None until then.
    made : Signal(object)
        The plot is there.
    """

    made = Signal(object)

    def __init__(
        self, theme: Theme, is_busy: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._is_busy, self._waited_ms = is_busy, 0
        self.plot: TracePlot | None = None
        self._loading: threading.Thread | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._room = QHBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)

    def order(self) -> None:
        """Have the plot made soon, without waiting for it."""
        if self.plot is None and self._loading is None:
            self._loading = threading.Thread(target=_load, name="plot", daemon=True)
            QTimer.singleShot(AFTER_MS, self._timer, self._begin)

    def make(self) -> TracePlot:
        """Return the plot; it is made now where it is not there yet."""
        if self.plot is not None:
            return self.plot
        from circuitlab.gui.traces.plot import TracePlot

        self._timer.stop()
        self.plot = TracePlot(self.theme)
        self._room.addWidget(self.plot)
        self.made.emit(self.plot)
        return self.plot

    def set_columns(self, widgets: Sequence[QWidget]) -> None:
        """Stand these beside each other, of equal width; the plot is one of them."""
        for place, widget in enumerate(widgets):
            self._room.insertWidget(place, widget, 1)

    def _begin(self) -> None:
        if self.plot is not None or self._loading is None:
            return
        if self._is_busy() and self._waited_ms < PATIENCE_MS:
            self._waited_ms += LOOK_MS
            QTimer.singleShot(LOOK_MS, self._timer, self._begin)
            return
        self._loading.start()
        self._timer.start()

    def _look(self) -> None:
        if self._loading is not None and not self._loading.is_alive():
            self.make()


def _load() -> None:
    """Import the library and all that stands on it."""
    import circuitlab.gui.traces.plot  # noqa: F401
