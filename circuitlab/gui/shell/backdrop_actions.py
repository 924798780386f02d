"""The actions that choose what lies behind the circuit."""

from __future__ import annotations

import functools

from circuitlab.gui.shell import window_parts
from circuitlab.gui.shell.action import Action
from circuitlab.model.backdrops import BACKDROPS
from circuitlab.resources import _

KEYS = tuple(f"backdrop_{name or 'none'}" for name in BACKDROPS)
"""All of them, in the order of a menu."""


def actions() -> tuple[Action, ...]:
    """Return one action for each backdrop."""
    return tuple(
        Action(
            key,
            words,
            functools.partial(window_parts.choose_backdrop, name),
            checked=functools.partial(window_parts.has_backdrop, name),
        )
        for key, name, words in zip(KEYS, BACKDROPS, _titles(), strict=True)
    )


def _titles() -> tuple[str, ...]:
    return (
        _("Lanes from skin to brain"),
        _("Body"),
        _("Spinal cord, cut across"),
        _("Skin"),
        _("Brain"),
        _("Joint"),
        _("Paper"),
    )
