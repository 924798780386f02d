"""What an experiment is called: its name in a file, as words in the reader's language."""

from __future__ import annotations

import re

from circuitlab.resources import _, in_digits

_BELOW_ONE = re.compile(r"(?<![0-9])0_(?=[0-9])")
"""A nought and what follows it: a name holds no decimal point."""

_NUMBER = re.compile(r"(?<![^ ])[0-9]+(?:\.[0-9]+)?(?![^ ])")
_PLACES = ("{n}", "{m}")


def experiment_words(name: str) -> str:
    """Return an experiment's name as words: ``"ketamine_0_7"`` as ``"Ketamine 0.7"``."""
    message, numbers = message_of(name)
    said = _(message)
    for place, number in zip(_PLACES, numbers, strict=False):
        said = said.replace(place, in_digits(number))
    return said


def message_of(name: str) -> tuple[str, list[str]]:
    """Return what is translated of a name, with a place for each number in it, and the numbers."""
    words = _BELOW_ONE.sub("0.", name).replace("_", " ").strip()
    words = words[:1].upper() + words[1:]
    numbers = _NUMBER.findall(words)[: len(_PLACES)]
    for place, number in zip(_PLACES, numbers, strict=False):
        words = re.sub(rf"(?<![^ ]){re.escape(number)}(?![^ ])", place, words, count=1)
    return words, numbers
