"""Where a run through windows stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DaysMark:
    """How far it has come: windows begun, body time at the last's beginning, ticks before it."""

    windows: int
    body_s: float
    ticks: int
