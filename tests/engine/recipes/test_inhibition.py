"""What inhibits never makes a neuron fire more, nor lifts one that rests: all of the catalog."""

from pathlib import Path

import numpy as np
import pytest

from circuitlab import load, simulate
from circuitlab.api import Circuit
from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.engine.running.run import Run

CATALOG = default_catalog()
RECEIVERS = [kind for kind in CATALOG.ordered() if kind.family == NEURON and kind.receptors]
BRAKES = [kind for kind in CATALOG.ordered() if {"gaba", "glycine"} & set(kind.transmitters)]
DRIVES = (0.0, 0.3, 1.0, 3.0, 8.0)
"""pA for each pF of the receiver: from rest to fast firing."""


def capacitance(kind: Kind) -> float:
    """Of a whole cell, in pF; 1 µF/cm² is 0.01 pF/µm²."""
    given = kind.parameters["c_m"]
    size = float(str(given.default))
    if given.unit == "pF":
        return size
    return size * float(str(kind.parameters["area"].default)) / 100.0


def world(brake: str, wired: bool, stop: float) -> tuple[Circuit, dict[str, str]]:
    """Each receiver in five cells that are driven more and more, before the same brakes."""
    circuit = Circuit()
    source = circuit.add(brake, size=20)
    circuit.add("current_step", on=source, amplitude=60, start=50, stop=stop)
    ids = {}
    for kind in RECEIVERS:
        drive = [least * capacitance(kind) for least in DRIVES]
        ids[kind.name] = circuit.add(kind.name, size=len(DRIVES), i_e=drive)
        if wired:
            circuit.wire(source, ids[kind.name])
    return circuit, ids


def ran(brake: str, wired: bool, stop: float) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Spikes, and voltages, of each receiver's cells."""
    circuit, ids = world(brake, wired, stop)
    run = simulate(circuit, "400 ms", seed=1, record=[(id, "v") for id in ids.values()])
    assert counts(run, "inhibitory_interneuron1" if brake in circuit.ids else circuit.ids[0]).min()
    return {name: (counts(run, id), run.trace(id, "v")[1]) for name, id in ids.items()}


def counts(run: Run, id: str) -> np.ndarray:
    return np.bincount(run.spike_pairs(id)[0], minlength=run.size(id))


@pytest.mark.parametrize("stop", [150.0, 400.0])
@pytest.mark.parametrize("brake", [kind.name for kind in BRAKES])
def test_a_brake_never_raises_the_rate_nor_the_voltage_of_what_rests(
    brake: str, stop: float
) -> None:
    """Also where the brake is let go in the middle, after which a cell might rebound."""
    without, braked = ran(brake, False, stop), ran(brake, True, stop)
    for name, (spikes, v) in without.items():
        less, held = braked[name]
        assert np.all(less <= spikes), (name, spikes, less)
        quiet = spikes == 0
        assert np.all(held.mean(0)[quiet] <= v.mean(0)[quiet] + 1e-9), name
        assert held.mean(0)[0] <= v.mean(0)[0], name
    if stop == 400.0:
        assert sum(int(spikes.sum()) for spikes, _v in braked.values()) < sum(
            int(spikes.sum()) for spikes, _v in without.values()
        )


@pytest.mark.parametrize("receiver", [kind.name for kind in RECEIVERS])
def test_a_brake_cell_by_cell_from_a_file_holds_its_own_cell_alone(
    receiver: str, tmp_path: Path
) -> None:
    """One to one: the first three of six brakes fire, and only their cells are pulled down."""
    circuit = Circuit()
    brakes = circuit.add("inhibitory_interneuron", size=6, i_e=[60, 60, 60, 0, 0, 0])
    cells = circuit.add(receiver, size=6)
    circuit.set(circuit.wire(brakes, cells), rule="one_to_one")
    circuit.save(tmp_path / "brakes.circuit")
    run = simulate(load(tmp_path / "brakes.circuit"), "200 ms", seed=1, record=[(cells, "v")])
    mean = run.trace(cells, "v")[1].mean(0)
    assert np.all(mean[:3] < mean[3:])
    spikes = counts(run, cells)
    assert np.all(spikes[:3] <= spikes[3:])
