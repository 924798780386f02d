"""The actions that show and fold the panels around the canvas."""

from __future__ import annotations

import functools

from circuitlab.gui.shell import window_parts
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.panels import BELOW, LEFT, RIGHT
from circuitlab.resources import _


def actions() -> tuple[Action, ...]:
    """Return what shows the panels, folds them away, and goes from one to the next."""
    pages = (
        ("elements", _("Palette of elements"), "Ctrl+1", window_parts.ELEMENTS),
        ("outline", _("Outline"), "Ctrl+2", window_parts.OUTLINE),
    )
    folds = (
        ("left_side", _("Left side"), "Ctrl+B", LEFT),
        ("traces", _("Traces"), "Ctrl+3", BELOW),
        ("inspector", _("Inspector"), "Ctrl+4", RIGHT),
    )
    return (
        *(
            Action(
                key,
                text,
                functools.partial(window_parts.turn_page, page),
                (keys,),
                checked=functools.partial(window_parts.shows_page, page),
            )
            for key, text, keys, page in pages
        ),
        *(
            Action(
                key,
                text,
                functools.partial(window_parts.fold, name),
                (keys,),
                checked=functools.partial(window_parts.shows, name),
            )
            for key, text, keys, name in folds
        ),
        Action(
            "map",
            _("Map in the corner"),
            window_parts.turn_map,
            checked=lambda window: window.canvas.corners.has_map,
        ),
        Action(
            "only_circuit",
            _("Only the circuit"),
            window_parts.turn_only_circuit,
            ("F9",),
            checked=lambda window: window.panels.only_circuit,
        ),
        Action("next_part", _("Next part of the window"), window_parts.go_on, ("F6",)),
        Action(
            "previous_part", _("Previous part of the window"), window_parts.go_back, ("Shift+F6",)
        ),
    )
