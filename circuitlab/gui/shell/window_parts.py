"""Turning pages, folding panels, and going from one part of the window to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.room import centre_on
from circuitlab.gui.shell.commands import add_in_view
from circuitlab.gui.shell.panels import LEFT, RIGHT
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from circuitlab.gui.shell.workspace import EditorWindow
    from circuitlab.gui.sidebar.quick_add import QuickAdd

ELEMENTS, OUTLINE = 0, 1
"""The pages of the left side."""


def shows_page(page: int, window: EditorWindow) -> bool:
    """Return whether a page of the left side shows."""
    return window.panels.shows(LEFT) and window.left.page == page


def show_page(page: int, window: EditorWindow) -> None:
    """Show a page of the left side."""
    window.left.turn_to(page)
    window.panels.show_panel(LEFT)


def turn_page(page: int, window: EditorWindow) -> None:
    """Show a page of the left side, or fold the side away where it shows already."""
    if shows_page(page, window):
        window.panels.show_panel(LEFT, shown=False)
    else:
        show_page(page, window)


def shows(name: str, window: EditorWindow) -> bool:
    """Return whether a panel shows."""
    return window.panels.shows(name)


def fold(name: str, window: EditorWindow) -> None:
    """Fold a panel away, or show it again."""
    window.panels.show_panel(name, not window.panels.shows(name))


def turn_pathways(window: EditorWindow) -> None:
    """Light what reaches the selected element and what it reaches, or no more."""
    pathways = window.session.pathways
    pathways.show(not pathways.shown)


def show_element(window: EditorWindow, id: str) -> None:
    """Select an element and bring it to the middle of the canvas."""
    window.session.selection.select([id])
    if window.session.selection.ids:
        centre_on(window.canvas, id)


def turn_only_circuit(window: EditorWindow) -> None:
    """Show nothing but the canvas, or all again."""
    window.panels.show_only_circuit(not window.panels.only_circuit)


def turn_map(window: EditorWindow) -> None:
    """Show the map in the corner of the canvas, or hide it."""
    corners = window.canvas.corners
    corners.show_map(not corners.has_map)


def has_backdrop(name: str, window: EditorWindow) -> bool:
    """Return whether the circuit is drawn on that backdrop."""
    return bool(window.document.circuit.document["backdrop"] == name)


def choose_backdrop(name: str, window: EditorWindow) -> None:
    """Draw the circuit on another backdrop, and show the whole of it."""
    if not has_backdrop(name, window):
        circuit = window.document.circuit
        window.document.push(circuit.with_document({"backdrop": name}, _("Backdrop")))
        window.canvas.fit()


def find(window: EditorWindow) -> None:
    """Put the cursor into the outline's field."""
    show_page(OUTLINE, window)
    window.outline.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.outline.field.selectAll()


def rename(window: EditorWindow) -> None:
    """Let people write another name for what is selected, and go back to where they were."""
    from circuitlab.gui.inspector.element_page import ElementSheet

    sheet = window.inspector.sheet
    if not isinstance(sheet, ElementSheet):
        return
    tree = window.outline.tree
    back = tree if window.focusWidget() is tree else window.canvas
    if not window.panels.shows(RIGHT):
        window.panels.show_panel(RIGHT)
    sheet.title.edit()
    for done in (sheet.title.field.entered, sheet.title.field.escaped):
        done.connect(lambda *_what: back.setFocus())


def open_group(window: EditorWindow, group: str, place: QPoint) -> QuickAdd:
    """Offer the kinds of one of the palette's groups beside a place on the screen."""
    from circuitlab.gui.sidebar.quick_add import QuickAdd

    only = [kind.name for kind in window.catalog.groups()[group]]
    popup = QuickAdd(window.catalog, window.theme, only, parent=window.window())
    popup.chosen.connect(lambda kind: add_in_view(window, kind))
    popup.open_at(place)
    return popup


def go_on(window: EditorWindow, by: int = 1) -> None:
    """Put the focus into the next part of the window that shows."""
    parts = [part for part in _parts(window) if part.isVisible() and _first(part) is not None]
    focus = window.focusWidget()
    inside = [n for n, part in enumerate(parts) if focus is part or part.isAncestorOf(focus)]
    here = inside[-1] if inside else 0
    target = _first(parts[(here + by) % len(parts)])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def go_back(window: EditorWindow) -> None:
    """Put the focus into the part of the window before."""
    go_on(window, -1)


def _parts(window: EditorWindow) -> tuple[QWidget, ...]:
    sides = (window.rail, window.left, window.canvas, window.inspector, window.traces)
    return (window.bar, *sides)


def _first(part: QWidget) -> QWidget | None:
    """Return what takes the focus in a part of the window: its page before the tabs above it."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    ready = [
        each
        for each in part.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return next((each for each in ready if each.metaObject().className() != "QTabBar"), None)
