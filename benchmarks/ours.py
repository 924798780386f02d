"""One workload in CircuitLab, through its public interface."""

from __future__ import annotations

import inspect
from typing import Any

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.workloads import HODGKIN_HUXLEY, Network
from circuitlab import __version__
from circuitlab.api import Circuit, simulate
from circuitlab.model.element import Role

SIMULATOR = "CircuitLab"
MODE_KEYWORD, DENSE, ADAPTIVE = "stepping", "dense", "adaptive"
"""Argument of `simulate` that names the way to step, where it has one, and two of its values."""


def run(network: Network, mode: str) -> Measured:
    """Build the network, step it with every spike recorded, and say how long that took."""
    clock = Clock()
    circuit, cells = build(network)
    found = simulate(circuit, network.duration, dt=network.dt, record=(), **_stepping(mode))
    cell, time = found.spike_pairs(cells)
    return Measured(__version__, clock.lap() - found.wall_s, found.wall_s, cell, time)


def has_modes() -> bool:
    """Whether the engine lets a caller choose how it steps."""
    return MODE_KEYWORD in inspect.signature(simulate).parameters


def dense() -> dict[str, Any]:
    """Arguments of `simulate` with which every cell is stepped at every step."""
    return {MODE_KEYWORD: DENSE} if has_modes() else {}


def build(
    network: Network, circuit: Circuit | None = None, *, connected: bool = True
) -> tuple[Circuit, str]:
    """Return a circuit and the id of its cells.

    Parameters
    ----------
    circuit : to add the network to; an empty one by default
    connected : whether the cells' receptors are given their synapses
    """
    circuit = circuit or Circuit()
    make = _hodgkin_huxley if network.model == HODGKIN_HUXLEY else _integrate_and_fire
    return circuit, make(circuit, network, connected)


def _hodgkin_huxley(circuit: Circuit, network: Network, connected: bool) -> str:
    names = ("c_m", "g_l", "e_l", "g_na", "e_na", "g_k", "e_k", "v_t")
    cells = circuit.add("hh_traub_miles", size=network.size, i_e=network.i_e, v_init=network.v_init)
    circuit.set(cells, **{name: network.parameters[name] for name in names})
    for kind, start in (("excitatory", network.g_excitatory), ("inhibitory", network.g_inhibitory)):
        receptor = _receptor(circuit, network, cells, "exp_conductance", kind, connected)
        circuit.set(
            receptor,
            tau_syn=network.parameters[f"tau_{kind}"],
            e_rev=network.parameters[f"e_{kind}"],
            g_init=start,
        )
    return cells


def _integrate_and_fire(circuit: Circuit, network: Network, connected: bool) -> str:
    names = ("c_m", "tau_m", "e_l", "v_th", "v_reset", "t_ref")
    cells = circuit.add("lif_current", size=network.size, i_e=network.i_e, v_init=network.v_init)
    circuit.set(cells, **{name: network.parameters[name] for name in names})
    receptor = _receptor(circuit, network, cells, "exp_current", "", connected)
    circuit.set(receptor, tau_syn=network.parameters["tau_syn"])
    return cells


def _receptor(
    circuit: Circuit, network: Network, cells: str, receptor: str, half: str, connected: bool
) -> str:
    """Add a receptor with its synapses: all of them, or the excitatory or inhibitory half."""
    if not connected:
        return circuit.add(receptor, on=cells)
    pre, post, weight = network.pre, network.post, network.weight
    if half:
        pre, post, weight = network.synapses(excitatory=half == "excitatory")
    synapse = circuit.connect(
        cells, cells, receptor=receptor, pre=pre, post=post, weight=weight, delay=network.delay
    )
    circuit.set(synapse, u=0.0)
    (made,) = circuit.model.targets(synapse, Role.BINDS)
    return made


def _stepping(mode: str) -> dict[str, Any]:
    return {MODE_KEYWORD: mode} if mode else {}


if __name__ == "__main__":
    answer(SIMULATOR, run)
