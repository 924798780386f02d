"""What a canvas hears while somebody is on a walk: arrow keys, and that it has another size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.canvas.gestures.context import Canvas


class Guide(Protocol):
    """What leads through a walk."""

    @property
    def is_on(self) -> bool:
        """Whether somebody walks."""

    def go_on(self) -> None:
        """Go on."""

    def go_back(self) -> None:
        """Go a step back."""

    def end(self) -> None:
        """End the walk."""

    def fit_again(self) -> None:
        """See what the step shows in a view of another size."""


class CanvasKeys(QObject):
    """While nothing is selected, the arrow keys of the canvas lead through the walk.

    In a view of another size the circuit is looked at anew.
    """

    def __init__(self, guide: Guide, canvas: Canvas, on: QWidget) -> None:
        super().__init__(on)
        self._guide, self._canvas = guide, canvas
        on.installEventFilter(self)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._guide.is_on:
            return False
        if event.type() == QEvent.Type.Resize:
            self._guide.fit_again()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return not self._canvas.selection and self._lead(event)

    def _lead(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._canvas.cancel_gesture():
            return True
        ways = {
            Qt.Key.Key_Right: self._guide.go_on,
            Qt.Key.Key_Left: self._guide.go_back,
            Qt.Key.Key_Escape: self._guide.end,
        }
        way = ways.get(Qt.Key(event.key())) if not event.modifiers() else None
        if way is not None:
            way()
        return way is not None
