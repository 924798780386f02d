"""Texts that are kept in a cache with a mark of their own: a damaged one is as good as none.

A disk that changes one figure leaves a text that still reads well, and says another number.
"""

from __future__ import annotations

from hashlib import sha256


def sealed(text: str, of: str = "") -> str:
    """Return a text with its mark before it.

    Parameters
    ----------
    of
        What it was made of: it is worth nothing for anything else.
    """
    return f"{_mark(text, of)}\n{text}"


def unsealed(kept: str, of: str = "") -> str | None:
    """Return the text that was sealed; None where it is damaged, or was made of something else."""
    mark, _line, text = kept.partition("\n")
    return text if mark == _mark(text, of) else None


def _mark(text: str, of: str) -> str:
    return sha256(f"{len(of)} {of}{text}".encode()).hexdigest()
