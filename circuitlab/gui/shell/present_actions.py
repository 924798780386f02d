"""The actions of a lecture: presenting, its notes, and the sound of spikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.present import displays
from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.shell.workspace import EditorWindow

KEYS = ("present", "notes")
SOUND_KEYS = ("sound", "louder", "softer")
"""The parts of the menu, as keys of actions."""


def _turn_notes(window: EditorWindow) -> None:
    displays.want_notes(not displays.wants_notes())
    window.presentation.follow_notes()


def _turn_sound(window: EditorWindow) -> None:
    """Let spikes be heard, or no more, and say so."""
    sound = window.sound
    sound.turn()
    if sound.is_on:
        window.say(_("Sound of spikes: on, volume {part:.0f} %").format(part=100 * sound.volume))
    else:
        window.say(sound.trouble or _("Sound of spikes: off"))


def _change_volume(window: EditorWindow, steps: int) -> None:
    window.sound.set_volume(window.sound.volume + 0.1 * steps)
    window.say(_("Volume {part:.0f} %").format(part=100 * window.sound.volume))


def sound_keys(window: EditorWindow) -> dict[str, Callable[[], object]]:
    """Return what keys do about the sound while a lecture is shown."""
    return {
        "sound": lambda: _turn_sound(window),
        "louder": lambda: _change_volume(window, 1),
        "softer": lambda: _change_volume(window, -1),
    }


def actions() -> tuple[Action, ...]:
    """Return what can be done about a lecture."""
    return (
        Action("present", _("Present"), lambda window: window.presentation.turn(), ("F5",)),
        Action(
            "notes",
            _("Notes on a second display while presenting"),
            _turn_notes,
            checked=lambda _window: displays.wants_notes(),
        ),
        Action(
            "sound",
            _("Hear the spikes"),
            _turn_sound,
            ("Ctrl+M",),
            checked=lambda window: window.sound.is_on,
        ),
        Action("louder", _("Louder"), lambda window: _change_volume(window, 1)),
        Action("softer", _("Softer"), lambda window: _change_volume(window, -1)),
    )
