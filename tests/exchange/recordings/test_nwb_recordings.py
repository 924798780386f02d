"""Recordings of NWB files: our own, and such as others write."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pynwb
import pytest

import circuitlab as cl
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings import hdf5_trial
from circuitlab.exchange.recordings.opening import (
    Reading,
    onset_of,
    opened,
    read_signal,
    signal_of,
    stimulus_in,
)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A patch clamp recording with keywords, a stimulus, and uneven times."""
    path = tmp_path_factory.mktemp("nwb") / "cell.nwb"
    file = pynwb.NWBFile("a cell", "1", datetime(2020, 1, 1, tzinfo=UTC), keywords=["patch"])
    given = np.repeat([0.0, 2e-10, 0.0], [100, 50, 50])
    rate = {"rate": 1000.0, "starting_time": 5.0}
    file.add_acquisition(
        pynwb.TimeSeries(
            name="Vm", data=np.arange(200), unit="volts", conversion=1e-3, offset=-0.07, **rate
        )
    )
    file.add_stimulus(pynwb.TimeSeries(name="I", data=given, unit="amperes", **rate))
    uneven = {"data": [1.0, 2.0], "timestamps": [0.1, 0.3], "unit": "volts"}
    file.add_acquisition(pynwb.TimeSeries(name="uneven", **uneven))
    file.add_unit(spike_times=[0.1, 0.25])
    with pynwb.NWBHDF5IO(str(path), "w") as io:
        io.write(file)
    return path


def test_series_units_and_stimuli_are_listed(foreign: Path) -> None:
    source = opened(foreign)
    found = {signal.name: signal for signal in source.signals}
    assert set(found) == {"Vm", "uneven", "I", "spikes of unit 0"}
    assert found["I"].is_stimulus
    assert found["spikes of unit 0"].is_events
    assert (found["Vm"].unit, found["Vm"].count, found["Vm"].step_ms) == ("V", 200, 1.0)
    source.close()


def test_values_are_converted_and_times_are_the_files(foreign: Path) -> None:
    source = opened(foreign)
    vm = read_signal(source, signal_of(source, "Vm", foreign), Reading("mV"))
    np.testing.assert_allclose(vm.values, np.arange(200) - 70.0)
    np.testing.assert_allclose(vm.times, 5000.0 + np.arange(200))
    uneven = read_signal(source, signal_of(source, "uneven", foreign), Reading("mV"))
    assert uneven.times.tolist() == [100.0, 300.0]
    spikes = read_signal(source, signal_of(source, "spikes of unit 0", foreign), Reading("mV"))
    assert spikes.times.tolist() == [100.0, 250.0]
    given = stimulus_in(source, signal_of(source, "Vm", foreign))
    assert given is not None
    assert onset_of(read_signal(source, given, Reading("pA"))) == 5100.0
    source.close()


def test_channels_with_gains_of_their_own_have_the_values_that_pynwb_gives(tmp_path: Path) -> None:
    path = tmp_path / "probe.nwb"
    file = pynwb.NWBFile("a probe", "1", datetime(2020, 1, 1, tzinfo=UTC))
    group = file.create_electrode_group("group", "words", "cord", file.create_device("rig"))
    for _ in range(2):
        file.add_electrode(group=group, location="cord")
    series = pynwb.ecephys.ElectricalSeries(
        name="probe",
        data=np.array([[100, 100], [-50, 25]], np.int16),
        electrodes=file.create_electrode_table_region([0, 1], "both"),
        rate=1000.0,
        conversion=1e-6,
        channel_conversion=np.array([1.0, 4.0]),
        offset=2e-5,
    )
    file.add_acquisition(series)
    with pynwb.NWBHDF5IO(str(path), "w") as io:
        io.write(file)
    source = opened(path)
    read = [
        read_signal(source, signal_of(source, name, path), Reading("mV")).values
        for name in ("probe[0]", "probe[1]")
    ]
    source.close()
    np.testing.assert_allclose(np.transpose(read), series.get_data_in_units() * 1000.0)


def test_our_own_file_gives_back_the_voltage(tmp_path: Path) -> None:
    circuit = cl.Circuit()
    cell = circuit.add("hh_squid", i_e=900)
    run = cl.simulate(circuit, "50 ms")
    run.save(tmp_path / "run.nwb")
    id = circuit.recordings.add(tmp_path / "run.nwb", cell, signal=f"{cell}_v")
    times, values = circuit.recordings.samples(id)
    np.testing.assert_allclose(times, run.trace(cell)[0], rtol=1e-12)
    np.testing.assert_allclose(values, run.voltage(cell), rtol=1e-12)
    np.testing.assert_allclose(circuit.recordings.spikes(id, 0.0), run.spikes(cell), atol=0.05)


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "a.nwb").write_bytes(b"no file of HDF5")
    with pytest.raises(CannotExchange, match="HDF5 cannot read it"):
        opened(tmp_path / "a.nwb")
    (tmp_path / "a.abf").write_bytes(b"no file of Axon")
    with pytest.raises(CannotExchange, match="Neo cannot read it"):
        opened(tmp_path / "a.abf")


def test_names_that_cannot_be_read_are_said(foreign: Path, tmp_path: Path) -> None:
    content = foreign.read_bytes()
    assert b"acquisition" in content
    (tmp_path / "a.nwb").write_bytes(content.replace(b"HEAP", b"HELP").replace(b"TREE", b"TRIE"))
    with pytest.raises(CannotExchange, match="HDF5 cannot read it") as refused:
        opened(tmp_path / "a.nwb")
    assert refused.value.problem.remedy


def test_a_file_with_which_the_library_never_ends_is_refused(
    foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hdf5_trial, "_TRIAL", "while True: pass")
    monkeypatch.setattr(hdf5_trial, "_WALL_S", 0.3)
    (tmp_path / "a.nwb").write_bytes(foreign.read_bytes())
    with pytest.raises(CannotExchange, match="comes to no end"):
        opened(tmp_path / "a.nwb")
