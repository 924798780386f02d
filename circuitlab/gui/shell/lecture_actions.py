"""The actions by which a lecture is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.panels import RIGHT
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

KEYS = ("edit_steps", "record_step", "-")
"""What of the menu of lectures is about making one, as keys of actions."""
INSPECTOR, LECTURE = 0, 1
"""The pages of the right side."""


def shows_lecture(window: EditorWindow) -> bool:
    """Return whether the page on which a lecture is made shows."""
    return window.panels.shows(RIGHT) and window.right.page == LECTURE


def show_lecture(window: EditorWindow, page: int = LECTURE) -> None:
    """Show a page of the right side."""
    window.right.turn_to(page)
    if not window.panels.shows(RIGHT):
        window.panels.show_panel(RIGHT)


def turn_lecture(window: EditorWindow) -> None:
    """Show the page on which a lecture is made, or the inspector where it shows already."""
    show_lecture(window, INSPECTOR if shows_lecture(window) else LECTURE)


def record(window: EditorWindow) -> None:
    """Begin to record a step, or end the recording with one."""
    if window.lecture.recorder.is_on:
        window.lecture.recorder.stop()
    else:
        window.lecture.recorder.start()


def follow_recording(window: EditorWindow) -> None:
    """While a step is recorded, show where values are changed; then the steps again."""
    is_here = window.right.page == LECTURE
    if window.lecture.recorder.is_on or not is_here:
        window.right.turn_to(INSPECTOR if window.lecture.recorder.is_on else LECTURE)
    window.mark_actions()


def actions() -> tuple[Action, ...]:
    """Return what can be done to make a lecture."""
    return (
        Action(
            "edit_steps",
            _("Edit steps…"),
            turn_lecture,
            ("Ctrl+5",),
            checked=shows_lecture,
        ),
        Action(
            "record_step",
            _("Record a step"),
            record,
            ("Ctrl+Shift+R",),
            checked=lambda window: window.lecture.recorder.is_on,
        ),
    )
