"""One workload in NEST."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.workloads import (
    DRIVEN_BY_CONDUCTANCES,
    HODGKIN_HUXLEY,
    INTEGRATE_AND_FIRE,
    Network,
)

os.environ["PYNEST_QUIET"] = "1"
import nest


def run(network: Network, mode: str) -> Measured:
    """Build the network and step it."""
    clock = Clock()
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = network.dt
    nest.local_num_threads = 1
    cells = _MADE[network.model](network)
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    first = cells[0].global_id
    _connect(network, first)
    nest.Prepare()
    build_s = clock.lap()
    nest.Run(network.duration)
    run_s = clock.lap()
    nest.Cleanup()
    found = recorder.events
    return Measured(nest.__version__, build_s, run_s, found["senders"] - first, found["times"])


def _hodgkin_huxley(network: Network) -> Any:
    p = network.parameters
    cells = nest.Create("hh_cond_exp_traub", network.size)
    cells.set(
        C_m=p["c_m"],
        g_L=p["g_l"],
        E_L=p["e_l"],
        g_Na=p["g_na"],
        E_Na=p["e_na"],
        g_K=p["g_k"],
        E_K=p["e_k"],
        V_T=p["v_t"],
        tau_syn_ex=p["tau_excitatory"],
        E_ex=p["e_excitatory"],
        tau_syn_in=p["tau_inhibitory"],
        E_in=p["e_inhibitory"],
        t_ref=2.0,
    )
    cells.V_m, cells.I_e = network.v_init, network.i_e
    if network.g_excitatory.any():
        _open_at_the_start(network, cells)
    return cells


def _open_at_the_start(network: Network, cells: Any) -> None:
    """Give the first conductances by one spike: this model does not let them be set."""
    starter = nest.Create("spike_generator", params={"spike_times": [network.dt]})
    for weight in (network.g_excitatory, -network.g_inhibitory):
        opened = {"weight": weight.reshape(-1, 1), "delay": network.dt}
        nest.Connect(starter, cells, "all_to_all", opened)


def _integrate_and_fire(network: Network) -> Any:
    p = network.parameters
    cells = nest.Create("iaf_psc_exp", network.size)
    cells.set(
        C_m=p["c_m"],
        tau_m=p["tau_m"],
        tau_syn_ex=p["tau_syn"],
        tau_syn_in=p["tau_syn"],
        E_L=p["e_l"],
        V_th=p["v_th"],
        V_reset=p["v_reset"],
        t_ref=p["t_ref"],
    )
    cells.I_e, cells.V_m = network.i_e, network.v_init
    return cells


def _driven(network: Network) -> Any:
    p = network.parameters
    cells = nest.Create("iaf_cond_exp", network.size)
    cells.set(
        C_m=p["c_m"],
        g_L=p["g_l"],
        E_L=p["e_l"],
        V_th=p["v_th"],
        V_reset=p["v_reset"],
        t_ref=p["t_ref"],
        tau_syn_ex=p["tau_excitatory"],
        E_ex=p["e_excitatory"],
        tau_syn_in=p["tau_inhibitory"],
        E_in=p["e_inhibitory"],
    )
    cells.V_m, cells.I_e = network.v_init, network.i_e
    _open_at_the_start(network, cells)
    return cells


_MADE = {
    HODGKIN_HUXLEY: _hodgkin_huxley,
    INTEGRATE_AND_FIRE: _integrate_and_fire,
    DRIVEN_BY_CONDUCTANCES: _driven,
}


def _connect(network: Network, first: int) -> None:
    synapses = {
        "synapse_model": "static_synapse",
        "weight": network.weight,
        "delay": np.full(len(network.weight), network.delay),
    }
    nest.Connect(network.pre + first, network.post + first, "one_to_one", synapses)


if __name__ == "__main__":
    answer("NEST", run)
