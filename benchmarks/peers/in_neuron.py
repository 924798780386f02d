"""One workload in NEURON, with its steps of second order (Crank–Nicolson)."""

from __future__ import annotations

import math
from typing import Any

import neuron
import numpy as np
from neuron import h

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.peers.nmodl import MECHANISMS, NEURON_LIBRARY, compiled
from benchmarks.workloads import AREA_UM2, HODGKIN_HUXLEY, Network

START_OF_GATES_MV = -60.0
PER_NANO = 1e-3
"""NEURON counts currents in nA and synaptic conductances in µS."""


def run(network: Network, mode: str) -> Measured:
    """Build the network and step it; the mode "first" takes NEURON's default, implicit Euler."""
    if network.model != HODGKIN_HUXLEY:
        raise ValueError("NEURON has no current-based integrate-and-fire network of this kind")
    clock = Clock()
    source = MECHANISMS / "neuron" / "traub_miles.mod"
    h.nrn_load_dll(str(compiled([source], "neuron", ["nrnivmodl", "."], NEURON_LIBRARY)))
    h.load_file("stdrun.hoc")
    cells = [_cell(number) for number in range(network.size)]
    receptors, electrodes = _receptors(network, cells), _electrodes(network, cells)
    times, index = h.Vector(), h.Vector()
    wires = [*_recorded(cells, times, index), *_connected(network, cells, receptors)]
    _at_rest(network, cells, receptors, second_order=mode != "first")
    parallel = h.ParallelContext()
    parallel.nthread(1)
    parallel.set_maxstep(10)
    build_s = clock.lap()
    parallel.psolve(network.duration)
    run_s = clock.lap()
    del electrodes, wires
    return Measured(neuron.__version__, build_s, run_s, np.array(index), np.array(times))


def _cell(number: int) -> Any:
    """A cylinder with the area of a cell; 1 µF/cm² of it make 200 pF."""
    section = h.Section(name=f"cell{number}")
    section.L = section.diam = math.sqrt(AREA_UM2 / math.pi)
    section.cm = 1.0
    section.insert("traub_miles")
    return section


def _receptors(network: Network, cells: list[Any]) -> dict[bool, list[Any]]:
    """By whether it excites: one receptor of each cell."""
    p = network.parameters
    kinds = {True: "excitatory", False: "inhibitory"}
    made: dict[bool, list[Any]] = {}
    for excites, kind in kinds.items():
        made[excites] = [h.ExpSyn(cell(0.5)) for cell in cells]
        for receptor in made[excites]:
            receptor.tau, receptor.e = p[f"tau_{kind}"], p[f"e_{kind}"]
    return made


def _electrodes(network: Network, cells: list[Any]) -> list[Any]:
    made = []
    for number in np.nonzero(network.i_e)[0].tolist():
        electrode = h.IClamp(cells[number](0.5))
        electrode.delay, electrode.dur = 0.0, 1e9
        electrode.amp = network.i_e[number] * PER_NANO
        made.append(electrode)
    return made


def _recorded(cells: list[Any], times: Any, index: Any) -> list[Any]:
    made = []
    for number, cell in enumerate(cells):
        wire = h.NetCon(cell(0.5)._ref_v, None, sec=cell)
        wire.threshold = 0.0
        wire.record(times, index, number)
        made.append(wire)
    return made


def _connected(network: Network, cells: list[Any], receptors: dict[bool, list[Any]]) -> list[Any]:
    made = []
    triples = zip(network.pre.tolist(), network.post.tolist(), network.weight.tolist(), strict=True)
    for pre, post, weight in triples:
        wire = h.NetCon(cells[pre](0.5)._ref_v, receptors[weight > 0.0][post], sec=cells[pre])
        wire.threshold, wire.delay = 0.0, network.delay
        wire.weight[0] = abs(weight) * PER_NANO
        made.append(wire)
    return made


def _at_rest(
    network: Network, cells: list[Any], receptors: dict[bool, list[Any]], *, second_order: bool
) -> None:
    h.dt = network.dt
    h.steps_per_ms = 1.0 / network.dt
    h.secondorder = 2 if second_order else 0
    h.finitialize(START_OF_GATES_MV)
    for number, cell in enumerate(cells):
        cell(0.5).v = network.v_init[number]
        receptors[True][number].g = network.g_excitatory[number] * PER_NANO
        receptors[False][number].g = network.g_inhibitory[number] * PER_NANO
    h.fcurrent()


if __name__ == "__main__":
    answer("NEURON", run)
