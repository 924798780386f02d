"""The texts of the presets that people read: found for translators, translated when opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from circuitlab.model.experiment_names import message_of
from circuitlab.resources import _, language, languages, presets, words_of

Message = tuple[int, None, str, list[str]]
Words = Callable[[str], str]

_SPOKEN: Mapping[str, tuple[str, ...]] = {
    "": ("title", "caption"),
    "gallery": ("proves",),
    "elements": ("label",),
    "params": ("text", "title"),
    "claims": ("text", "literature"),
    "scenario": ("title", "text", "note"),
    "question": ("text", "choices", "shows"),
    "states": ("name", "note"),
}
"""By the name under which they stand, what of things is read by people."""


def extract_messages(
    file: BinaryIO,
    keywords: Sequence[str],
    comment_tags: Sequence[str],
    options: Mapping[str, str],
) -> Iterator[Message]:
    """Yield line, function (none), text and comments (none) of every text (for Babel)."""
    found: dict[str, None] = {}

    def noted(text: str) -> str:
        found[text] = None
        return text

    content = json.loads(file.read().decode())
    _changed(content, noted)
    for name in content.get("experiments", {}):
        noted(message_of(name)[0])
    for text in found:
        yield 1, None, text, []


def in_readers_language(path: Path, content: object, words: Words | None = None) -> object:
    """Return the content of a file, a preset's in the reader's language; no other is touched.

    Parameters
    ----------
    words : says a message, where that is to be in another language than the reader's
    """
    is_preset = path.suffix == ".json" and path.resolve().parent == presets().resolve()
    return _changed(content, words or _) if is_preset else content


def language_begun_in(path: Path, texts: Collection[str]) -> str:
    """Return the language of a preset that most of some texts are in; the reader's in doubt."""
    messages: set[str] = set()

    def noted(text: str) -> str:
        messages.add(text)
        return text

    _changed(json.loads(path.read_text(encoding="utf-8")), noted)

    def count(spoken: str) -> int:
        words = words_of(spoken)
        return sum(words(message) in texts for message in messages)

    return max((language(), *languages()), key=count)


def _changed(content: Any, words: Callable[[str], str], name: str = "") -> Any:
    """Return `content` with `words` done to each text that people read."""
    if isinstance(content, list):
        return [_changed(entry, words, name) for entry in content]
    if not isinstance(content, dict):
        return content
    spoken = _SPOKEN.get(name, ())
    return {
        key: _said(value, words) if key in spoken else _inside(value, words, key)
        for key, value in content.items()
    }


def _said(value: Any, words: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_said(entry, words) for entry in value]
    return words(value) if isinstance(value, str) and value else value


def _inside(value: Any, words: Callable[[str], str], key: str) -> Any:
    return _changed(value, words, key) if key in _SPOKEN else value
