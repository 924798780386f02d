"""The actions of a walk, as menus and presenters' remotes call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

KEYS = ("walk", "walk_resume", "-", "walk_next", "walk_back", "walk_end")
"""What of the menu of lectures is about walking through one, as keys of actions."""


def _is_on(window: EditorWindow) -> bool:
    return window.guide.is_on


def _can_begin(window: EditorWindow) -> bool:
    return window.guide.has_walk and not window.guide.is_on


def _can_resume(window: EditorWindow) -> bool:
    return _can_begin(window) and window.guide.left_at is not None


def actions() -> tuple[Action, ...]:
    """Return what can be done about a walk."""
    return (
        Action(
            "walk",
            _("Show me: begin the walk"),
            lambda window: window.guide.begin(),
            enabled=_can_begin,
        ),
        Action(
            "walk_resume",
            _("Go on where the walk was left"),
            lambda window: window.guide.begin(window.guide.left_at or 0),
            enabled=_can_resume,
        ),
        Action(
            "walk_next",
            _("Next step of the walk"),
            lambda window: window.guide.go_on(),
            ("PgDown",),
            enabled=_is_on,
        ),
        Action(
            "walk_back",
            _("Step before in the walk"),
            lambda window: window.guide.go_back(),
            ("PgUp",),
            enabled=_is_on,
        ),
        Action("walk_end", _("End walk"), lambda window: window.guide.end(), enabled=_is_on),
    )
