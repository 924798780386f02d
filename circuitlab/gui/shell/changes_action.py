"""Showing what changed from the preset or file that the circuit began as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.window_parts import show_element
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

KEY = "changes"


def action() -> Action:
    """Return the action that lists the changes."""
    return Action(KEY, _("What changed…"), _show, ("Ctrl+Shift+D",), enabled=_has_beginning)


def _has_beginning(window: EditorWindow) -> bool:
    return window.beginning.circuit is not None


def _show(window: EditorWindow) -> None:
    from circuitlab.gui.changes.changes_dialog import ChangesDialog

    ChangesDialog(window.beginning, lambda id: show_element(window, id), window.window()).show()
