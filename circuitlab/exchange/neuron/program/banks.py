"""Banks of cells and units that are stepped alike, and whose each address is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .data import Wholes

CELLS, STEPPED, SLOW = range(3)
"""Groups of banks, in the order in which they are stepped after what is slow."""


@dataclass(frozen=True)
class BankOfRank:
    """A stretch of addresses: rows that all its cells share, then rows with a number for each cell.

    Attributes
    ----------
    number : its place among all banks
    kind : name of the function that steps it
    group : when it is stepped
    first : address of its first row
    step_ms : the step that its equations are given, in the unit of their clock
    membrane : whether its cells have a voltage, and live in one process each
    voltage : row of the voltage
    low, high : range that the voltage keeps
    key, mean : rows that say how often a source at random fires in a step; None for all else
    """

    number: int
    kind: str
    group: int
    size: int
    shared: int
    own: int
    first: int
    step_ms: float
    membrane: bool
    voltage: int
    low: float
    high: float
    key: int | None = None
    mean: int | None = None

    @property
    def is_source(self) -> bool:
        """Whether it fires without a membrane: by a list or at random, the same in any process."""
        return self.group == CELLS and not self.membrane


def banks_in(about: Any) -> list[BankOfRank]:
    """The banks that the data tell of."""
    return [BankOfRank(number, **each) for number, each in enumerate(about["banks"])]


class Addresses:
    """Whose each address is."""

    def __init__(self, banks: Sequence[BankOfRank]) -> None:
        self._firsts = np.asarray([bank.first for bank in banks], np.int64)
        self._shared = np.asarray([bank.shared for bank in banks], np.int64)
        self._sizes = np.asarray([bank.size for bank in banks], np.int64)

    def bank(self, addresses: Wholes) -> Wholes:
        """Number of the bank of each; −1 for what lies before all."""
        return np.asarray(np.searchsorted(self._firsts, addresses, side="right") - 1)

    def row_and_lane(self, addresses: Wholes, bank: Wholes) -> tuple[Wholes, Wholes]:
        """Own row and cell of each; for a shared row −1 − its number, and cell −1."""
        within = addresses - self._firsts[bank] - self._shared[bank]
        row, lane = np.divmod(within, self._sizes[bank])
        shared = within < 0
        row[shared] = -1 - (within[shared] + self._shared[bank][shared])
        lane[shared] = -1
        return row, lane
