"""Every action of the window, declared once: text, sign, shortcut, what it does, and when."""

from __future__ import annotations

import functools
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from circuitlab.error_log import note
from circuitlab.gui.shell import (
    backdrop_actions,
    changes_action,
    clipboard,
    commands,
    compare_actions,
    data_actions,
    exchange_actions,
    graph_actions,
    help_actions,
    instrument_actions,
    language_actions,
    lecture_actions,
    panel_actions,
    pin_actions,
    present_actions,
    speed_actions,
    walk_actions,
    window_parts,
)
from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.gui.shell.workspace import EditorWindow


def _has_selection(window: EditorWindow) -> bool:
    return bool(window.session.selection.ids)


def _has_choice(window: EditorWindow) -> bool:
    return bool(window.session.selection.ids or window.session.selection.link)


def _has_one(window: EditorWindow) -> bool:
    """Whether one element is selected, of a kind that is known."""
    chosen, elements = window.session.selection.ids, window.document.circuit.elements
    return len(chosen) == 1 and elements[chosen[0]].kind in window.catalog.kinds


def _is_muted(window: EditorWindow) -> bool:
    """Whether all that is selected is muted, in the state that is worked on."""
    document = window.comparison.document_of(window.comparison.active)
    chosen, elements = window.session.selection.ids, document.circuit.elements
    return bool(chosen) and all(elements[id].muted for id in chosen if id in elements)


def _has_elements(window: EditorWindow) -> bool:
    return bool(window.document.circuit.elements)


def _is_ready(window: EditorWindow) -> bool:
    return window.session.engine.ready


def _looks_back(window: EditorWindow) -> bool:
    return window.session.ago_ms > 0.0


MENUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "file": (
            *("start_page", "new", "open", "recent", "-", "save", "save_as", "-"),
            *("export", "export_graph", *exchange_actions.KEYS, *data_actions.KEYS, "-", "quit"),
        ),
        "edit": (
            *("undo", "redo", "changes", "-", "cut", "copy", "paste", "duplicate", "delete", "-"),
            *("connect", "rename", "mute", "tidy", "-", *pin_actions.KEYS, "-"),
            *("select_all", "select_connected", "deselect"),
        ),
        "run": (
            *("play", "step", "step_back", "restart", "-"),
            *("compare", "columns", "ghost", "bench", "-"),
            *("earlier", "later", "now", "-", "slower", "faster"),
            *("speed_1", "speed_2", "speed_3", "speed_4"),
        ),
        "lecture": (*lecture_actions.KEYS, *walk_actions.KEYS),
        "view": (
            *("fit", "zoom_in", "zoom_out", "-", "quick_add", "find", "pathways", "-"),
            *("panels", "instrument", "map", "backdrops", "only_circuit", "-"),
            *(*present_actions.KEYS, "sound_of_spikes", "-"),
            *("next_part", "previous_part", "-", "theme", "language"),
        ),
        "help": ("help", "keyboard", "log", "about"),
    }
)
"""The menus, as keys of actions; ``-`` is a line, ``recent`` the recent files, or a submenu."""

BEFORE_A_CIRCUIT = frozenset(
    {
        *("start_page", "new", "open", "quit", "light", "dark"),
        *("help", "keyboard", "log", "about"),
        *language_actions.keys(),
    }
)
"""What can be done while the start page lies over the circuit."""

WHILE_PRESENTING = frozenset({"quit"})
"""What can be done by its own key while a lecture is shown; a remote's keys are not actions."""

SUBMENUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "panels": ("elements", "outline", "left_side", "traces", "inspector"),
        "instrument": instrument_actions.KEYS,
        "backdrops": backdrop_actions.KEYS,
        "sound_of_spikes": present_actions.SOUND_KEYS,
        "theme": ("light", "dark"),
        "language": language_actions.keys(),
    }
)
"""The menus within menus, as keys of actions."""


@functools.cache
def actions() -> tuple[Action, ...]:
    """Return the table of all actions."""
    return (
        *_file(),
        *_edit(),
        *pin_actions.actions(),
        changes_action.action(),
        *graph_actions.actions(),
        *exchange_actions.actions(),
        *data_actions.actions(),
        *_run(),
        *_past(),
        *speed_actions.actions(),
        *lecture_actions.actions(),
        *present_actions.actions(),
        *walk_actions.actions(),
        *compare_actions.actions(),
        *_view(),
        *language_actions.actions(),
        *panel_actions.actions(),
        *backdrop_actions.actions(),
        *instrument_actions.actions(),
        *_help(),
    )


@functools.cache
def _by_key() -> Mapping[str, Action]:
    return {each.key: each for each in actions()}


