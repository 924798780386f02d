"""Files that a library cannot read: each raises whatever it comes across."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import MissingExtra
from circuitlab.resources import _

_OURS = (CannotExchange, MissingExtra, MemoryError)
"""What is said as it stands."""


@contextmanager
def damage_told(path: Path, reader: str) -> Iterator[None]:
    """Say of whatever a library raises that it cannot read the file, with its reason.

    Raises
    ------
    CannotExchange
    """
    try:
        yield
    except _OURS:
        raise
    except Exception as error:
        what = _("{reader} cannot read it ({reason})").format(reader=reader, reason=_short(error))
        remedy = _("choose another file, or export it as CSV")
        raise CannotExchange(str(path), what, remedy) from error


def _short(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
