"""The name of a kind where there is room for a word."""

from __future__ import annotations

from circuitlab.resources import _


def short_name(name: str) -> str:
    """Return the first word of a name, without what only says of which sort it is."""
    first = name.split()[0].strip(",;:")
    # Translators: endings that a name may lose where room is short, parted by blanks
    for ending in _("-receptor -channel").split():
        first = first.removesuffix(ending)
    return first
