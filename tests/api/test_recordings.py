"""Recordings from Python: laid beside a trace, aligned, and driving a cell."""

from pathlib import Path

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.model.recordings import MOST_POINTS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    times = np.arange(0.0, 2.0, 0.0005)
    volts = -0.065 + 0.1 * ((times % 0.5) < 0.001)
    rows = zip(times, volts, 200.0 * (times > 0.5), strict=True)
    lines = [f"{t:.4f};{v:.4f};{i:.1f}".replace(".", ",") for t, v, i in rows]
    path = tmp_path / "cell.csv"
    path.write_text("\n".join(["Zeit;Vm;I", "s;V;pA", *lines]))
    return path


@pytest.fixture
def circuit() -> cl.Circuit:
    circuit = cl.Circuit()
    circuit.add("hh_squid")
    circuit.add("current_step", on="hh_squid1", start="700 ms")
    return circuit


def test_a_recording_is_aligned_by_its_stimulus(circuit: cl.Circuit, file: Path) -> None:
    id = circuit.recordings.add(file, "hh_squid1", stimulus="I")
    assert circuit.recordings.align(id, "current_step1") == pytest.approx(199.5)
    np.testing.assert_allclose(circuit.recordings.spikes(id), [699.25, 1199.25, 1699.25])
    assert circuit.recordings.align(id, "1 s") == pytest.approx(499.5)
    circuit.recordings.set(id, shift="-1 ms", scale=0.5, offset=2.0)
    times, values = circuit.recordings.samples(id)
    assert (times[0], values.max()) == (-1.0, 0.5 * 35.0 + 2.0)


def test_its_spikes_drive_a_cell(circuit: cl.Circuit, file: Path) -> None:
    id = circuit.recordings.add(file, "hh_squid1")
    source = circuit.recordings.drive(id, "hh_squid1", threshold=0.0)
    np.testing.assert_allclose(circuit[source].times, circuit.recordings.spikes(id, 0.0))
    run = cl.simulate(circuit, "600 ms")
    assert len(run.spikes(source)) == 1
    before = len(circuit)
    circuit.recordings.set(id, shift="-1 h")
    with pytest.raises(cl.CircuitError, match="no spikes after the run begins"):
        circuit.recordings.drive(id, "hh_squid1")
    assert len(circuit) == before


def test_a_long_one_keeps_extremes_and_reads_its_file_again(
    circuit: cl.Circuit, tmp_path: Path
) -> None:
    count = 3 * MOST_POINTS
    rows = np.c_[np.arange(count) * 0.05, np.arange(count) % 7]
    np.savetxt(tmp_path / "long.csv", rows, fmt="%.2f", header="t_ms v_mV", comments="")
    id = circuit.recordings.add(tmp_path / "long.csv", "hh_squid1")
    assert len(circuit.recordings[id]["times"]) <= MOST_POINTS
    assert len(circuit.recordings.samples(id)[0]) == count
    (tmp_path / "long.csv").unlink()
    assert len(circuit.recordings.samples(id)[0]) <= MOST_POINTS


def test_what_does_not_fit_adds_nothing(circuit: cl.Circuit, file: Path) -> None:
    refused = (
        ({"beside": "nobody"}, "nobody"),
        ({"state": "w"}, "has no quantity called “w”"),
        ({"signal": "V"}, "choose from Vm, I"),
        ({"signal": "I"}, "it is in pA"),
        ({"unit": "kg"}, "it is in kg"),
        ({"shift": "3 kg"}, "shift"),
        ({"scale": 1e300}, "scale"),
        ({"id": "Not an id"}, "cannot be an id"),
    )
    for given, said in refused:
        with pytest.raises(cl.CircuitError) as refusal:
            circuit.recordings.add(file, **{"beside": "hh_squid1", **given})  # type: ignore[arg-type]
        assert said in str(refusal.value)
    assert len(circuit.recordings) == 0
    id = circuit.recordings.add(file, "hh_squid1")
    with pytest.raises(cl.CircuitError, match="no stimulus of its own"):
        circuit.recordings.align(id, "current_step1")
