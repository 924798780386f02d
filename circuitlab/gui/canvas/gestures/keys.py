"""What keys do while the canvas has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from circuitlab.gui.canvas.gestures.walk import walk
from circuitlab.gui.canvas.room import bring_into_view
from circuitlab.gui.shell.deletion import delete_selected

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas

NUDGE, FINE_NUDGE = 8.0, 1.0
"""Canvas units that an arrow key moves the selection, and with Shift."""

PAN = 60.0
"""View pixels that an arrow key moves the picture where nothing is selected."""

ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
ADDING = (Qt.Key.Key_Tab, Qt.Key.Key_Slash)


def press(canvas: Canvas, event: QKeyEvent) -> bool:
    """Do what a key means on the canvas; False when it means nothing there."""
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Escape:
        _escape(canvas)
    elif key in DELETING:
        delete_selected(canvas.document, canvas.session)
    elif key in ARROWS:
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        _go(canvas, ARROWS[key], FINE_NUDGE if fine else NUDGE)
    elif key == Qt.Key.Key_Backtab:
        walk(canvas, -1)
    elif key == Qt.Key.Key_Tab and canvas.selection:
        walk(canvas, 1)
    elif key in ADDING:
        canvas.ask_for_part(canvas.pointed_at())
    else:
        return False
    return True


def _escape(canvas: Canvas) -> None:
    if not canvas.cancel_gesture():
        canvas.say(None)
        canvas.select(())


def _go(canvas: Canvas, way: tuple[float, float], step: float) -> None:
    """Move what is selected, or where nothing is, the picture."""
    if canvas.selection:
        _nudge(canvas, way, step)
        bring_into_view(canvas, canvas.selection[0])
    else:
        canvas.pan_by(-PAN * way[0], -PAN * way[1])


def _nudge(canvas: Canvas, way: tuple[float, float], step: float) -> None:
    """Move the selection a little; presses that follow each other are one undo step."""
    origin = canvas.scene.movable(canvas.selection)
    places = {id: (at.x() + step * way[0], at.y() + step * way[1]) for id, at in origin.items()}
    key = "nudge " + " ".join(sorted(places))
    canvas.document.push(canvas.document.circuit.moved(places, merge_key=key))
