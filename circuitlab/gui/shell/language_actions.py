"""The actions that choose the language in which the window speaks."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.gui.shell import settings
from circuitlab.gui.shell.action import Action
from circuitlab.resources import _, languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.gui.shell.workspace import EditorWindow

OF_THE_SYSTEM = "system"
"""The language that the desktop asks for."""

OWN_NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "de": "Deutsch"})
"""Languages as they call themselves: who does not understand this one finds theirs."""


def keys() -> tuple[str, ...]:
    """Return the names of the actions, in the order of their menu."""
    return tuple(_key(name) for name in (OF_THE_SYSTEM, *languages()))


def actions() -> tuple[Action, ...]:
    """Return one action for each language that there is, after that of the desktop."""
    names = {OF_THE_SYSTEM: _("As the desktop"), **{n: OWN_NAMES.get(n, n) for n in languages()}}
    return tuple(
        Action(
            _key(name),
            text,
            functools.partial(_choose, name),
            checked=functools.partial(_is_chosen, name),
        )
        for name, text in names.items()
    )


def _key(name: str) -> str:
    return f"language_{name}"


def _choose(name: str, window: EditorWindow) -> None:
    settings.remember_language(name)
    window.say(_("CircuitLab speaks it from its next start."))


def _is_chosen(name: str, _window: EditorWindow) -> bool:
    return settings.language_name() == name
