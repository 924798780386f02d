"""What a run gave, from Python: voltages, tables and files, the same as the command's."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import circuitlab as cl
from circuitlab import __version__
from circuitlab.api import Circuit, CircuitError, DaysRun, Run
from circuitlab.cli.errors import guarded

DT = 0.025


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    circuit = Circuit()
    circuit.title = "Two and one"
    circuit.add("lif_current", size=2, i_e=[900.0, 700.0])
    circuit.add("lif_current", i_e=800)
    circuit.add("heat")
    return circuit


@pytest.fixture(scope="module")
def run(circuit: Circuit) -> Run:
    return cl.simulate(circuit, "60 ms", seed=3)


@pytest.fixture(scope="module")
def days(circuit: Circuit) -> DaysRun:
    return cl.simulate(circuit, days=1, probe="30 ms", every="12 h")


def test_times_of_spikes_and_samples_are_as_people_write_them(run: Run) -> None:
    _cells, times = run.spikes("lif_current1")
    assert len(times) > 2
    for each in (times, run.spikes("lif_current2"), run.trace("lif_current2")[0]):
        assert all(len(repr(time)) <= 6 for time in np.asarray(each).tolist())
    assert run.duration_ms == 60.0


def test_voltages_are_those_of_the_trace(run: Run) -> None:
    assert run.voltage("lif_current1").shape == (2400, 2)
    assert run.voltage("lif_current2").shape == (2400,)
    np.testing.assert_array_equal(run.voltage("lif_current2"), run.trace("lif_current2", "v")[1])


def test_tables_hold_what_the_run_gave(run: Run) -> None:
    spikes = run.table()
    assert list(spikes) == ["element", "cell", "time_ms"]
    mine = spikes["element"] == "lif_current1"
    np.testing.assert_array_equal(spikes["cell"][mine], run.spikes("lif_current1")[0])
    np.testing.assert_array_equal(spikes["time_ms"][mine], run.spikes("lif_current1")[1])
    traces = run.table("traces")
    assert list(traces) == [
        "time_ms",
        "lif_current1.v[0]_mV",
        "lif_current1.v[1]_mV",
        "lif_current2.v_mV",
    ]
    np.testing.assert_array_equal(traces["lif_current2.v_mV"], run.voltage("lif_current2"))
    np.testing.assert_array_equal(traces["lif_current1.v[1]_mV"], run.voltage("lif_current1")[:, 1])
    rates = run.table("rates")
    assert rates["element"].tolist() == ["lif_current1", "lif_current2"]
    assert rates["cells"].tolist() == [2, 1]
    assert rates["spikes"].sum() == len(spikes["time_ms"])
    assert rates["rate_Hz"].tolist() == [run.rate(id) for id in run.firing]


def test_columns_of_a_table_are_of_one_length(run: Run, days: DaysRun) -> None:
    for found in (run, days):
        for which in ("spikes", "traces", "rates"):
            assert len({len(column) for column in found.table(which).values()}) == 1


def test_tables_over_days_tell_the_window(days: DaysRun) -> None:
    rates = days.table("rates")
    assert rates["body_time_s"].tolist() == [0.0, 43200.0, 86400.0]
    np.testing.assert_array_equal(rates["lif_current2_Hz"], days.rates("lif_current2"))
    spikes = days.table()
    last = spikes["window"] == 2
    assert set(spikes["body_time_s"][last]) == {86400.0}
    np.testing.assert_array_equal(spikes["time_ms"][last], days.windows[2].table()["time_ms"])
    assert len(days.table("traces")["time_ms"]) == 3 * 1200
    assert isinstance(days.window(-1), Run)


def test_a_run_that_is_saved_is_read_back_as_it_was(run: Run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.npz")
    found = np.load(tmp_path / "run.npz", allow_pickle=False)
    for which in ("spikes", "traces", "rates"):
        for name, column in run.table(which).items():
            np.testing.assert_array_equal(found[f"{which}/{name}"], column)
    assert (int(found["seed"]), float(found["dt_ms"])) == (3, DT)
    assert str(found["version"]) == __version__
    for which in ("spikes", "traces", "rates"):
        run.save(tmp_path / "run.csv", which)
        with (tmp_path / "run.csv").open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(line for line in file if not line.startswith("#"))
        assert heading == list(run.table(which))
        for name, column in zip(heading, zip(*rows, strict=True), strict=True):
            wanted = run.table(which)[name]
            assert np.asarray(column).astype(wanted.dtype).tolist() == wanted.tolist()


def test_a_folder_holds_what_the_command_writes(circuit: Circuit, tmp_path: Path) -> None:
    circuit.save(tmp_path / "two.circuit")
    run = cl.simulate(circuit, "30 ms", dt=0.1)
    run.save(tmp_path / "mine")
    words = ["run", str(tmp_path / "two.circuit"), "--for", "30 ms", "--set", "document.dt_ms=0.1"]
    assert command([*words, "--out", str(tmp_path / "theirs")]) == 0
    assert content_of(tmp_path / "mine") == content_of(tmp_path / "theirs")
    assert set(content_of(tmp_path / "mine")) == {
        "spikes.csv",
        "lif_current1-v.csv",
        "lif_current2-v.csv",
        "run.json",
        "methods.md",
    }
    said = json.loads((tmp_path / "mine" / "run.json").read_text(encoding="utf-8"))
    times = {name: said.pop(name) for name in ("spike_time", "sample_time", "stimulus_time")}
    assert all(times.values())
    assert said == {
        "title": "Two and one",
        "version": __version__,
        "circuit_sha256": circuit.digest,
        "seed": 1,
        "dt_ms": 0.1,
        "model_ms": 30.0,
    }


def test_a_run_over_days_is_saved_like_one(days: DaysRun, tmp_path: Path) -> None:
    days.save(tmp_path / "days.npz")
    found = np.load(tmp_path / "days.npz")
    assert found["body_time_s"].tolist() == days.body_s.tolist()
    np.testing.assert_array_equal(found["spikes/window"], days.table()["window"])
    days.save(tmp_path / "days.csv", "rates")
    days.save(tmp_path / "folder")
    windows = (tmp_path / "folder" / "windows.csv").read_text(encoding="utf-8")
    assert "body_time_s: [0.0, 43200.0, 86400.0]" in windows
    assert windows == (tmp_path / "days.csv").read_text(encoding="utf-8")


REFUSED: dict[str, tuple[Callable[[Run, Path], object], str]] = {
    "no table": (lambda run, _at: run.table("spike"), "did you mean “spikes”?"),
    "nobody": (lambda run, _at: run.voltage("lif_curent2"), "did you mean “lif_current"),
    "no voltage": (lambda run, _at: run.voltage("heat1"), "“heat1” has no membrane potential"),
    "no ending": (lambda run, at: run.save(at / "run.xls"), "in one of .csv, .npz, .nwb"),
    "no folder": (lambda run, at: run.save(at / "a" / "b.csv"), "There is no such folder"),
    "a file": (lambda run, at: run.save(at / "file"), "the folder cannot be written"),
}


@pytest.mark.parametrize(("ask", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_had_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, ask: Callable[[Run, Path], object], said: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CircuitError) as refusal:
        ask(run, tmp_path)
    assert said in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_voltage_that_was_not_recorded_is_no_voltage(circuit: Circuit) -> None:
    short = cl.simulate(circuit, "1 ms", record=[("lif_current1", "v")])
    with pytest.raises(CircuitError, match="“lif_current2” was not recorded; name it in"):
        short.voltage("lif_current2")


def test_a_population_that_was_recorded_plays_its_spikes_again(run: Run) -> None:
    again = Circuit()
    train = again.add("spike_train", times=run.spikes("lif_current1"))
    played = cl.simulate(again, "60 ms").spikes(train)
    np.testing.assert_array_equal(played[0], run.spikes("lif_current1")[0])
    np.testing.assert_array_equal(played[1], run.spikes("lif_current1")[1])


def command(words: list[str]) -> int:
    from circuitlab.cli.app import app

    return guarded(lambda: app(args=words, prog_name="circuitlab", standalone_mode=False))


def content_of(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
