"""What the canvas is to whatever works on it: what may be looked at, and what a gesture may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from circuitlab.gui.on_desk import OnDesk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPointF, QSize, QSizeF

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.gestures.grips import Grips
    from circuitlab.gui.canvas.layers.repaint import Frames
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.model.rewiring import Wire


class Picture(OnDesk, Protocol):
    """What is shown, from where, and on how many pixels."""

    @property
    def camera(self) -> Camera:
        """From where it is seen."""

    @property
    def scene(self) -> CanvasScene:
        """Where everything is."""

    @property
    def frames(self) -> Frames:
        """Has the canvas painted anew when asked."""

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of what is selected in the window."""

    @property
    def is_for_audience(self) -> bool:
        """Whether it is shown to a room: without anything by which one edits."""

    @property
    def times(self) -> float:
        """How many pixels of the widget one of the view takes."""

    def view_size(self) -> QSizeF:
        """Return the size of the view in its pixels."""

    def size(self) -> QSize:
        """Return the same in whole pixels."""

    def devicePixelRatioF(self) -> float:
        """Return how many pixels of the screen one of the view takes."""


class Canvas(Picture, Protocol):
    """What a gesture may do."""

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly the elements `ids` that exist."""

    def say(self, problem: Problem | None, at: QPointF | None = None) -> None:
        """Say at a view position why something is refused; None takes it back."""

    def lift(self, ids: Iterable[str]) -> None:
        """Begin to drag elements: they leave the still picture."""

    def preview(self, step: QPointF) -> None:
        """Show what is dragged, `step` canvas units from where it was."""

    def put_down(self) -> None:
        """Stop dragging: what was lifted is still again."""

    def look(self, camera: Camera) -> None:
        """Look at the circuit through another camera."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by view pixels."""

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, leaving a view position (by default the middle) where it is."""

    def fit(self) -> None:
        """Show the whole circuit."""

    def centre_on(self, point: QPointF) -> None:
        """Bring a canvas point to the middle of the view."""

    def hit_near(self, view: QPointF) -> str:
        """Return what the close view shows at a view position; empty where it does not show."""

    def wire_near(self, point: QPointF, reach: float, *, axons_only: bool = False) -> Wire | None:
        """Return the wire nearest to a canvas point within so many view pixels, if it shows."""

    def grips(self, wire: Wire) -> Grips | None:
        """Return where a wire can be gripped; None where it is too short on screen for that."""

    def pointed_at(self) -> QPointF | None:
        """Return the canvas point that the pointer is on; None while it is elsewhere."""

    def ask_for_part(self, at: QPointF | None, source: str = "") -> None:
        """Offer new parts at a canvas point (None: in the middle), wired from `source` if given."""

    def cancel_gesture(self) -> bool:
        """Leave everything as it was before the gesture that goes on; whether one did."""

    def forget_pointer(self) -> None:
        """Note that the pointer is on nothing here: it left, or is on what lies on the canvas."""
