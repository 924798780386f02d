"""Names of a large circuit after an edit: their places are found in the pauses of the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from circuitlab.gui.canvas.layers.frame_painter import Painting
    from circuitlab.gui.canvas.layers.repaint import Frames
    from circuitlab.gui.canvas.stepwise_scene import StepwiseScene

_SLICE_S, _REST_MS = 0.002, 10
"""Time between two other things that the window does, and a pause for them after an edit."""


class LateNames(QObject):
    """Has names give way to each other after an edit, which one may reach hundreds.

    Parameters
    ----------
    scene : StepwiseScene
    painting : Painting
        Paints anew where names stand elsewhere.
    frames : Frames
        Shows them.
    """

    def __init__(
        self, scene: StepwiseScene, painting: Painting, frames: Frames, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._scene, self._painting, self._frames = scene, painting, frames
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)

    def follow(self) -> None:
        """Go on with them if any are late."""
        if self._scene.are_names_late:
            self._next.start(_REST_MS)

    def _go_on(self) -> None:
        if not self._scene.are_names_late:
            return
        if dirty := self._scene.find_names(time.perf_counter() + _SLICE_S):
            self._painting.invalidate(dirty)
        self._frames.ask()
        if self._scene.are_names_late:
            self._next.start(0)
