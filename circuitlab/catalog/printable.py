"""Texts that somebody wrote, as a terminal, a table or a picture may show them.

Control characters would move a terminal's cursor or colour its lines, and no XML may hold them;
half letters cannot be written at all. Each becomes a sign that is seen.
"""

from __future__ import annotations

import re

_SIGN = "\N{REPLACEMENT CHARACTER}"
_KEPT = "\t\n\r"
_UNFIT = re.compile(
    f"[^\\u0020-\\u007e\\u00a0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff{_KEPT}]"
)


def has_unfit(text: str) -> bool:
    """Return whether a text holds a control character or half a letter."""
    return _UNFIT.search(text) is not None


def printable(text: str) -> str:
    """Return a text with a sign in place of every control character and half letter."""
    return _UNFIT.sub(_SIGN, text)
