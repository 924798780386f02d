"""What another format cannot hold, element by element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from circuitlab.resources import _


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a circuit or run that a format cannot hold, or holds otherwise.

    Attributes
    ----------
    where : an element's id, or ``id.parameter``; of a file read, the place in it
    why : what the format lacks, or what stands there instead
    """

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def told(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """Return the lines that say what was left out, for a file's notes and for the terminal."""
    lines = tuple(dict.fromkeys(str(one) for one in left_out))
    return lines or (_("Nothing was left out."),)
