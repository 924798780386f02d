"""The actions of comparing: beginning, more states, swapping, ghosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.compare.comparison import COLUMNS
from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow


def _is_on(window: EditorWindow) -> bool:
    return window.comparison.is_on


def turn(window: EditorWindow) -> None:
    """Compare states, or end that; say why that cannot be now."""
    comparison = window.comparison
    if comparison.is_on:
        comparison.end()
    elif refusal := comparison.refusal():
        window.say(refusal)
    else:
        comparison.begin()
    window.mark_actions()


def _is_apart(window: EditorWindow) -> bool:
    return window.comparison.says(COLUMNS, False)


def part_traces(window: EditorWindow) -> None:
    """Show each state's traces in a column of its own, or all over each other."""
    window.comparison.say(COLUMNS, not _is_apart(window))
    window.mark_actions()


def keep_ghost(window: EditorWindow) -> None:
    """Keep the run so far behind the live traces."""
    window.below.overlaid.keep_ghost()


def actions() -> tuple[Action, ...]:
    """Return what can be done about compared states."""
    return (
        Action("compare", _("Compare states"), turn, ("Ctrl+K",), checked=_is_on),
        Action(
            *("columns", _("Traces of states in columns"), part_traces),
            checked=_is_apart,
            enabled=_is_on,
        ),
        Action("ghost", _("Keep this run as a ghost"), keep_ghost),
    )
