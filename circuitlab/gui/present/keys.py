"""What keys do while a lecture is shown: those of a remote, and some for the one at the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

KEYS: Mapping[Qt.Key, str] = MappingProxyType(
    {
        Qt.Key.Key_PageDown: "next",
        Qt.Key.Key_Right: "next",
        Qt.Key.Key_Down: "next",
        Qt.Key.Key_Return: "next",
        Qt.Key.Key_Enter: "next",
        Qt.Key.Key_PageUp: "back",
        Qt.Key.Key_Left: "back",
        Qt.Key.Key_Up: "back",
        Qt.Key.Key_Backspace: "back",
        Qt.Key.Key_F5: "start",
        Qt.Key.Key_Home: "start",
        Qt.Key.Key_Space: "play",
        Qt.Key.Key_B: "blank",
        Qt.Key.Key_Period: "blank",
        Qt.Key.Key_Escape: "leave",
        Qt.Key.Key_L: "spotlight",
        Qt.Key.Key_P: "pen",
        Qt.Key.Key_E: "erase",
        Qt.Key.Key_M: "sound",
        Qt.Key.Key_Plus: "louder",
        Qt.Key.Key_Minus: "softer",
        Qt.Key.Key_F: "fit",
        Qt.Key.Key_BracketLeft: "slower",
        Qt.Key.Key_BracketRight: "faster",
        Qt.Key.Key_F1: "help",
        Qt.Key.Key_H: "help",
    }
)
"""Names of what is done, by key; digits are told as numbers."""

ONCE = frozenset({"blank", "leave", "play", "pen", "spotlight", "sound", "start", "help"})
"""What is not done again and again while a key is held down."""

_DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)
_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def key_words() -> tuple[tuple[str, str], ...]:
    """Return what the keys do, for people: keys, and words."""
    return (
        (_("PgDn, →"), _("next")),
        (_("PgUp, ←"), _("back")),
        ("F5", _("from the start")),
        (_("Space"), _("play or pause")),
        ("1–9", _("choose an answer")),
        (_("B or ."), _("black screen")),
        ("L", _("spotlight")),
        ("P, E", _("pen, erase")),
        ("M", _("sound of spikes")),
        ("F", _("the whole circuit")),
        ("Esc", _("leave")),
    )


class Keys(QObject):
    """Hears every key of some windows before any of their widgets does.

    Parameters
    ----------
    do : mapping
        What is done, by name.
    choose : callable
        Is told the number of a digit's key.
    """

    def __init__(
        self, do: Mapping[str, Callable[[], object]], choose: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._do, self._choose = do, choose
        self._heard: list[QObject] = []

    def listen(self, window: QWidget) -> None:
        """Hear the keys of a window that is shown."""
        handle = window.windowHandle()
        if handle is not None and handle not in self._heard:
            handle.installEventFilter(self)
            self._heard.append(handle)

    def forget(self, window: QWidget) -> None:
        """Hear them no more."""
        handle = window.windowHandle()
        if handle in self._heard:
            handle.removeEventFilter(self)
            self._heard.remove(handle)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; whether it is taken."""
        if event.modifiers() & ~_HARMLESS:
            return False
        key = event.key()
        name = KEYS.get(Qt.Key(key), "")
        if key in _DIGITS:
            if not event.isAutoRepeat():
                self._choose(key - _DIGITS.start + 1)
        elif name and not (event.isAutoRepeat() and name in ONCE):
            self._do[name]()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.press(event)
        return event.type() == QEvent.Type.KeyRelease
