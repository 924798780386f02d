"""What an action of the window is: its text and keys, what it does, when, and whether it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.shell.workspace import EditorWindow

    Handler = Callable[[EditorWindow], object]
    When = Callable[[EditorWindow], bool]


def _always(_window: EditorWindow) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the window can do.

    Parameters
    ----------
    key : str
        Its name in menus and tests.
    text : str
        What menus say.
    handler : callable
        What it does, given the window.
    shortcuts : tuple of str
        Key sequences; the first is shown.
    sign : str
        A name in `icons.SIGNS`.
    enabled : callable
        Whether it makes sense now.
    checked : callable, optional
        Whether what it turns on is on: menus mark it then. None where it turns nothing on.
    """

    key: str
    text: str
    handler: Handler
    shortcuts: tuple[str, ...] = ()
    sign: str = ""
    enabled: When = _always
    checked: When | None = None
