"""One workload in CircuitLab, through its public interface."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.workloads import (
    DRIVEN_BY_CONDUCTANCES,
    HODGKIN_HUXLEY,
    INTEGRATE_AND_FIRE,
    Network,
)
from circuitlab import __version__
from circuitlab.api import Circuit, simulate
from circuitlab.engine.running import run as running
from circuitlab.model.element import Role

SIMULATOR = "CircuitLab"
MODE_KEYWORD, DENSE, ADAPTIVE = "stepping", "dense", "adaptive"
"""Argument of `simulate` that names the way to step, where it has one, and two of its values."""


def run(network: Network, mode: str) -> Measured:
    """Build the network, step it with every spike recorded, and say how long that took."""
    clock = Clock(time.perf_counter)
    circuit, cells = build(network)
    with timed_by_processor():
        found = simulate(circuit, network.duration, dt=network.dt, record=(), **_stepping(mode))
    cell, fired_at = found.spike_pairs(cells)
    return Measured(__version__, clock.lap() - found.wall_s, found.wall_s, cell, fired_at)


def timed_by_processor() -> AbstractContextManager[object]:
    """Let runs tell the processor's seconds of their thread, as peers do, and not the wall's."""
    return patch.object(running, "time", SimpleNamespace(perf_counter=time.thread_time))


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
    return circuit, _MADE[network.model](circuit, network, connected)


def _hodgkin_huxley(circuit: Circuit, network: Network, connected: bool) -> str:
    names = ("c_m", "g_l", "e_l", "g_na", "e_na", "g_k", "e_k", "v_t")
    return _driven_by_conductances(circuit, network, connected, "hh_traub_miles", names)


def _driven_by_conductances(
    circuit: Circuit,
    network: Network,
    connected: bool,
    kind: str = "lif_conductance",
    names: Sequence[str] = ("c_m", "g_l", "e_l", "v_th", "v_reset", "t_ref"),
) -> str:
    cells = circuit.add(kind, size=network.size, i_e=network.i_e, v_init=network.v_init)
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


_MADE: Mapping[str, Callable[[Circuit, Network, bool], str]] = MappingProxyType(
    {
        HODGKIN_HUXLEY: _hodgkin_huxley,
        INTEGRATE_AND_FIRE: _integrate_and_fire,
        DRIVEN_BY_CONDUCTANCES: _driven_by_conductances,
    }
)


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
