"""The actions that set the speed of the run."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from circuitlab.gui.shell import commands
from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow


def actions() -> tuple[Action, ...]:
    """Return what makes the run slower and faster."""
    steps = (
        (_("1 ms each second"), 0.001),
        (_("10 ms each second"), 0.01),
        (_("100 ms each second"), 0.1),
        (_("Real time"), 1.0),
    )
    return (
        Action("slower", _("Slower"), lambda window: commands.change_speed(window, 0.5), ("[",)),
        Action("faster", _("Faster"), lambda window: commands.change_speed(window, 2.0), ("]",)),
        *(
            Action(
                f"speed_{digit}",
                text,
                functools.partial(_set_speed, speed),
                (str(digit),),
                checked=functools.partial(_has_speed, speed),
            )
            for digit, (text, speed) in enumerate(steps, 1)
        ),
    )


def _set_speed(speed: float, window: EditorWindow) -> None:
    window.session.set_speed(speed)


def _has_speed(speed: float, window: EditorWindow) -> bool:
    return window.session.speed == speed
