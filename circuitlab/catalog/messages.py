"""Finding the texts of the catalog that translators need (an extractor for Babel)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from circuitlab.catalog.build import SPOKEN

Message = tuple[int, None, str, list[str]]


def extract_messages(
    file: BinaryIO,
    keywords: Sequence[str],
    comment_tags: Sequence[str],
    options: Mapping[str, str],
) -> Iterator[Message]:
    """Yield line, function (none), text and comments (none) of every text that people read."""
    source = file.read().decode()
    lines = source.splitlines()
    for text in dict.fromkeys(_texts(tomllib.loads(source))):
        at = next((number for number, line in enumerate(lines, start=1) if text in line), 1)
        yield at, None, text, []


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for entry in value:
                yield from _texts(entry)
        elif key in SPOKEN and value:
            yield from value if isinstance(value, list) else [value]
        elif isinstance(value, list):
            for entry in value:
                yield from _texts(entry) if isinstance(entry, dict) else ()
