"""A claim beside what was measured, and what is to be said of the two."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from circuitlab.catalog.words import Problem
from circuitlab.files.checked_claims import Checked
from circuitlab.model.claims import Claim


class Verdict(Enum):
    """What measuring a claim has shown."""

    HOLDS = "holds"
    FAILS = "fails"
    KNOWN_MISS = "known miss"
    """It misses by what its file says it does, for the reason given there."""
    HOLDS_AGAIN = "holds again"
    """It was known to miss, and holds."""


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim beside what was measured.

    Attributes
    ----------
    measured
        The mean over seeds; of a series, what it is read as.
    unit
        Its unit; empty for counts, parts and ratios.
    seeds
        What was measured with each seed.
    points
        Of a series, x and the mean over seeds of each of its experiments, x rising.
    used
        The seeds of the runs.
    dt_ms, duration_ms
        Their step, and the model time of the longest.
    trouble
        Why a run could not be made or did not come to its end; nothing is measured then.
    """

    claim: Claim
    measured: float
    unit: str = ""
    seeds: tuple[float, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    used: tuple[int, ...] = ()
    dt_ms: float = 0.0
    duration_ms: float = 0.0
    trouble: Problem | None = None

    @property
    def holds(self) -> bool:
        """Whether what was measured lies within what was expected."""
        return self.claim.low <= self.measured <= self.claim.high

    @property
    def verdict(self) -> Verdict:
        """What is to be said of it."""
        if self.holds:
            return Verdict.HOLDS_AGAIN if self.claim.known_miss else Verdict.HOLDS
        as_known = self.claim.misses_as_known(self.measured)
        return Verdict.KNOWN_MISS if as_known else Verdict.FAILS

    @property
    def is_failure(self) -> bool:
        """Whether it misses otherwise than its file says."""
        return self.verdict is Verdict.FAILS


def tally(results: Iterable[ClaimResult]) -> Checked:
    """Return how many claims held today, to be kept of a circuit all of whose claims these are."""
    verdicts = [result.verdict for result in results]
    held = verdicts.count(Verdict.HOLDS) + verdicts.count(Verdict.HOLDS_AGAIN)
    known = verdicts.count(Verdict.KNOWN_MISS)
    return Checked(len(verdicts), held, known, datetime.date.today())
