"""The page that lists every key, made from the window's own actions."""

from __future__ import annotations

from collections.abc import Iterable

from circuitlab.help.page import Page
from circuitlab.resources import _

NAME = "guide/keyboard"
"""Where it stands among the pages."""

Keys = tuple[str, tuple[str, ...]]
"""What an action is called, and its keys."""


def keyboard_page(actions: Iterable[Keys]) -> Page:
    """Return the page with the keys of `actions`, and with what else keys do."""
    rows = [*((text, keys) for text, keys in actions if keys), *_of_the_canvas()]
    text = "\n".join((f"# {_('Keyboard')}", "", *_table(rows), "", _presenting(), ""))
    return Page(NAME, _("Keyboard"), lambda: text, ("keys", "shortcuts", "hotkeys", "menus"))


def _table(rows: Iterable[Keys]) -> Iterable[str]:
    yield f"| {_('what it does')} | {_('keys')} |"
    yield "| --- | --- |"
    for text, keys in rows:
        words = text.replace("&", "").replace("…", "").replace("|", "\\|")
        yield f"| {words} | {', '.join(f'`{each}`' for each in keys)} |"


def _of_the_canvas() -> tuple[Keys, ...]:
    return (
        (_("Quick-add at the pointer, where nothing is selected"), ("Tab",)),
        (_("To the next part of the circuit, and back"), ("Tab", "Shift+Tab")),
        (_("Move the selection, or the picture"), (_("arrow keys"),)),
        (_("Menu of what is selected"), ("Menu", "Shift+F10")),
        (_("Cancel a gesture"), ("Esc",)),
    )


def _presenting() -> str:
    return _("While presenting, other keys hold: [{title}]({page}).").format(
        title=_("Presenting"), page="lecturing.md#presenting"
    )
