"""What is said to somebody who has written a word that nothing is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from circuitlab.catalog.other_words import ours_for
from circuitlab.catalog.spec import Kind, did_you_mean
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


def kind_meant(word: object, kinds: Mapping[str, Kind]) -> str:
    """Return what to do about a word that no kind is called, as `meant`."""
    return kind_nearest(word, kinds) or _offered(list(kinds))


def kind_nearest(word: object, kinds: Mapping[str, Kind]) -> str:
    """Return which kinds may be meant by a word: those called so elsewhere, else the nearest."""
    sought = _plain(str(word))
    found = [each.name for each in kinds.values() if sought and sought in _words_of(each)]
    found.sort(key=lambda name: sought not in _plain(name))
    return _choice(found[:_MOST]) if found else did_you_mean(str(word), kinds)


def parameter_meant(word: object, known: Iterable[str]) -> str:
    """Return what to do about a word that no parameter is called, as `kind_meant`."""
    words = list(known)
    found = [each for each in ours_for(str(word)) if each in words]
    return _choice(found) if found else meant(word, words)


def _words_of(kind: Kind) -> set[str]:
    """Return what a kind is called elsewhere, and the words of its title."""
    return {_plain(each) for each in (*kind.search, *kind.title.split())}


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _choice(found: list[str]) -> str:
    if len(found) == 1:
        return _("did you mean “{word}”?").format(word=found[0])
    return _("choose from {names}").format(names=", ".join(found))


def _offered(words: list[str]) -> str:
    if not words:
        return _("there is none to choose from; leave it out")
    more = ", …" if len(words) > _MOST else ""
    return _("choose from {names}").format(names=", ".join(words[:_MOST]) + more)
