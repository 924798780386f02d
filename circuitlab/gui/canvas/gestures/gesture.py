"""What the pointer does to the canvas: each gesture is one object from press to release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas

SLACK = 4.0
"""View pixels that a pressed pointer may tremble before a click becomes a drag."""

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is.

    Parameters
    ----------
    view, scene : QPointF
        In view pixels and in canvas units.
    modifiers : Qt.KeyboardModifier
        Keys held.
    """

    view: QPointF
    scene: QPointF
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def adds(self) -> bool:
        """Whether what is chosen adds to the selection."""
        return bool(self.modifiers & (_SHIFT | _CONTROL))


class Gesture:
    """One drag or click.

    Parameters
    ----------
    canvas : Canvas
        What it works on.
    start : Pointer
        Where it began.
    """

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        self.canvas = canvas
        self.start = start
        self.last = start

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        self.last = at

    def end(self, at: Pointer) -> bool:
        """Do what was meant; True when the gesture goes on nevertheless."""
        self.last = at
        return False

    def cancel(self) -> None:
        """Leave everything as it was at the start."""

    def paint(self, painter: QPainter) -> None:
        """Paint what the gesture shows, in view pixels."""

    @property
    def dragged(self) -> bool:
        """Whether the pointer has left the place where it was pressed."""
        way = self.last.view - self.start.view
        return max(abs(way.x()), abs(way.y())) > SLACK


class Pan(Gesture):
    """Drag the picture under the view."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: Pointer) -> None:
        step = at.view - self.last.view
        self.canvas.pan_by(step.x(), step.y())
        super().move(at)


class Choose(Pan):
    """Select what is clicked in the close view; a drag moves the picture and nothing else."""

    def __init__(self, canvas: Canvas, start: Pointer, id: str) -> None:
        super().__init__(canvas, start)
        self._id = id

    def end(self, at: Pointer) -> bool:
        if not self.dragged:
            others = [i for i in self.canvas.selection if i != self._id] if at.adds else []
            is_chosen = at.adds and self._id in self.canvas.selection
            self.canvas.select(others if is_chosen else [*others, self._id])
        return super().end(at)


class RubberBand(Gesture):
    """Select what lies in a rectangle; a click on nothing selects nothing."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._before = canvas.selection if start.adds else ()

    def move(self, at: Pointer) -> None:
        super().move(at)
        found = self.canvas.scene.inside(self._area()) if self.dragged else []
        self.canvas.select([*self._before, *(id for id in found if id not in self._before)])

    def end(self, at: Pointer) -> bool:
        self.move(at)
        return False

    def cancel(self) -> None:
        self.canvas.select(self._before)

    def paint(self, painter: QPainter) -> None:
        if not self.dragged:
            return
        theme = self.canvas.theme
        painter.setPen(QPen(theme.line_of("accent"), 1.0))
        painter.setBrush(theme.colour("accent", 0.10))
        painter.drawRect(self.canvas.camera.area_to_view(self._area()))

    def _area(self) -> QRectF:
        return QRectF(self.start.scene, self.last.scene).normalized()


class Move(Gesture):
    """Select an element and drag what is selected: one undo step when released.

    Parts that sit in something that moves come along by themselves; a synapse moves by the
    receptors that it binds, whose places on the membrane are what is kept.
    """

    def __init__(self, canvas: Canvas, start: Pointer, id: str) -> None:
        super().__init__(canvas, start)
        self._id = id
        self._was = canvas.selection
        self._origin: Mapping[str, QPointF] | None = None
        if start.adds:
            chosen = [i for i in self._was if i != id]
            canvas.select(chosen if id in self._was else [*chosen, id])
        elif id not in self._was:
            canvas.select([id])

    def move(self, at: Pointer) -> None:
        super().move(at)
        if self._origin is None and self.dragged:
            self._origin = self.canvas.scene.movable(self.canvas.selection)
            self.canvas.lift(self._origin)
        if self._origin is not None:
            self.canvas.preview(at.scene - self.start.scene)

    def end(self, at: Pointer) -> bool:
        self.move(at)
        if self._origin is None:
            if not at.adds:
                self.canvas.select([self._id])
            return False
        delta = self.canvas.document.circuit.moved(self._places())
        self.canvas.put_down()
        self.canvas.document.push(delta)
        return False

    def cancel(self) -> None:
        if self._origin is not None:
            self.canvas.put_down()
        self.canvas.select(self._was)

    def _places(self) -> dict[str, tuple[float, float]]:
        step = self.last.scene - self.start.scene
        origin = self._origin or {}
        return {
            id: (round(place.x() + step.x(), 1), round(place.y() + step.y(), 1))
            for id, place in origin.items()
        }
