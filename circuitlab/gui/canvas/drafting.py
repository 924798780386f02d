"""Drawing much of a circuit a little at a time, while the window goes on."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QMouseEvent

from circuitlab.gui.canvas.layers import notices
from circuitlab.gui.canvas.stepwise_scene import AT_ONCE
from circuitlab.gui.lasting_circuit import LARGE
from circuitlab.gui.uncollected import lasting
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QPainter

    from circuitlab.gui.canvas.layers.frame_painter import Painting
    from circuitlab.gui.canvas.magnified import Magnified
    from circuitlab.model.delta import Key

_SLICE_S, _PAINT_EVERY_S = 0.010, 0.1
_SHARE = 5.0
"""So many times as long as a picture of what there is took, nothing but the rest is drawn."""
_STEPS_EACH = 2.2
"""About how many steps of drawing each element and link takes."""


class Drafting(QObject):
    """Has a canvas show a large circuit soon, and draws it in the pauses of the window.

    Parameters
    ----------
    canvas : Magnified
        Shows what there is as long as this `is_on`, and asks nothing of where things lie.

    Attributes
    ----------
    done : Signal()
        All that was begun is drawn.
    keeps_picture : bool
        Whether the picture from before the edit is shown meanwhile.
    """

    done = Signal()

    def __init__(self, canvas: Magnified) -> None:
        super().__init__()
        self._canvas = canvas
        self.is_on = self.keeps_picture = False
        self._steps, self._paint_at = 1.0, 0.0
        self._held: QPointF | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Draw the circuit on the desk anew: at once where it is small."""
        circuit = self._canvas.document.circuit
        self._canvas.scene.begin(circuit)
        self._start(len(circuit.elements), len(circuit.elements) + len(circuit.links), keeps=False)

    def follow(self, keys: Collection[Key]) -> bool:
        """Follow an edit of much a little at a time; whether it is one."""
        circuit = self._canvas.document.circuit
        if self.is_on or len(keys) <= AT_ONCE:
            return False
        if 2 * len(keys) > len(circuit.elements) + len(circuit.links):
            self.begin()
        else:
            self._canvas.scene.begin_to_follow(circuit, keys)
            self._start(len(keys), 2 * len(keys), keeps=True)
        return True

    def _start(self, elements: int, things: int, *, keeps: bool) -> None:
        self._steps, self.keeps_picture = max(1.0, _STEPS_EACH * things), keeps
        self.is_on = True
        if elements <= AT_ONCE:
            self._canvas.scene.finish()
            self._end()
        else:
            self._next.start()

    def _go_on(self) -> None:
        is_large = len(self._canvas.document.circuit.rows.nodes) >= LARGE
        with lasting() if is_large else nullcontext():
            is_whole = self._canvas.scene.go_on(time.perf_counter() + _SLICE_S)
        if is_whole:
            self._end()
        else:
            self._next.start()
            if time.perf_counter() >= self._paint_at:
                self._canvas.update()

    def _end(self) -> None:
        self._next.stop()
        self.is_on = False
        self._held = None
        self.done.emit()

    def takes(self, event: QEvent) -> bool:
        """Whether an event is one for what is not drawn yet: a pointer that is held pans it."""
        if not self.is_on or not isinstance(event, QMouseEvent | QDragMoveEvent):
            return False
        if isinstance(event, QDragMoveEvent):
            event.ignore()
            return True
        to = self._canvas.in_view(event.position())
        if event.buttons() and self._held is not None:
            step = to - self._held
            self._canvas.look(self._canvas.camera.panned(step.x(), step.y()))
        self._held = to if event.buttons() else None
        return True

    def paint(self, painter: QPainter, painting: Painting) -> None:
        """Paint what there is, and say how far the rest is; the painter is in view pixels."""
        canvas, scene = self._canvas, self._canvas.scene
        begun = time.perf_counter()
        size, camera = canvas.view_size(), canvas.camera
        if self.keeps_picture:
            painting.paint_still(painter)
        else:
            painter.save()
            painter.setTransform(camera.transform(), combine=True)
            area = camera.visible(size)
            scene.paint_ground(painter, area, camera.scale)
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            scene.draft.paint(painter, canvas.theme, camera.scale, area)
            painter.restore()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        above = None if canvas.is_for_audience else size
        part = min(0.99, scene.steps_done / self._steps)
        words = _("Drawing {count} elements").format(count=len(canvas.document.circuit.elements))
        notices.paint_progress(
            painter, canvas.corners.line_room(), above, canvas.theme, words, part
        )
        now = time.perf_counter()
        self._paint_at = now + max(_PAINT_EVERY_S, _SHARE * (now - begun))