def action(key: str) -> Action:
    """Return the action `key`; a `KeyError` names the nearest."""
    table = _by_key()
    if key not in table:
        near = get_close_matches(key, table, n=1)
        raise KeyError(f"no action {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return table[key]


def menu_titles() -> Mapping[str, str]:
    """Return the menus' names."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "run": _("&Run"),
        "lecture": _("&Lecture"),
        "view": _("&View"),
        "help": _("&Help"),
    }


def submenu_titles() -> Mapping[str, str]:
    """Return the names of the menus within menus."""
    return {
        "panels": _("Panels"),
        "instrument": _("Traces"),
        "backdrops": _("Backdrop"),
        "sound_of_spikes": _("Sound of spikes"),
        "theme": _("Theme"),
        "language": _("Language"),
    }


def make(spec: Action, window: EditorWindow) -> QAction:
    """Return the Qt action of `spec`, bound to `window`."""
    made = QAction(spec.text, window.window())
    made.setObjectName(spec.key)
    made.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
    made.setCheckable(spec.checked is not None)
    made.setIconVisibleInMenu(False)
    made.triggered.connect(lambda _checked=False: _do(spec, window))
    made.setToolTip(tip(made, spec.text.replace("&", "")))
    return made


def tip(made: QAction, words: str) -> str:
    """Return what a button says of its action: what it does now, and by which key."""
    keys = made.shortcut().toString()
    return f"{words}  ({keys})" if keys else words


def _do(spec: Action, window: EditorWindow) -> None:
    """Do it, then mark what is on: Qt's own mark has moved already, whatever came of it."""
    note(spec.key)
    spec.handler(window)
    window.mark_actions()


def _file() -> tuple[Action, ...]:
    return (
        Action(
            "start_page",
            _("Circuits to begin with"),
            lambda window: window.show_start_page(not window.shows_start_page),
            ("Ctrl+Shift+O",),
            checked=lambda window: window.shows_start_page,
        ),
        Action("new", _("New"), commands.new, ("Ctrl+N",)),
        Action("open", _("Open…"), commands.open_asked, ("Ctrl+O",)),
        Action("save", _("Save"), commands.save, ("Ctrl+S",)),
        Action("save_as", _("Save as…"), commands.save_as, ("Ctrl+Shift+S",)),
        Action(
            "export",
            _("Export figure…"),
            commands.export_figure,
            ("Ctrl+E",),
            enabled=_has_elements,
        ),
        Action("quit", _("Quit"), lambda window: window.close(), ("Ctrl+Q",)),
    )


def _edit() -> tuple[Action, ...]:
    return (
        Action(
            "undo",
            _("Undo"),
            commands.undo,
            ("Ctrl+Z",),
            enabled=lambda window: window.document.undo_stack.canUndo(),
        ),
        Action(
            "redo",
            _("Redo"),
            commands.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled=lambda window: window.document.undo_stack.canRedo(),
        ),
        Action("delete", _("Delete"), commands.delete, ("Del", "Backspace"), enabled=_has_choice),
        Action(
            "connect",
            _("Connect to …"),
            commands.connect_to,
            ("Ctrl+L",),
            enabled=_has_one,
        ),
        Action("rename", _("Rename"), window_parts.rename, ("F2",), enabled=_has_one),
        Action(
            "mute",
            _("Mute"),
            commands.mute,
            ("M",),
            enabled=_has_selection,
            checked=_is_muted,
        ),
        Action("cut", _("Cut"), clipboard.cut, ("Ctrl+X",), enabled=_has_selection),
        Action("copy", _("Copy"), clipboard.copy, ("Ctrl+C",), enabled=_has_selection),
        Action("paste", _("Paste"), clipboard.paste, ("Ctrl+V",)),
        Action(
            "duplicate", _("Duplicate"), commands.duplicate, ("Ctrl+D",), enabled=_has_selection
        ),
        Action(
            "select_all", _("Select all"), commands.select_all, ("Ctrl+A",), enabled=_has_elements
        ),
        Action(
            "deselect",
            _("Select nothing"),
            lambda window: window.session.selection.select(()),
            ("Ctrl+Shift+A",),
            enabled=_has_choice,
        ),
    )


def _run() -> tuple[Action, ...]:
    return (
        Action(
            "play",
            _("Play"),
            lambda window: window.session.toggle(),
            ("Space",),
            "play",
            checked=lambda window: window.session.playing,
        ),
        Action(
            "step", _("One step"), lambda window: window.session.step(), (".",), "step", _is_ready
        ),
        Action(
            "step_back",
            _("One step back"),
            lambda window: window.session.step_back(),
            (",",),
            enabled=_is_ready,
        ),
        Action(
            "restart",
            _("Restart"),
            lambda window: window.session.reset(),
            ("R",),
            "restart",
            _is_ready,
        ),
    )


def _set_theme(name: str, window: EditorWindow) -> None:
    window.set_theme(name)


def _has_theme(name: str, window: EditorWindow) -> bool:
    return window.theme.name == name


def _past() -> tuple[Action, ...]:
    return (
        Action(
            "earlier",
            _("Look back a second"),
            lambda window: commands.look_back(window, 1000.0),
            ("Alt+Left",),
            enabled=_is_ready,
        ),
        Action(
            "later",
            _("Look a second later"),
            lambda window: commands.look_back(window, -1000.0),
            ("Alt+Right",),
            enabled=_looks_back,
        ),
        Action(
            "now",
            _("Back to now"),
            lambda window: window.session.look_at_now(),
            ("Alt+End",),
            enabled=_looks_back,
        ),
    )


def _view() -> tuple[Action, ...]:
    return (
        Action("fit", _("Fit the circuit"), commands.fit, ("F", "Ctrl+0")),
        Action(
            "zoom_in",
            _("Zoom in"),
            lambda window: window.canvas.zoom_by(1.25),
            ("Ctrl++", "Ctrl+="),
        ),
        Action("zoom_out", _("Zoom out"), lambda window: window.canvas.zoom_by(0.8), ("Ctrl+-",)),
        Action("quick_add", _("Quick-add"), commands.quick_add, ("/",)),
        Action("find", _("Find in the circuit"), window_parts.find, ("Ctrl+F",)),
        Action(
            "pathways",
            _("Show pathways"),
            window_parts.turn_pathways,
            ("P",),
            enabled=_has_elements,
            checked=lambda window: window.session.pathways.shown,
        ),
        *(
            Action(
                name,
                text,
                functools.partial(_set_theme, name),
                checked=functools.partial(_has_theme, name),
            )
            for name, text in (("light", _("Light theme")), ("dark", _("Dark theme")))
        ),
    )


def _help() -> tuple[Action, ...]:
    return (
        *help_actions.actions(),
        Action("log", _("Show the log…"), lambda window: window.questions.show_log()),
        Action("about", _("About CircuitLab"), commands.show_about),
    )
