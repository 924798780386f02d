"""A title as it stands within a sentence."""

from __future__ import annotations

from circuitlab.resources import language

_KEEPS_CAPITALS = frozenset({"de"})
"""Languages whose nouns begin with a capital wherever they stand."""


def in_sentence(title: str) -> str:
    """Return a title as it is written after other words: ``"basal PKC activity"``.

    Only its first letter becomes small, and none of an abbreviation or a name such as NMDA or
    Nav1.7; where nouns are written with capitals it stays.
    """
    first = title.split(" ", 1)[0]
    is_word = first[1:].islower() or len(first) == 1
    if language() in _KEEPS_CAPITALS or not is_word or any(sign.isdigit() for sign in first):
        return title
    return title[:1].lower() + title[1:]
