"""Circuits for the window to be used on: many neurons drawn one by one, and a large one running."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.ours import build
from benchmarks.workloads import network
from circuitlab.api import Circuit

ABOVE_THRESHOLD_PA = (200.0, 320.0)
TRACES, SAMPLES = 12, 20_000


def crowd(neurons: int = 500, connections: int = 1_000) -> Circuit:
    """Neurons that all fire, each drawn, wired at random."""
    rng = np.random.default_rng(7)
    circuit = Circuit()
    currents = rng.uniform(*ABOVE_THRESHOLD_PA, neurons)
    ids = [circuit.add("lif_current", i_e=float(current)) for current in currents]
    wired: set[tuple[int, int]] = set()
    while len(wired) < connections:
        source, target = (int(number) for number in rng.integers(0, neurons, 2))
        if source != target and (source, target) not in wired:
            wired.add((source, target))
            circuit.wire(ids[source], ids[target])
    return circuit


def traces_beside_cobahh() -> Circuit:
    """W4 running, and twelve cells beside it whose voltages are drawn: 20,000 samples each."""
    made, circuit = network("W4"), Circuit()
    shown = {"traces": {"window_ms": SAMPLES * made.dt}}
    circuit.model.apply(circuit.model.with_document({"dt_ms": made.dt, "view": shown}))
    for current in np.linspace(120.0, 250.0, TRACES):
        cell = circuit.add("hh_traub_miles", i_e=float(current))
        circuit.add("voltmeter", on=cell)
    build(made, circuit)
    return circuit


SCENES: Mapping[str, Callable[[], Circuit]] = MappingProxyType(
    {"crowd": crowd, "traces": traces_beside_cobahh}
)


def saved(name: str, folder: Path) -> Path:
    """Make a scene, write it into a folder, and return its file."""
    path = folder / f"{name}.circuit"
    SCENES[name]().save(path)
    return path
