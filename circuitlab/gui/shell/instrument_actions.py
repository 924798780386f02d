"""The actions of the instrument: measuring, holding the picture, and the views."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from circuitlab.gui.instrument.view_names import VIEWS, view_words
from circuitlab.gui.shell import bench_actions
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.panels import BELOW
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

KEYS = ("measure", "hold", *(f"view_{view}" for view in VIEWS))
"""All of them, in the order of a menu."""


def actions() -> tuple[Action, ...]:
    """Return what brings the instrument out and says what it shows."""
    return (
        Action(
            "measure",
            _("Measure the traces"),
            _turn_measure,
            ("I",),
            enabled=_has_rows,
            checked=lambda window: window.traces.measuring.is_open,
        ),
        Action(
            "hold",
            _("Hold the traces"),
            _turn_hold,
            ("H",),
            enabled=_has_rows,
            checked=lambda window: window.traces.measuring.is_held,
        ),
        *(
            Action(
                f"view_{view}",
                _("Traces: {view}").format(view=view_words(view)),
                functools.partial(_show_view, view),
                (f"Alt+{number}",),
                enabled=_has_rows,
                checked=functools.partial(_has_view, view),
            )
            for number, view in enumerate(VIEWS, 1)
        ),
        *bench_actions.actions(),
    )


def _has_rows(window: EditorWindow) -> bool:
    return bool(window.traces.rows)


def _turn_measure(window: EditorWindow) -> None:
    instrument = window.traces.instrument
    if not instrument.is_open:
        window.panels.show_panel(BELOW)
    instrument.open(not instrument.is_open)


def _turn_hold(window: EditorWindow) -> None:
    window.traces.instrument.hold(not window.traces.instrument.is_held)


def _show_view(view: str, window: EditorWindow) -> None:
    window.panels.show_panel(BELOW)
    window.traces.instrument.show_view(view)


def _has_view(view: str, window: EditorWindow) -> bool:
    return window.traces.measuring.view == view
