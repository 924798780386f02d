"""The menu that a right click or the Menu key opens on the canvas and in the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from circuitlab.gui.canvas.gestures.gesture import SLACK
from circuitlab.gui.canvas.gestures.wire_hover import REACH
from circuitlab.gui.shell import backdrop_actions, pin_actions
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

ON_PARTS = (
    *("connect", "rename", "mute", "-", *pin_actions.KEYS, "-"),
    *("cut", "copy", "paste", "duplicate", "delete", "-"),
    *("tidy", "select_connected", "select_all", "deselect"),
)
ON_NOTHING = (
    *("quick_add", "paste", "find", "select_all", "tidy", "-"),
    *("fit", "map", "only_circuit", "-"),
    *backdrop_actions.KEYS,
)
"""What the menu offers where something is selected, and where nothing is: keys of actions."""


class ContextMenus(QObject):
    """Opens the menu of what is selected, or of what the pointer is on.

    Parameters
    ----------
    window : EditorWindow
        Its canvas and outline are watched.
    """

    def __init__(self, window: EditorWindow) -> None:
        super().__init__(window.window())
        self._window = window
        for watched in (window.canvas, window.outline.tree):
            watched.installEventFilter(self)
        window.outline.tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _asks(event):
            self._open_at_selection()
            return True
        if isinstance(event, QContextMenuEvent):
            if event.reason() == QContextMenuEvent.Reason.Keyboard:
                self._open_at_selection()
            else:
                self._open_at_pointer(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _open_at_pointer(self, watched: QObject, event: QContextMenuEvent) -> None:
        canvas = self._window.canvas
        if watched is canvas:
            if canvas.gesture is not None:
                return
            point = canvas.camera.to_scene(QPointF(event.pos()))
            id = canvas.scene.at(point, SLACK / canvas.camera.scale)
            wire = canvas.hover.wires.nearest(point, REACH)
            if not id and wire is not None:
                canvas.session.selection.select_wire(wire)
            elif id not in canvas.selection:
                canvas.select([id] if id else ())
        self._open(event.globalPos())

    def _open_at_selection(self) -> None:
        window, focus = self._window, self._window.focusWidget()
        tree, item = window.outline.tree, window.outline.tree.currentItem()
        if focus is tree and item is not None:
            box = tree.visualItemRect(item)
            self._open(tree.viewport().mapToGlobal(box.bottomLeft() + QPoint(30, 0)))
        else:
            self._open(window.canvas.mapToGlobal(self._on_canvas()))

    def _on_canvas(self) -> QPoint:
        """Return where in the view what is selected stands, or the middle."""
        canvas = self._window.canvas
        place = canvas.scene.place(canvas.selection[0]) if canvas.selection else None
        at = canvas.mapFromScene(place.centre) if place is not None else canvas.rect().center()
        return at if canvas.rect().contains(at) else canvas.rect().center()

    def _open(self, place: QPoint) -> None:
        session = self._window.session
        chosen = bool(session.selection.ids) or session.selection.link is not None
        menu = menu_of(self._window, ON_PARTS if chosen else ON_NOTHING)
        menu.popup(place)
        menu.setActiveAction(next(each for each in menu.actions() if each.isEnabled()))


def menu_of(window: EditorWindow, keys: tuple[str, ...]) -> QMenu:
    """Return a menu of actions by their keys; ``-`` is a line."""
    menu = QMenu(window.window())
    menu.setObjectName("contextMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Menu of what is selected"))
    for key in keys:
        if key == "-":
            menu.addSeparator()
        else:
            menu.addAction(window.actions_by_key[key])
    return menu


def _asks(event: QKeyEvent) -> bool:
    """Return whether a key asks for the menu."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (shift and event.key() == Qt.Key.Key_F10)
