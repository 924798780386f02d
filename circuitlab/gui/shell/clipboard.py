"""Cut, copy and paste: parts of a circuit travel as the text of a circuit's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication

from circuitlab.files.schema import FORMAT
from circuitlab.files.serialise import text_of
from circuitlab.files.step_text import holds_steps
from circuitlab.files.store import load_text
from circuitlab.gui.canvas import room
from circuitlab.gui.shell.deletion import delete_selected
from circuitlab.model.circuit import Circuit
from circuitlab.model.duplicate import OFFSET, copied
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.shell.workspace import EditorWindow, Workspace


def copy(window: Workspace) -> bool:
    """Lay what is selected on the clipboard, with what sits in it and the wires among it.

    Returns
    -------
    bool
        Whether there was anything that can stand by itself.
    """
    parts = Circuit()
    parts.apply(copied(window.document.circuit, window.session.selection.ids, parts)[1])
    if parts.elements:
        QGuiApplication.clipboard().setText(text_of(parts))
        window.say(_("Copied to the clipboard, with the wires among it"))
    else:
        window.say(_("A wire is copied with the neurons that it joins: select them too"))
    return bool(parts.elements)


def cut(window: Workspace) -> None:
    """Lay what is selected on the clipboard and take it away."""
    if copy(window):
        delete_selected(window.document, window.session)


def paste(window: EditorWindow) -> None:
    """Add what lies on the clipboard: at the pointer, or in view where nothing lies yet.

    Steps of a lecture go to the lecture.
    """
    text = QGuiApplication.clipboard().text()
    if holds_steps(text):
        window.lecture.editing.paste()
        return
    if FORMAT not in text:
        window.say(_("The clipboard holds no parts of a circuit: copy some first"))
        return
    loaded = load_text(text, window.catalog)
    if loaded.circuit is not None and loaded.circuit.elements:
        _add(window, loaded.circuit)
    if loaded.problems:
        title = _("Not everything on the clipboard could be read")
        window.questions.show_problems(title, list(loaded.problems))


def _add(window: Workspace, parts: Circuit) -> None:
    circuit = window.document.circuit
    boxes = room.covered(parts, window.catalog)
    move = _move(window, boxes)
    ids, delta = copied(parts, parts.elements, circuit, (move.x(), move.y()), _("Paste"))
    window.document.push(delta)
    window.session.selection.select(id for id in ids if window.document.circuit.host(id) is None)
    for id in window.session.selection.ids:
        room.bring_into_view(window.canvas, id)


def _move(window: Workspace, boxes: Sequence[QRectF]) -> QPointF:
    """Return how far from where it was what is pasted goes."""
    canvas, middle = window.canvas, room.hull(boxes).center()
    if canvas.underMouse() and canvas.hover.is_here:
        wish = canvas.hover.at.scene - middle
        return wish if room.is_free(canvas, boxes, wish) else room.free_place(canvas, boxes, wish)
    seen = canvas.camera.visible(canvas.view_size())
    wish = QPointF(*OFFSET) if seen.contains(middle) else seen.center() - middle
    return room.free_place(canvas, boxes, wish)
