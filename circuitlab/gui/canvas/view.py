"""The canvas as a widget: a camera on the scene, gestures, and what lives painted each frame.

A plain widget with its own camera, and no item for each thing: Qt only ever sees tiles that are
ready, sprites, and a few marks on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.controls.controls import Corners
from circuitlab.gui.canvas.drafting import Drafting
from circuitlab.gui.canvas.gestures import keys
from circuitlab.gui.canvas.gestures.drop import MIME, Drop
from circuitlab.gui.canvas.gestures.gesture import Gesture, Pointer
from circuitlab.gui.canvas.gestures.hover import Hover
from circuitlab.gui.canvas.gestures.region import show_hand
from circuitlab.gui.canvas.late_names import LateNames
from circuitlab.gui.canvas.layers.frame_painter import Painting
from circuitlab.gui.canvas.layers.repaint import Frames
from circuitlab.gui.canvas.magnified import Magnified
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.gui.faults import paints
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.canvas.gestures.grips import Grips
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta
    from circuitlab.model.rewiring import Wire
    from circuitlab.render.theme import Theme

SETTLE_MS = 50
SAID_REACH = 60.0


class CanvasView(Magnified):
    """Shows a circuit alive and lets people build it: a `Canvas` for gestures, and `Painted`.

    Parameters
    ----------
    document : Document
        The circuit; every gesture pushes one Delta there.
    session : Session
        The run whose frames are painted.
    theme : Theme
    catalog : Catalog

    Attributes
    ----------
    hovered : Signal(str)
        The element under the pointer, or an empty text.
    looked : Signal()
        The camera looks elsewhere.
    quick_add_requested : Signal(object, str)
        Where on the canvas (None: nobody points), and what a wire was drawn from, or an empty text.
    """

    hovered = Signal(str)
    quick_add_requested = Signal(object, str)
    looked = Signal()

    def __init__(
        self,
        document: Document,
        session: Session,
        theme: Theme,
        catalog: Catalog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.session = document, session
        self.catalog, self.theme = catalog, theme
        self.camera = Camera()
        self.scene = CanvasScene(document.circuit, catalog, theme)
        self.drafting = Drafting(self)
        self.drafting.setParent(self)  # only now: it is asked about each event, a new child's too
        self.gesture: Gesture | None = None
        self.hover = Hover(self)
        self.said: tuple[Problem, QPointF] | None = None
        self.fault = ""
        self.more_marks: list[Callable[[QPainter], None]] = []
        self.is_due: Callable[[], bool] = lambda: True
        self.corners = Corners(self, self)
        self.frames = Frames(self, self.corners.follow)
        self._painting, self._acting, self._is_new = Painting(self), False, False
        self._late_names = LateNames(self.scene, self._painting, self.frames, self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._prepare()
        self._connect()

    def _prepare(self) -> None:
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(_("Canvas"))
        self.setAccessibleDescription(
            _("Tab adds a part, or goes to the next one; arrow keys move it, Delete removes it.")
        )

    def _connect(self) -> None:
        self.document.changed.connect(self._changed)
        self.document.replaced.connect(self._replaced)
        self.session.selection.changed.connect(lambda _ids: self.frames.ask())
        self.session.frame_ready.connect(self._follow_run)
        self.session.engine.status_changed.connect(lambda _status: self.frames.ask())
        self.session.problem_found.connect(self._mark_fault)
        self.session.restarted.connect(lambda: self._mark_fault(None))
        self._settle.timeout.connect(self._settled)
        self.drafting.done.connect(self._drawn)

    # ---- looking

    def look(self, camera: Camera) -> None:
        if camera.scale != self.camera.scale:
            self._settle.start()
        self.camera = camera
        self.looked.emit()
        if self.gesture is None and self.hover.is_here and not self.drafting.is_on:
            view = self.hover.at.view
            self._point(Pointer(view, camera.to_scene(view), self.hover.at.modifiers))
        else:
            self.frames.ask()

    def show_to_audience(self, times: float | None) -> None:
        """Show everything so many times as large, and nothing that edits; None: as ever."""
        self.cancel_gesture()
        self.forget_pointer()
        self.is_for_audience = times is not None
        self.magnify(times or 1.0)
        self.corners.show_to_audience(self.is_for_audience)
        self._settled()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self.theme = self.scene.theme = theme
        if not self.drafting.is_on:
            self._painting.clear()
        self.corners.set_theme(theme)
        self.update()

    @property
    def selection(self) -> tuple[str, ...]:
        return self.session.selection.ids

    @property
    def is_settled(self) -> bool:
        """Whether the still picture is up to date and painted for this magnification."""
        is_drawn = not self._settle.isActive() and not self.drafting.is_on
        return is_drawn and not self.scene.are_names_late and self._painting.is_ready()

    def hit_near(self, view: QPointF) -> str:
        return self._painting.hit_near(view)

    def _settled(self) -> None:
        self._painting.settle()
        self.frames.ask()

    # ---- what gestures use

    def select(self, ids: Iterable[str]) -> None:
        elements = self.document.circuit.elements
        self.session.selection.select(dict.fromkeys(id for id in ids if id in elements))

    def say(self, problem: Problem | None, at: QPointF | None = None) -> None:
        self.said = (problem, at) if problem is not None and at is not None else None
        self.frames.ask()

    def lift(self, ids: Iterable[str]) -> None:
        self._painting.invalidate(self.scene.lift(ids), self.scene.carried)

    def preview(self, step: QPointF) -> None:
        if self.scene.lifted is not None:
            self.scene.lifted.preview(step)
        self.frames.ask()

    def put_down(self) -> None:
        carried = self.scene.carried
        self._painting.invalidate(self.scene.put_down(), carried)
        self.frames.ask()

    def forget_pointer(self) -> None:
        if self.gesture is None and self.hover.is_here:
            self.hover.leave()
            self.hovered.emit("")
            self.frames.ask()

    def cancel_gesture(self) -> bool:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.cancel()
            self.unsetCursor()
            self.frames.ask()
        return gesture is not None

    def wire_near(self, point: QPointF, reach: float, *, axons_only: bool = False) -> Wire | None:
        return self.hover.wires.nearest(point, reach, axons_only=axons_only)

    def grips(self, wire: Wire) -> Grips | None:
        return self.hover.wires.grips(wire)

    def pointed_at(self) -> QPointF | None:
        return self.hover.at.scene if self.underMouse() else None

    def ask_for_part(self, at: QPointF | None, source: str = "") -> None:
        self.quick_add_requested.emit(at, source)

    def _begin(self, gesture: Gesture | None) -> None:
        self.gesture = gesture
        if gesture is not None:
            self.setCursor(gesture.cursor)

    def _end(self, at: Pointer) -> None:
        gesture = self.gesture
        if gesture is None:
            return
        self._acting, goes_on = True, False
        try:
            goes_on = gesture.end(at)
        finally:  # an edit may be refused
            self._acting = False
            if not goes_on:
                self.gesture = None
                self.unsetCursor()
        self._point(at)

    def _point(self, at: Pointer) -> None:
        """Note where the pointer is and what it is on."""
        if self.hover.move(at):
            self.hovered.emit(self.hover.id)
        show_hand(self, self.hover.region if self.gesture is None else None)
        if self.said is not None and self.gesture is None:
            way = at.view - self.said[1]
            if max(abs(way.x()), abs(way.y())) > SAID_REACH:
                self.said = None
        self.frames.ask()

    def _pointer(self, event: QMouseEvent | QDropEvent) -> Pointer:
        view = self.in_view(event.position())
        return Pointer(view, self.camera.to_scene(view), event.modifiers())

    # ---- following

    def _follow_run(self) -> None:
        if not self.drafting.is_on and (areas := self.scene.hold(self.session.live.set_now)):
            self._painting.invalidate(areas)
        (self.frames.show if self.is_due() else self.frames.owe)()

    def _changed(self, delta: Delta) -> None:
        if not self._acting:
            self.cancel_gesture()
        if self.drafting.follow(delta.changes):
            return
        if dirty := self.scene.edited(self.document.circuit, delta.changes):
            self._painting.invalidate(dirty)
            self.corners.map.outdate()
        self._late_names.follow()
        self.frames.ask()

    def _replaced(self) -> None:
        self.cancel_gesture()
        self._mark_fault(None)
        self.hover.leave()
        self._fitted, self._is_new = None, True
        self.drafting.begin()
        if self.drafting.is_on:
            self.fit()
            self._settled()

    def _drawn(self) -> None:
        """All of the circuit is drawn, anew or after an edit of much."""
        self._painting.take_up(self.scene.take_dirty() if self.drafting.keeps_picture else None)
        self.corners.map.outdate()
        if self._is_new and self.is_fitted:
            self.fit()
        self._is_new = False
        self._late_names.follow()
        self._settled()

    def _mark_fault(self, problem: Problem | None) -> None:
        id = problem.where.partition(".")[0].strip() if problem is not None else ""
        self.fault = id if id in self.document.circuit.elements else ""
        self.update()

    # ---- Qt

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        self.frames.begin()
        with QPainter(self) as painter:
            self.widen(painter)
            if self.drafting.is_on:
                self.drafting.paint(painter, self._painting)
                return
            zooming = self._settle.isActive()
            more = self._painting.paint(painter, refine=not zooming)
        if more:
            self.frames.ask()
        if self._painting.is_refined:
            self.corners.map.refresh(self._painting.overview, self.scene.world)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._pointer(event)
        if self.gesture is None:
            self.said = None
            self._point(at)
            self._begin(self.hover.gesture(at, event.button()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pointer(event)
        if self.gesture is not None:
            self.gesture.move(at)
            self.frames.ask()
        else:
            self._point(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._pointer(event)
        if event.button() == Qt.MouseButton.LeftButton and self.hover.is_on_nothing(at):
            self.quick_add_requested.emit(at.scene, "")
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if self.drafting.takes(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
        elif (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1.0 + event.value(), self.in_view(event.position()))
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.forget_pointer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        kind = bytes(event.mimeData().data(MIME).data()).decode(errors="replace")
        if kind in self.catalog.kinds:
            self._begin(Drop(self, self._pointer(event), kind))
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.gesture is not None:
            self.gesture.move(self._pointer(event))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        self._end(self._pointer(event))
        event.acceptProposedAction()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.corners.place()
        if self.is_fitted:
            self.fit()
            self._settled()
        self.corners.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel_gesture()
