"""Pinning values of what is selected to the canvas, and showing them on the picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from circuitlab.catalog.parameter_groups import main_of
from circuitlab.gui.pins.pinning_by_hand import turn_pin, turn_shown
from circuitlab.gui.shell.action import Action
from circuitlab.model.pinning import pin_of
from circuitlab.model.pins import pinnable
from circuitlab.model.showing import is_shown
from circuitlab.model.shown_values import showable
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.spec import Kind
    from circuitlab.gui.shell.workspace import EditorWindow

KEYS = ("pin", "show_value")


def actions() -> tuple[Action, ...]:
    """Return what is done with values of what is selected."""
    return (
        Action("pin", _("Pin to the canvas…"), _offer_pins, ("Ctrl+P",), enabled=_has_kind),
        Action(
            "show_value",
            _("Show on the picture…"),
            _offer_values,
            ("Ctrl+Shift+P",),
            enabled=_has_kind,
        ),
    )


def _kind(window: EditorWindow) -> Kind | None:
    """Return the kind of all that is selected; None where they are of several, or not known."""
    elements = window.document.circuit.elements
    names = {elements[id].kind for id in window.session.selection.ids if id in elements}
    return window.catalog.kinds.get(next(iter(names))) if len(names) == 1 else None


def _has_kind(window: EditorWindow) -> bool:
    kind = _kind(window)
    return kind is not None and bool(_pinnable(kind) or kind.states)


def _pinnable(kind: Kind) -> Mapping[str, str]:
    return {n: _title(p) for n, p in kind.parameters.items() if pinnable(p)}


def _showable(kind: Kind) -> Mapping[str, str]:
    parameters = {n: _title(p) for n, p in kind.parameters.items() if showable(p)}
    states = {n: _("{state}, now").format(state=_title(s)) for n, s in kind.states.items()}
    return {**states, **parameters}


def _title(quantity: object) -> str:
    title, name = getattr(quantity, "title", ""), getattr(quantity, "name", "")
    return str(title or name.replace("_", " ").capitalize())


def _offer_pins(window: EditorWindow) -> None:
    kind, document, ids = _kind(window), window.document, list(window.session.selection.ids)
    if kind is not None:
        _offer(
            window,
            kind,
            _pinnable(kind),
            lambda name: any(pin_of(document.circuit, id, name) for id in ids),
            lambda name: turn_pin(document, ids, name),
        )


def _offer_values(window: EditorWindow) -> None:
    kind, document, ids = _kind(window), window.document, list(window.session.selection.ids)
    if kind is not None:
        _offer(
            window,
            kind,
            _showable(kind),
            lambda name: all(is_shown(document.circuit, id, name) for id in ids),
            lambda name: turn_shown(document, ids, name),
        )


def _offer(
    window: EditorWindow,
    kind: Kind,
    titles: Mapping[str, str],
    is_on: Callable[[str], bool],
    turn: Callable[[str], object],
) -> None:
    """Open a list of values: the few that matter, what the run shows, and all others aside."""
    menu = QMenu(window.window())
    menu.setObjectName("contextMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Values of what is selected"))
    main = main_of(kind)
    first = [n for n in titles if n in main or n not in kind.parameters or is_on(n)]
    rest = [n for n in titles if n not in first]
    _fill(menu, first, titles, is_on, turn)
    if rest:
        _fill(menu.addMenu(_("More values")) if first else menu, rest, titles, is_on, turn)
    menu.popup(_at_selection(window))
    menu.setActiveAction(menu.actions()[0])


def _fill(
    menu: QMenu,
    names: list[str],
    titles: Mapping[str, str],
    is_on: Callable[[str], bool],
    turn: Callable[[str], object],
) -> None:
    for name in names:
        made = menu.addAction(titles[name], partial(turn, name))
        made.setCheckable(True)
        made.setChecked(is_on(name))


def _at_selection(window: EditorWindow) -> QPoint:
    canvas = window.canvas
    place = canvas.scene.place(canvas.selection[0]) if canvas.selection else None
    at = canvas.mapFromScene(place.centre) if place is not None else canvas.rect().center()
    return canvas.mapToGlobal(at if canvas.rect().contains(at) else canvas.rect().center())
