"""Recordings as text, in the dialects that amplifiers, spreadsheets and programs write."""

from pathlib import Path

import numpy as np
import pytest

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings.opening import Reading, Samples, opened, read_signal, signal_of
from circuitlab.exchange.recordings.signals import MOST_SIGNALS
from circuitlab.exchange.recordings.taking_in import overview
from circuitlab.exchange.recordings.text_file import TextFile
from circuitlab.model.recordings import MOST_POINTS

DIALECTS: dict[str, tuple[str, str, list[float], list[float]]] = {
    "our own": ("# a: b\n# c\ntime_ms,v_mV\n0.1,-65.0\n0.2,-64\n", "", [0.1, 0.2], [-65, -64]),
    "decimal commas": ("t;V\ns;mV\n0,001;-65,5\n0,002;-64\n", "", [1, 2], [-65.5, -64]),
    "volts by tabs": ("t (s)\tVm [V]\n0\t-0.07\n0.5\t-0.06\n", "", [0, 500], [-70, -60]),
    "blanks": ("0 1\n1 2\n2 3\n", "", [0, 1, 2], [1, 2, 3]),
    "a preamble": (
        'ATF\t1.0\n2\t2\n"Comment=x"\n"Time (s)"\t"Vm (mV)"\n0\t-60\n0.1\t-61\n',
        "",
        [0, 100],
        [-60, -61],
    ),
    "a second signal": ("ms,Vm/mV,I/nA\n0,1,5\n1,2,6\n2,3,7\n", "Vm/mV", [0, 1, 2], [1, 2, 3]),
    "an empty entry": ("t_s,v_mV\n0,1\n0.001,\n0.002,3\n", "", [0, 1, 2], [1, np.nan, 3]),
    "a mark of order": ("\ufefftime_ms,v_mV\n0,1\n1,2\n", "", [0, 1], [1, 2]),
    "exponents": ("t_s v_mV\n0.0e0 1e1\n1e-3 2.5e+1\n", "", [0, 1], [10, 25]),
}


def read(path: Path, signal: str = "", unit: str = "mV", step_ms: float = 0.0) -> Samples:
    source = opened(path)
    return read_signal(source, signal_of(source, signal, path), Reading(unit, step_ms))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_is_understood(dialect: str, tmp_path: Path) -> None:
    text, signal, times, values = DIALECTS[dialect]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    found = read(tmp_path / "a.csv", signal)
    np.testing.assert_allclose(found.times, times, rtol=1e-12)
    np.testing.assert_allclose(found.values, values, rtol=1e-12)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    text = "Gerät;x\nZeit (ms);Spannung (mV)\n0;1\n1;2\n"
    for encoding in ("latin-1", "utf-16"):
        (tmp_path / "a.txt").write_text(text, encoding=encoding)
        assert [each.name for each in opened(tmp_path / "a.txt").signals] == ["Spannung (mV)"]


def test_a_column_without_times_wants_a_rate(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Vm (mV)\n1,5\n2,5\n3,5\n")
    with pytest.raises(CannotExchange, match="say how many there are in a second"):
        read(tmp_path / "a.csv")
    found = read(tmp_path / "a.csv", step_ms=0.05)
    assert found.values.tolist() == [1.5, 2.5, 3.5]
    np.testing.assert_allclose(found.times, [0.0, 0.05, 0.1])


def test_a_list_of_times_is_events(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("spike time (s)\n0.2\n0.1\n")
    (signal,) = opened(tmp_path / "a.csv").signals
    assert signal.is_events
    assert read(tmp_path / "a.csv").times.tolist() == [100.0, 200.0]


WRONG = {
    "no numbers": ("hello\nworld\n", "no columns of numbers"),
    "nothing": ("", "no columns of numbers"),
    "a word among them": ("t_ms,v_mV\n" + "0,1\n" * 9 + "1,x\n", "line 11 is no row of numbers"),
    "times that go back": ("t_ms,v_mV\n0,1\n2,1\n1,1\n", "its times go back"),
    "a current": ("t_ms,i_pA\n0,1\n1,1\n2,1\n", "it is in pA, and the trace is a voltage in mV"),
    "bytes": ("\0\1\2" * 99, "no columns of numbers"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_read_is_said(wrong: str, tmp_path: Path) -> None:
    text, said = WRONG[wrong]
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(CannotExchange, match=said):
        read(tmp_path / "a.csv")


def test_a_missing_file_and_a_missing_signal_are_said(tmp_path: Path) -> None:
    with pytest.raises(CannotExchange, match="There is no such file"):
        opened(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_text("t_ms,v_mV\n0,1\n1,1\n")
    with pytest.raises(CannotExchange, match="choose from v_mV"):
        read(tmp_path / "a.csv", "Vm")


def test_an_overview_misses_no_extreme_and_is_bounded() -> None:
    times = np.arange(1_000_000) * 0.05
    values = np.zeros(1_000_000)
    values[123_456], values[777_777] = 50.0, -70.0
    pieces = [(times[a : a + 70_000], values[a : a + 70_000]) for a in range(0, 1_000_000, 70_000)]
    for block in (1, 13):
        at, found, is_whole = overview(pieces, block)
        assert len(at) <= MOST_POINTS
        assert not is_whole
        assert at[np.argmax(found)] == times[123_456]
        assert (at[np.argmin(found)], found.min()) == (times[777_777], -70.0)
        assert np.all(np.diff(at) > 0)
    at, found, is_whole = overview(pieces[:1], 1)
    assert not is_whole
    at, found, is_whole = overview([(times[:100], values[:100])], 1)
    assert is_whole
    assert len(at) == 100


def test_a_wide_table_is_looked_into_at_once_and_one_too_wide_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[None] = []
    head = TextFile._head
    monkeypatch.setattr(TextFile, "_head", lambda self: looked.append(None) or head(self))
    for width in (500, MOST_SIGNALS + 2):
        rows = (",".join([str(time), *["1"] * (width - 1)]) for time in range(3))
        (tmp_path / f"{width}.csv").write_text("\n".join(rows))
    assert len(opened(tmp_path / "500.csv").signals) == 499
    assert len(looked) <= 2
    with pytest.raises(CannotExchange, match="more than 10000 signals"):
        opened(tmp_path / f"{MOST_SIGNALS + 2}.csv")


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ms,x,x (4),x\n0,1,2,3\n1,1,2,3\n2,1,2,3\n")
    names = [each.name for each in opened(tmp_path / "a.csv").signals]
    assert len(set(names)) == 3
    assert [read(tmp_path / "a.csv", name).values[0] for name in names] == [1.0, 2.0, 3.0]
