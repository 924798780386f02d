"""What the pointer is on, and which gesture a press there begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from circuitlab.gui.canvas.gestures.gesture import Choose, Gesture, Move, Pan, Pointer, RubberBand
from circuitlab.gui.canvas.gestures.region import ChooseRegion, region_at
from circuitlab.gui.canvas.gestures.rewire import gesture_on
from circuitlab.gui.canvas.gestures.wire import HANDLE_REACH, Wire, handle_of
from circuitlab.gui.canvas.gestures.wire_hover import WireHover

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.render.backdrops.drawing import Words

SLACK = 3.0
"""View pixels by which a thin thing may be missed and is hit nevertheless."""

_LEAVING = 2.5 * HANDLE_REACH


class Hover:
    """The element or wire under the pointer, and the element whose wiring handle is shown.

    Parameters
    ----------
    canvas : Canvas

    Attributes
    ----------
    is_here : bool
        Whether the pointer is on the canvas.
    wires : WireHover
        The wire under the pointer, where no element lies over it.
    region : Words or None
        The name of a region of the drawing behind, where nothing of the circuit lies over it.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.at = Pointer(QPointF(), QPointF())
        self.id = ""
        self.handle_id = ""
        self.is_here = False
        self.wires = WireHover(canvas)
        self.region: Words | None = None

    def move(self, at: Pointer) -> bool:
        """Follow the pointer; True when it is now on another element than before."""
        self.at, self.is_here = at, True
        before = self.id
        gripped = not self.on_handle(at.view) and self.wires.grip(at)
        self.id = "" if gripped else self.hit(at)
        if not gripped:
            self._follow_wires(at)
        self.region = self._region(at)
        if not self.on_handle(at.view):
            self.handle_id = self._with_handle(self.id, at.view)
        return self.id != before

    def leave(self) -> None:
        """Forget the pointer, which has left the canvas."""
        self.id = self.handle_id = ""
        self.is_here = False
        self.region = None
        self.wires.leave()

    def _follow_wires(self, at: Pointer) -> None:
        if self.id or self.on_handle(at.view):
            self.wires.leave()
        else:
            self.wires.follow(at)

    def _region(self, at: Pointer) -> Words | None:
        """Return the name of a region under the pointer, where nothing of the circuit is."""
        is_free = not (self.id or self.wires.wire or self.on_handle(at.view))
        return region_at(self._canvas, at) if is_free else None

    def hit(self, at: Pointer) -> str:
        """Return the topmost element there, or an empty text; from near, what is drawn so."""
        near = self._canvas.hit_near(at.view)
        return near or self._canvas.scene.at(at.scene, SLACK / self._canvas.camera.scale)

    def is_on_nothing(self, at: Pointer) -> bool:
        """Return whether neither an element nor the name of a region is there."""
        return not self.hit(at) and self.region is None

    def handle(self) -> QPointF | None:
        """Return where in the view the wiring handle is that is shown.

        Seen from so far that it would cover its element, there is none: the element is what a
        hand reaches for.
        """
        if self._canvas.hit_near(self.at.view):
            return None  # from so near nothing is wired
        place = self._canvas.scene.place(self.handle_id)
        where = handle_of(place) if place is not None else None
        if place is None or where is None:
            return None
        at, middle = map(self._canvas.camera.to_view, (where, place.centre))
        covers = QPointF.dotProduct(at - middle, at - middle) < HANDLE_REACH**2
        return None if covers else at

    def on_handle(self, view: QPointF) -> bool:
        """Return whether a view position is on the handle that is shown."""
        at = self.handle()
        return at is not None and QPointF.dotProduct(view - at, view - at) <= HANDLE_REACH**2

    def gesture(self, at: Pointer, button: Qt.MouseButton) -> Gesture | None:
        """Return the gesture that a press begins."""
        canvas = self._canvas
        if button == Qt.MouseButton.MiddleButton:
            return Pan(canvas, at)
        if button != Qt.MouseButton.LeftButton:
            return None
        if near := canvas.hit_near(at.view):
            return Choose(canvas, at, near)
        if self.on_handle(at.view):
            return Wire(canvas, at, self.handle_id)
        if self.wires.wire is not None:
            return gesture_on(canvas, at, self.wires.wire, self.wires.spot)
        if self.id:
            return Move(canvas, at, self.id)
        if at.modifiers & Qt.KeyboardModifier.ControlModifier:
            return Pan(canvas, at)
        if self.region is not None:
            return ChooseRegion(canvas, at, self.region)
        return RubberBand(canvas, at)

    def _with_handle(self, id: str, view: QPointF) -> str:
        """Return whose handle to show: the element's, its host's, or still the last one's."""
        place = self._canvas.scene.place(id)
        if place is not None:
            return place.host or id
        old = self.handle()
        near = old is not None and (view - old).manhattanLength() < _LEAVING
        return self.handle_id if near else ""
