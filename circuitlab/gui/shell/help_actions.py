"""The actions that open the help: on what is selected, or on the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.help.keyboard_page import NAME, keyboard_page
from circuitlab.gui.shell.action import Action
from circuitlab.help.page import Page
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.help.window import HelpWindow
    from circuitlab.gui.shell.workspace import EditorWindow


def actions() -> tuple[Action, ...]:
    """Return what opens the help."""
    return (
        Action("help", _("Guide…"), open_help, ("F1",)),
        Action("keyboard", _("Keyboard"), lambda window: open_help(window, NAME), ("Ctrl+F1",)),
    )


def open_help(window: EditorWindow, page: str = "") -> HelpWindow:
    """Show the help, made when it is first wanted.

    Parameters
    ----------
    page
        The name of the page to open; empty: that of what is selected, or else the first.
    """
    shown = window.window().findChild(_kind())
    if shown is None:
        shown = _made(window)
    shown.open_page(page or _page_of_selection(window))
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


def _page_of_selection(window: EditorWindow) -> str:
    """Return the name of the page of the one kind that is selected; empty where there is none."""
    from circuitlab.help.shelf import name_of_kind

    elements = window.document.circuit.elements
    kinds = {elements[id].kind for id in window.session.selection.ids if id in elements}
    known = kinds & window.catalog.kinds.keys()
    return name_of_kind(known.pop()) if len(known) == 1 and not window.shows_start_page else ""


def _made(window: EditorWindow) -> HelpWindow:
    from circuitlab.help.shelf import contents

    shelf = contents(window.catalog, [_keyboard(window)])
    return _kind()(shelf, lambda: window.theme, window.window())


def _keyboard(window: EditorWindow) -> Page:
    made = window.actions_by_key.values()
    return keyboard_page(
        (each.text(), tuple(keys.toString() for keys in each.shortcuts())) for each in made
    )


def _kind() -> type[HelpWindow]:
    from circuitlab.gui.help.window import HelpWindow

    return HelpWindow
