"""Which pages answer a question, best first: a small index of words, made when it is wanted.

A page is found by its title, by the words that people have for what it is about, by its headings
and by its text; rare words count more than frequent ones. A word that stands nowhere is taken for
the nearest that does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from circuitlab.help.page import Contents, Page, Section, plain, sections

_WORD = re.compile(r"[^\W_]+(?:[-–'’][^\W_]+)*")
_ENDINGS = ("'s", "’s", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y")
_SHORTEST = 3
"""Letters of a word that endings are not taken from any further."""
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """a an and any are as at be by can could did do does for from get give go have how i if in
        is it its let like may me my of on one or our please shall should so than that the there
        these this to us use want was we what when where which who why will with would you your
        der die das ein eine einen ist und oder wie was warum ich man es zu auf mit im den dem""",
    )
)
"""Words that say nothing of what is sought."""
_TITLE, _WORDS, _HEADING, _TEXT = 7.0, 6.0, 3.0, 1.0
_WORTH = 0.08
"""Part of the best page's rank that another one must have to be named."""
_BEGUN = 0.6
"""What a word counts that is not typed to its end."""
_PHRASE = 8.0
"""What it counts that a whole title, or one of the page's words, is asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers, and the heading under which it does; empty: at its beginning."""

    page: Page
    heading: str


@dataclass(frozen=True, slots=True)
class _Indexed:
    page: Page
    weights: Mapping[str, float]
    phrases: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, frozenset[str]], ...]


class Index:
    """Looks through the pages of `contents`."""

    def __init__(self, contents: Contents) -> None:
        self._pages = [_indexed(page) for pages in contents.values() for page in pages]
        self._found_in = Counter(stem for each in self._pages for stem in each.weights)

    def find(self, words: str, most: int = 20) -> list[Hit]:
        """Return the pages that answer, best first; none where no word is known."""
        asked = self._known(stems(words))
        ranked = [(self._rank(each, asked), each) for each in self._pages]
        least = _WORTH * max((rank for rank, _each in ranked), default=0.0)
        best = sorted((pair for pair in ranked if pair[0] > least), key=lambda pair: -pair[0])
        return [Hit(each.page, _heading(each, asked)) for _rank, each in best[:most]]

    def _known(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words with the nearest that is known in place of one that is not."""
        return tuple(self._nearest(stem) for stem in asked)

    def _nearest(self, stem: str) -> str:
        if any(known.startswith(stem) for known in self._found_in):
            return stem
        return next(iter(get_close_matches(stem, self._found_in, n=1, cutoff=0.75)), stem)

    def _rank(self, each: _Indexed, asked: tuple[str, ...]) -> float:
        """Return how well a page answers: the more of the words it has, the better."""
        found = [self._weight(each, stem) for stem in asked]
        share = sum(weight > 0.0 for weight in found) / max(1, len(found))
        return sum(found) * share + _PHRASE * _has_phrase(each, asked)

    def _weight(self, each: _Indexed, stem: str) -> float:
        if stem in each.weights:
            return each.weights[stem] * self._rarity(stem)
        begun = (each.weights[word] for word in each.weights if word.startswith(stem))
        return _BEGUN * max(begun, default=0.0) if len(stem) >= _SHORTEST else 0.0

    def _rarity(self, stem: str) -> float:
        return math.log(1.0 + len(self._pages) / self._found_in[stem])


def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text that say something, without their endings."""
    words = (found.group().casefold() for found in _WORD.finditer(text))
    return tuple(stem(word) for word in words if word not in _EMPTY)


def stem(word: str) -> str:
    """Return a word without its ending: ``"comparing"`` and ``"compares"`` are ``"compar"``."""
    for ending in _ENDINGS:
        short = word.removesuffix(ending)
        if short != word and len(short) >= _SHORTEST:
            return _undoubled(short)
    return word


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def _indexed(page: Page) -> _Indexed:
    parts = sections(page.about or page.read())
    weights: Counter[str] = Counter()
    for words, weight in ((page.title, _TITLE), (" ".join(page.words), _WORDS)):
        _raise(weights, stems(words), weight)
    for part in parts:
        _raise(weights, stems(part.heading), _HEADING)
    text = Counter(stems(" ".join(plain(part.text) for part in parts)))
    for word, times in text.items():
        weights[word] += _TEXT * math.log(1.0 + times)  # type: ignore[assignment]
    phrases = tuple(stems(each) for each in (page.title, *page.words))
    return _Indexed(page, weights, phrases, tuple(map(_part, parts)))


def _raise(weights: Counter[str], words: Iterable[str], weight: float) -> None:
    for word in set(words):
        weights[word] = max(weights[word], weight)  # type: ignore[assignment]


def _part(part: Section) -> tuple[str, frozenset[str]]:
    return part.heading, frozenset(stems(f"{part.heading} {part.text}"))


def _has_phrase(each: _Indexed, asked: tuple[str, ...]) -> bool:
    """Return whether all words that people call the page by are among those that are asked."""
    return any(phrase and set(phrase) <= set(asked) for phrase in each.phrases)


def _heading(each: _Indexed, asked: tuple[str, ...]) -> str:
    """Return the heading under which most of the words stand; the page's own is its beginning."""
    counted = [(_begun_in(words, asked), heading) for heading, words in each.parts]
    (at_top, _title), below = counted[0], counted[1:]
    most = max((count for count, _heading in below), default=0)
    return next((heading for count, heading in below if count == most > at_top), "")


def _begun_in(words: frozenset[str], asked: Iterable[str]) -> int:
    """Return how many of the words that are asked stand there, or begin one that does."""
    return sum(any(word.startswith(stem) for word in words) for stem in asked)
