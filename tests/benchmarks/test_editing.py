"""How growth of editing with the number of cells is fitted and shown, and that it is measured."""

import pytest

from benchmarks import editing
from benchmarks.tables import all_tables


def test_the_power_is_fitted_from_the_smallest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "_said", lambda cells: {"move": 1e-5 * cells**1.5})
    found = editing.measured()
    assert found["grows with the power"] == {"move": pytest.approx(1.5)}
    (table,) = [t for t in all_tables({"editing": found}) if t.title.startswith("Editing")]
    assert [row[0] for row in table.rows][-1] == "grows with the power"
    assert table.rows[-1][1:] == ("1.5",)


def test_a_size_that_could_not_be_measured_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {100: {"move": 0.1}, 3_000: {"move": 3.0}}
    monkeypatch.setattr(editing, "_said", lambda cells: known.get(cells, {}))
    assert editing.measured()["grows with the power"] == {"move": pytest.approx(1.0)}
