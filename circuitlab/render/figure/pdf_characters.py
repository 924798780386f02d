"""The characters that a PDF of Qt names for its letters: those that were written."""

from __future__ import annotations

import re

_NAMES = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_WRITTEN = {b"<02BC>": b"<2019>", b"<02EE>": b"<201D>"}
"""Characters that share a letter with the one that people write: ’ and ”.

Qt names the first that has the letter. Both are as long, so everything else stays in its place.
"""


def with_written_characters(pdf: bytes) -> bytes:
    """Return a PDF whose letters stand for the characters that people write."""
    return _NAMES.sub(lambda found: _renamed(found.group()), pdf)


def _renamed(names: bytes) -> bytes:
    for first, written in _WRITTEN.items():
        names = names.replace(first, written)
    return names
