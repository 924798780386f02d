"""What is painted on top of one another: one that fails is told once and left out from then on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter

from circuitlab.gui.faults import end_painting, tell


class Layers:
    """The layers of one picture, by name."""

    def __init__(self) -> None:
        self._failed: set[str] = set()

    def works(self, name: str) -> bool:
        """Whether a layer has not failed."""
        return name not in self._failed

    def paint(
        self, name: str, painter: QPainter, do: Callable[..., object], *given: object
    ) -> None:
        """Paint a layer; one that fails leaves the painter as it found it for those above."""
        if name in self._failed:
            return
        device = painter.device()
        try:
            do(*given)
        except Exception as error:  # it would fail again with each frame
            self._failed.add(name)
            end_painting(error)
            painter.end()
            painter.begin(device)
            tell(error)

    def mend(self) -> None:
        """Try all of them again: what is to be painted is another."""
        self._failed.clear()
