"""What each circuit must show (`docs/acceptance.csv`) is claimed by it, or says why it is not.

A row expects a number with its tolerance (``0.3``, ``15%``, the wider of ``15%|0.3``, the sum
``15%+0.3``), a range ``1..2`` or a bound (``>=1.8``, ``<=0.2``).
"""

import csv
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from each_case import each_case

from circuitlab.files import store
from circuitlab.model.claims import Claim

TABLE = Path(__file__).parent.parent / "docs" / "acceptance.csv"
COLUMNS = ["preset", "row", "expected", "tolerance", "source", "claim", "reason"]
OF_THE_REFERENCE = "reference"
"""What the source of a claim says that expects what the reference simulation gave."""


@dataclass(frozen=True)
class Row:
    preset: str
    row: str
    expected: str
    tolerance: str
    source: str
    claim: str
    reason: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that it allows."""
        if self.expected.startswith((">=", "<=")):
            bound = float(self.expected[2:])
            return (bound, math.inf) if self.expected[0] == ">" else (-math.inf, bound)
        if ".." in self.expected:
            low, high = self.expected.split("..")
            return float(low), float(high)
        expected = float(self.expected)
        margin = margin_of(self.tolerance, expected)
        return expected - margin, expected + margin


def margin_of(tolerance: str, expected: float) -> float:
    """How far off a number may be."""
    if "|" in tolerance:
        return max(margin_of(part, expected) for part in tolerance.split("|"))
    if "+" in tolerance:
        return sum(margin_of(part, expected) for part in tolerance.split("+"))
    if tolerance.endswith("%"):
        return abs(expected) * float(tolerance[:-1]) / 100.0
    return float(tolerance or 0.0)


@cache
def rows() -> tuple[Row, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == COLUMNS
    assert all(len(line) == len(COLUMNS) for line in lines)
    return tuple(Row(*line) for line in lines[1:])


@cache
def claims_of(preset: str) -> dict[str, Claim]:
    loaded = store.load_preset(preset)
    assert loaded.circuit is not None
    return {claim.id: claim for claim in loaded.circuit.document["claims"]}


PRESETS = [preset.name for preset in store.presets()]


@pytest.mark.parametrize(
    ("tolerance", "margin"),
    [("", 0.0), ("0.3", 0.3), ("15%", 0.6), ("15%|0.3", 0.6), ("1%|0.3", 0.3), ("15%+0.3", 0.9)],
)
def test_a_tolerance_is_read_as_it_is_meant(tolerance: str, margin: float) -> None:
    assert margin_of(tolerance, -4.0) == pytest.approx(margin)


def test_every_row_says_what_it_expects_and_from_where() -> None:
    for row in rows():
        assert row.preset, row
        assert row.row, row
        assert row.source, row
        assert row.expected or row.reason, row
        if row.expected:
            low, high = row.bounds
            assert low <= high, row


def test_no_row_stands_twice_and_no_claim_answers_two_rows() -> None:
    assert not [key for key, n in Counter((r.preset, r.row) for r in rows()).items() if n > 1]
    answered = Counter((r.preset, r.claim) for r in rows() if r.claim)
    assert not [key for key, n in answered.items() if n > 1]


@each_case("preset", PRESETS)
def test_every_row_of_a_circuit_is_claimed_as_it_stands_or_says_why_not(preset: str) -> None:
    claims = claims_of(preset)
    wrong = []
    for row in (row for row in rows() if row.preset == preset):
        if not row.claim:
            if not row.reason:
                wrong.append(f"“{row.row}” has neither claim nor reason")
        elif row.claim not in claims:
            wrong.append(f"“{row.row}” names “{row.claim}”, which is no claim of it")
        else:
            claim = claims[row.claim]
            if (claim.low, claim.high) != pytest.approx(row.bounds, rel=1e-6, abs=1e-9):
                wrong.append(f"“{row.row}” allows {row.bounds}, its claim {claim.low, claim.high}")
    assert not wrong


@each_case("preset", PRESETS)
def test_what_is_held_to_literature_or_to_the_reference_stands_in_a_row(preset: str) -> None:
    told = {row.claim for row in rows() if row.preset == preset}
    held = {
        id
        for id, claim in claims_of(preset).items()
        if claim.literature or OF_THE_REFERENCE in claim.source
    }
    assert not held - told
