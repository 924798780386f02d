"""Runs in other tools' formats, before the judges of these formats."""

from pathlib import Path

import elephant.statistics
import neo
import numpy as np
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
