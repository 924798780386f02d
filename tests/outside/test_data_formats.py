"""Runs in other tools' formats, before the judges of these formats."""

from pathlib import Path

import elephant.statistics
import neo
import numpy as np
import pyabf.abfWriter
import pytest
from nwbinspector import Importance, inspect_nwbfile

import circuitlab as cl
from circuitlab.api import Run


@pytest.fixture(scope="module")
def run() -> Run:
    return cl.simulate(cl.preset("fig4"), "500 ms")


@pytest.mark.filterwarnings("ignore")
def test_the_inspector_finds_nothing_critical(run: Run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.nwb")
    found = list(inspect_nwbfile(nwbfile_path=str(tmp_path / "run.nwb")))
    grave = [each for each in found if each.importance.value >= Importance.CRITICAL.value]
    assert grave == []


@pytest.mark.filterwarnings("ignore")
def test_elephant_finds_the_rates_that_we_do(run: Run) -> None:
    trains = run.to_neo().segments[0].spiketrains
    for id in run.firing:
        mine = [train for train in trains if train.annotations["element"] == id]
        rates = [float(elephant.statistics.mean_firing_rate(each).rescale("Hz")) for each in mine]
        assert np.mean(rates) == pytest.approx(run.rate(id), rel=1e-12)


@pytest.mark.filterwarnings("ignore")
def test_nix_keeps_trains_and_signals(run: Run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.nix")
    io = neo.NixIO(str(tmp_path / "run.nix"), mode="ro")
    segment = io.read_block().segments[0]
    signals = {signal.name: signal for signal in segment.analogsignals}
    np.testing.assert_array_equal(signals["spinal.v"].magnitude[:, 0], run.voltage("spinal"))
    cells, times = run.spikes("c_fibres")
    for train in segment.spiketrains:
        if train.annotations["element"] == "c_fibres":
            mine = times[cells == train.annotations["cell"]]
            np.testing.assert_array_equal(train.rescale("ms").magnitude, mine)
    io.close()


@pytest.mark.filterwarnings("ignore")
def test_the_sweeps_of_an_abf_are_read(tmp_path: Path) -> None:
    sweeps = np.stack([np.linspace(-65.0, -45.0, 2000), np.linspace(-60.0, -40.0, 2000)])
    pyabf.abfWriter.writeABF1(sweeps, str(tmp_path / "cell.abf"), 20000, "mV")
    circuit = cl.Circuit()
    id = circuit.recordings.add(tmp_path / "cell.abf", circuit.add("hh_squid"))
    times, values = circuit.recordings.samples(id)
    np.testing.assert_allclose(values, sweeps.reshape(-1), atol=0.02)
    np.testing.assert_allclose(times, np.arange(4000) * 0.05, atol=1e-9)


@pytest.mark.filterwarnings("ignore")
def test_a_nix_lies_beside_its_own_run(run: Run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.nix")
    circuit = cl.preset("fig4")
    id = circuit.recordings.add(tmp_path / "run.nix", "spinal", signal="spinal.v")
    times, values = circuit.recordings.samples(id)
    np.testing.assert_allclose(times, run.trace("spinal")[0], rtol=1e-12)
    np.testing.assert_array_equal(values, run.voltage("spinal"))
