"""A PDF of Qt without the moment at which it was made: the same page gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

_DATES = re.compile(
    rb"/(?:Creation|Mod)Date \(D:[^)]*\)|xmp:(?:Create|Modify|Metadata)Date=\"[^\"]*\""
)
_NAME = re.compile(rb"DocumentID=\"uuid:([0-9a-f-]{36})\"")


def without_moment(pdf: bytes) -> bytes:
    """Return a PDF that says no date, and is named after its content.

    Blanks take the place of the dates: everything else stays where the file's table says it is.
    """
    undated = _DATES.sub(lambda found: b" " * len(found.group()), pdf)
    named = _NAME.search(undated)
    if named is None:
        return undated
    by_chance = named.group(1)
    blank = _renamed(undated, by_chance, b" " * len(by_chance))
    content = UUID(bytes=hashlib.sha256(blank).digest()[:16])
    return _renamed(undated, by_chance, str(content).encode())


def _renamed(pdf: bytes, name: bytes, other: bytes) -> bytes:
    """Return a PDF by another name, which it says in letters and in their numbers."""
    in_numbers = name.hex().encode()
    return pdf.replace(name, other).replace(in_numbers, other.hex().encode())
