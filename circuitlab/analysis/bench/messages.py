"""What goes between whoever wants something measured and the process that measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from circuitlab.analysis.bench.behind import Behind


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measurement.

    Attributes
    ----------
    number
        By which it can be ended.
    id, behind
        The element, and all that its curve depends on.
    protocol, settings
        The protocol's place among all, and with what it is done.
    language
        In which axes and findings are named.
    """

    number: int
    id: str
    behind: Behind
    protocol: int
    settings: Mapping[str, float]
    language: str


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Nobody wants the measurement of this number any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Done:
    """How much of a measurement is done, 0 to 1."""

    part: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a measurement came to nothing; without a word where it was ended."""

    fault: str = ""
