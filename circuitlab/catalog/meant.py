"""What is said to somebody who has written a word that nothing is called."""

from __future__ import annotations

from collections.abc import Iterable

from circuitlab.catalog.spec import did_you_mean
from circuitlab.resources import _

_MOST = 8
"""Words that are offered."""
_MOST_COMPARED = 1000
"""Words among which the nearest is looked for: with more it would be waited for."""


def meant(word: object, known: Iterable[object]) -> str:
    """Return what to do about an unknown word: the nearest there is, or what to choose from."""
    words = [str(each) for each in known]
    near = did_you_mean(str(word), words) if len(words) <= _MOST_COMPARED else ""
    return near or _offered(words)


def _offered(words: list[str]) -> str:
    if not words:
        return _("there is none to choose from; leave it out")
    more = ", …" if len(words) > _MOST else ""
    return _("choose from {names}").format(names=", ".join(words[:_MOST]) + more)
