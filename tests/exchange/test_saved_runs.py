"""Runs in other tools' formats: read back by the libraries of these formats."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import libsonata
import neo
import numpy as np
import pynwb
import pytest

import circuitlab as cl
from circuitlab.api import Circuit, DaysRun, Run
from circuitlab.catalog.load import default_catalog
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.neo_block import quantity_unit
from circuitlab.exchange.saved_run import save_run
from circuitlab.model.leaving_out import without

DT = 0.025


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    circuit = Circuit()
    circuit.title = "Two and / one: μ"
    circuit.add("lif_current", size=2, i_e=[900.0, 700.0])
    circuit.add("hh_squid", i_e=0)
    circuit.wire("lif_current1", "hh_squid1")
    circuit.add("heat")
    return circuit


@pytest.fixture(scope="module")
def run(circuit: Circuit) -> Run:
    pairs = [("lif_current1", "v"), ("hh_squid1", "v"), ("hh_squid1", "m")]
    return cl.simulate(circuit, "60 ms", seed=3, record=pairs)


@pytest.fixture(scope="module")
def days(circuit: Circuit) -> DaysRun:
    return cl.simulate(circuit, days=1, probe="30 ms", every="12 h")


@pytest.fixture(scope="module")
def nwb(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nwb") / "run.nwb"
    run.save(path)
    return path


def test_the_validator_of_nwb_finds_nothing(nwb: Path) -> None:
    assert pynwb.validate(path=str(nwb)) == []


def test_nwb_holds_spikes_and_voltages_bit_for_bit(run: Run, nwb: Path) -> None:
    with pynwb.NWBHDF5IO(str(nwb), "r") as io:
        file = io.read()
        units = file.units.to_dataframe()
        assert units["element"].tolist() == ["lif_current1", "lif_current1", "hh_squid1"]
        assert units["cell"].tolist() == [0, 1, 0]
        cells, times = run.spikes("lif_current1")
        for cell in (0, 1):
            mine = units["spike_times"][cell]
            np.testing.assert_array_equal(mine, times[cells == cell] / 1000.0)
            assert np.all(np.diff(mine) > 0)
        assert all(each.tolist() == [[0.0, 0.06]] for each in units["obs_intervals"])
        series = file.acquisition["hh_squid1_v"]
        np.testing.assert_array_equal(series.data[:], run.voltage("hh_squid1"))
        assert (series.conversion, series.unit, series.rate) == (1e-3, "volts", 40000.0)
        assert series.starting_time == DT / 1000.0
        both = file.acquisition["lif_current1_v"]
        np.testing.assert_array_equal(both.data[:], run.voltage("lif_current1"))
        assert file.acquisition["hh_squid1_m"].unit == "1"


def test_nwb_holds_the_circuit_and_says_what_it_cannot_hold(
    circuit: Circuit, nwb: Path, tmp_path: Path
) -> None:
    with pynwb.NWBHDF5IO(str(nwb), "r") as io:
        file = io.read()
        (tmp_path / "again.circuit").write_text(file.source_script, encoding="utf-8")
        for id in circuit.model.elements:
            assert f"{id}: NWB has no place" in file.notes
        assert "seed: 3" in file.experiment_description
        assert f"circuit_sha256: {circuit.digest}" in file.experiment_description
    again = cl.load(tmp_path / "again.circuit")
    assert again.digest == circuit.digest


def test_neo_reads_the_nwb(run: Run, nwb: Path) -> None:
    segment = neo.NWBIO(str(nwb), mode="r").read_block().segments[0]
    assert len(segment.spiketrains) == 3
    signals = {signal.name.rpartition("/")[2]: signal for signal in segment.analogsignals}
    found = signals["hh_squid1_v"].rescale("mV").magnitude[:, 0]
    np.testing.assert_allclose(found, run.voltage("hh_squid1"), rtol=1e-15)


def test_a_block_of_neo_holds_every_train_and_signal(run: Run) -> None:
    block = run.to_neo()
    assert block.annotations["seed"] == 3
    (segment,) = block.segments
    named = {(t.annotations["element"], t.annotations["cell"]): t for t in segment.spiketrains}
    cells, times = run.spikes("lif_current1")
    for cell in (0, 1):
        np.testing.assert_array_equal(
            named["lif_current1", cell].rescale("ms").magnitude, times[cells == cell]
        )
        assert float(named["lif_current1", cell].t_stop) == 60.0
    signal = next(s for s in segment.analogsignals if s.name == "hh_squid1.v")
    np.testing.assert_array_equal(signal.magnitude[:, 0], run.voltage("hh_squid1"))
    np.testing.assert_allclose(signal.times.rescale("ms").magnitude, run.trace("hh_squid1")[0])
    assert str(signal.units.dimensionality) == "mV"


def test_windows_on_days_are_segments_and_lie_on_the_body_clock(
    days: DaysRun, tmp_path: Path
) -> None:
    segments = days.to_neo().segments
    assert [segment.annotations["body_time_s"] for segment in segments] == [0, 43200, 86400]
    days.save(tmp_path / "days.nwb")
    assert pynwb.validate(path=str(tmp_path / "days.nwb")) == []
    with pynwb.NWBHDF5IO(str(tmp_path / "days.nwb"), "r") as io:
        file = io.read()
        spikes = file.units.to_dataframe()["spike_times"][0]
        watched = file.units.to_dataframe()["obs_intervals"][0]
        assert watched[:, 0].tolist() == [0.0, 43200.0, 86400.0]
        assert spikes.max() > 86400.0
        assert file.acquisition["hh_squid1_v_window2"].starting_time == pytest.approx(86400.0)


SAME = {"nM": (1e-9, "mol/L"), "µM": (1e-6, "mol/L"), "mM": (1e-3, "mol/L"), "mN": (1e-3, "N")}


def test_every_unit_of_the_catalog_is_understood_by_neo() -> None:
    states = [s for kind in default_catalog().kinds.values() for s in kind.states.values()]
    for unit in {state.unit for state in states}:
        found = quantity_unit(unit)
        if unit in SAME:
            size, of = SAME[unit]
            assert float((1.0 * found).rescale(of)) == pytest.approx(size)


@pytest.fixture(scope="module")
def sonata(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sonata") / "run.sonata"
    run.save(path)
    return path


def test_sonata_says_who_reaches_a_cell(circuit: Circuit, sonata: Path) -> None:
    config = libsonata.CircuitConfig.from_file(str(sonata / "circuit_config.json"))
    assert set(config.node_populations) == {"lif_current1", "hh_squid1"}
    (name,) = config.edge_populations
    edges = config.edge_population(name)
    assert (edges.source, edges.target) == ("lif_current1", "hh_squid1")
    afferent = edges.afferent_edges([0])
    assert edges.source_nodes(afferent).tolist() == [0, 1]
    (receptor,) = [id for id in circuit.model.elements if id.startswith("exp_") or "ampa" in id]
    assert set(edges.get_attribute("syn_weight", afferent)) == {circuit[receptor].weight}
    (synapse,) = [id for id in circuit.model.elements if id.startswith("synapse")]
    assert set(edges.get_attribute("delay", afferent)) == {circuit[synapse].delay}
    nodes = config.node_population("lif_current1")
    assert nodes.get_attribute("i_e", nodes.select_all()).tolist() == [900.0, 700.0]


def test_sonata_holds_spikes_and_voltages(run: Run, sonata: Path) -> None:
    spikes = libsonata.SpikeReader(str(sonata / "spikes.h5"))
    cells, times = run.spikes("lif_current1")
    assert spikes["lif_current1"].get() == list(zip(cells, times, strict=True))
    assert spikes["lif_current1"].sorting == "by_time"
    reader = libsonata.ElementReportReader(str(sonata / "v_report.h5"))
    report = reader["lif_current1"].get()
    voltages = run.voltage("lif_current1").astype(np.float32)
    np.testing.assert_array_equal(np.asarray(report.data), voltages)
    assert reader["lif_current1"].times == (DT, 60.0 + DT, DT)
    with h5py.File(sonata / "spikes.h5") as file:
        assert file["spikes/lif_current1/timestamps"].attrs["units"] == "ms"


def test_sonata_lists_what_it_cannot_hold(circuit: Circuit, run: Run, sonata: Path) -> None:
    lines = (sonata / "left_out.txt").read_text(encoding="utf-8").splitlines()
    assert {line.partition(":")[0].partition(".")[0] for line in lines} == set(
        circuit.model.elements
    )
    assert "hh_squid1.m: reports of SONATA" in "\n".join(lines)
    assert cl.load(sonata / "circuit.circuit").digest == circuit.digest
    said = json.loads((sonata / "run.json").read_text(encoding="utf-8"))
    assert said["circuit_sha256"] == circuit.digest


def test_sonata_has_no_days(days: DaysRun, tmp_path: Path) -> None:
    with pytest.raises(cl.CircuitError, match="windows on days"):
        days.save(tmp_path / "days.sonata")
    assert not (tmp_path / "days.sonata").exists()


@pytest.mark.parametrize("ending", [".nwb", ".nix", ".sonata"])
def test_a_missing_library_is_named_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    for name in ("pynwb", "nixio", "libsonata"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"pip install 'circuitlab\[(nwb|neo|sonata)\]'"):
        run.save(tmp_path / f"run{ending}")
    assert list(tmp_path.iterdir()) == []


def _broken(*_given: Any) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("ending", "spoilt"),
    [
        (".nwb", (pynwb.NWBHDF5IO, "write")),
        (".sonata", (libsonata.EdgePopulation, "write_indices")),
    ],
)
def test_a_full_disk_leaves_what_was_there(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    spoilt: tuple[Any, str],
) -> None:
    path = tmp_path / f"run{ending}"
    if ending == ".sonata":
        from circuitlab.exchange import sonata_files

        monkeypatch.setattr(sonata_files, "_write_indices", _broken)
    else:
        path.write_bytes(b"before")
        monkeypatch.setattr(*spoilt, _broken)
    with pytest.raises(cl.CircuitError, match="No space left"):
        run.save(path)
    left = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert left == ({} if ending == ".sonata" else {path.name: b"before"})


CHANGES: dict[str, tuple[Callable[[Circuit], object], bool]] = {
    "a value": (lambda c: setattr(c["hh_squid1"], "i_e", 5.0), True),
    "a mute": (lambda c: c.mute("lif_current1"), True),
    "the timeline": (lambda c: c.timeline.add("1 ms", set={"hh_squid1.i_e": 1.0}), True),
    "a name": (lambda c: setattr(c["hh_squid1"], "label", "Squid"), False),
    "the title": (lambda c: setattr(c, "title", "Other"), False),
    "the seed, which is told by itself": (lambda c: setattr(c, "seed", 9), False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_hash_is_of_what_a_run_depends_on(circuit: Circuit, change: str) -> None:
    changed = Circuit(without(circuit.model, ()))
    assert changed.digest == circuit.digest
    edit, matters = CHANGES[change]
    edit(changed)
    assert (changed.digest != circuit.digest) == matters


def test_samples_of_a_table_say_what_their_time_means(run: Run, tmp_path: Path) -> None:
    save_run(run, tmp_path / "run.csv")
    lines = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    said = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    assert said["spike_time"] == "end of the step in which it arose"
    assert said["sample_time"] == "value at the end of its step"
    assert (said["seed"], said["dt_ms"], said["model_ms"]) == ("3", "0.025", "60.0")
    assert said["circuit_sha256"] == Circuit(run.circuit).digest
