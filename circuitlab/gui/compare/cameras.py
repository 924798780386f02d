"""Cameras that are linked: where one looks, the others look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.canvas.camera import Camera


class Looking(Protocol):
    """What has a camera, and tells when it looks elsewhere."""

    @property
    def camera(self) -> Camera:
        """Where it looks."""

    @property
    def looked(self) -> Any:
        """The signal that it looks elsewhere."""

    def look(self, camera: Camera) -> None:
        """Look elsewhere."""


class LinkedCameras(QObject):
    """Lets several canvases look at the same place, the one that moved last leading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._linked: list[Looking] = []
        self._is_moving = False

    def link(self, canvases: Sequence[Looking]) -> None:
        """Link these from now on, and no others; the first leads."""
        for canvas in self._linked:
            canvas.looked.disconnect(self._follow)
        self._linked = list(canvases)
        for canvas in self._linked:
            canvas.looked.connect(self._follow)
        if len(self._linked) > 1:
            self._lead(self._linked[0])

    def _follow(self) -> None:
        leader: Any = self.sender()
        if not self._is_moving and leader in self._linked:
            self._lead(leader)

    def _lead(self, leader: Looking) -> None:
        self._is_moving = True
        for canvas in self._linked:
            if canvas is not leader and canvas.camera != leader.camera:
                canvas.look(leader.camera)
        self._is_moving = False
