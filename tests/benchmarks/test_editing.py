"""How growth of editing with the number of cells is fitted and shown, and that it is measured."""

import pytest

from benchmarks import editing
from benchmarks.tables import all_tables
from benchmarks.turns import percentile, turns_of


def timed(seconds: float) -> dict[str, dict[str, float]]:
    return {"took": {"move": seconds}, "longest": {"move": 0.02}, "most": {"move": 0.01}}


def test_the_power_is_fitted_from_the_smallest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "_said", lambda cells: timed(1e-5 * cells**1.5))
    found = editing.measured()
    assert found["grows with the power"] == {"move": pytest.approx(1.5)}
    (table,) = [t for t in all_tables({"editing": found}) if t.title.startswith("Editing")]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["grows with the power"] == ("1.5",)
    assert rows["3,000 cells, longest turn"] == ("0.02",)
    assert rows["3,000 cells, 99 of 100 turns"] == ("0.01",)


def test_a_size_that_could_not_be_measured_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {100: timed(0.1), 3_000: timed(3.0)}
    monkeypatch.setattr(editing, "_said", lambda cells: known.get(cells, {}))
    assert editing.measured()["grows with the power"] == {"move": pytest.approx(1.0)}


def test_turns_are_counted_until_it_is_over(qapp: object) -> None:
    done: list[int] = []
    taken = turns_of(lambda: done.append(0), lambda: done.append(0) or len(done) > 4, more=2)
    assert len(taken) == 1 + 3 + 2
    assert all(seconds >= 0.0 for seconds in taken)
    assert percentile(99, [0.001 * number for number in range(200)]) == pytest.approx(0.198)
