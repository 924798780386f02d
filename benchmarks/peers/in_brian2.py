"""One workload in Brian2, as the C++ program that it writes (its fastest way)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import brian2 as b
import numpy as np
from brian2 import ms, mV, nS, pA, pF

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.workloads import (
    DRIVEN_BY_CONDUCTANCES,
    HODGKIN_HUXLEY,
    INTEGRATE_AND_FIRE,
    Network,
    hodgkin_huxley_rest,
)

PROGRAMS = Path(__file__).parents[2] / ".bench-venv" / "brian2"
"""Where the C++ programs are kept, so that a second round compiles nothing."""
SECONDS = "processor_seconds"
"""File in which a program says how long its steps took."""
START_OF_GATES_MV = -60.0

HODGKIN_HUXLEY_EQUATIONS = """
dv/dt = (g_l*(e_l - v) + ge*(e_e - v) + gi*(e_i - v) + i_e
         - g_na*(m*m*m)*h*(v - e_na) - g_k*(n*n*n*n)*(v - e_k))/c_m : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dge/dt = -ge/tau_e : siemens
dgi/dt = -gi/tau_i : siemens
u = (v - v_t)/mV : 1
alpha_m = 1.28/exprel((13 - u)/4)/ms : Hz
beta_m = 1.4/exprel((u - 40)/5)/ms : Hz
alpha_h = 0.128*exp((17 - u)/18)/ms : Hz
beta_h = 4/(1 + exp((40 - u)/5))/ms : Hz
alpha_n = 0.16/exprel((15 - u)/5)/ms : Hz
beta_n = 0.5*exp((10 - u)/40)/ms : Hz
i_e : amp (constant)
"""
INTEGRATE_AND_FIRE_EQUATIONS = """
dv/dt = (e_l - v)/tau_m + (g + i_e)/c_m : volt (unless refractory)
dg/dt = -g/tau_syn : amp
i_e : amp (constant)
"""
DRIVEN_EQUATIONS = """
dv/dt = (g_l*(e_l - v) + ge*(e_e - v) + gi*(e_i - v) + i_e)/c_m : volt (unless refractory)
dge/dt = -ge/tau_e : siemens
dgi/dt = -gi/tau_i : siemens
i_e : amp (constant)
"""


def run(network: Network, mode: str) -> Measured:
    """Write and compile the program, run it, and take the time that it says it took."""
    clock = Clock(time.perf_counter)
    b.set_device("cpp_standalone", directory=None, build_on_run=False)
    b.defaultclock.dt = network.dt * ms
    cells, *synapses = _MADE[network.model](network)
    monitor = b.SpikeMonitor(cells)
    _time_by_processor()
    b.Network([cells, *synapses, monitor]).run(network.duration * ms)
    folder = PROGRAMS / f"{network.name}-{network.duration:g}"
    b.device.build(directory=str(folder), compile=True, run=False, clean=False)
    build_s = clock.lap()
    b.device.run(directory=str(folder), with_output=False, run_args=[])
    end_of_step = np.asarray(monitor.t / ms) + network.dt
    run_s = float((folder / SECONDS).read_text(encoding="ascii"))
    return Measured(b.__version__, build_s, run_s, np.asarray(monitor.i), end_of_step)


def _time_by_processor() -> None:
    """Let the program write down the processor's seconds for its steps; it counts the wall's."""
    b.device.insert_code("before_network_run", "const std::clock_t _begun = std::clock();")
    told = f'std::ofstream("{SECONDS}") << (std::clock() - _begun)/double(CLOCKS_PER_SEC);'
    b.device.insert_code("after_network_run", told)


def _hodgkin_huxley(network: Network) -> list[Any]:
    p = network.parameters
    volts = {name: p[name] * mV for name in ("e_l", "e_na", "e_k", "v_t")}
    conductances = {name: p[name] * nS for name in ("g_l", "g_na", "g_k")}
    reversals = {"e_e": p["e_excitatory"] * mV, "e_i": p["e_inhibitory"] * mV}
    decays = {"tau_e": p["tau_excitatory"] * ms, "tau_i": p["tau_inhibitory"] * ms}
    cells = b.NeuronGroup(
        network.size,
        HODGKIN_HUXLEY_EQUATIONS,
        threshold="v > 0*mV",
        refractory="v > 0*mV",
        method="exponential_euler",
        namespace={"c_m": p["c_m"] * pF, **volts, **conductances, **reversals, **decays},
    )
    cells.m, cells.h, cells.n = hodgkin_huxley_rest(START_OF_GATES_MV, p["v_t"])
    return _with_conductances(cells, network)


def _driven(network: Network) -> list[Any]:
    p = network.parameters
    names = {"e_l": "e_l", "v_th": "v_th", "v_reset": "v_reset"}
    reversals = {"e_e": "e_excitatory", "e_i": "e_inhibitory"}
    volts = {name: p[key] * mV for name, key in (names | reversals).items()}
    decays = {"tau_e": p["tau_excitatory"] * ms, "tau_i": p["tau_inhibitory"] * ms}
    cells = b.NeuronGroup(
        network.size,
        DRIVEN_EQUATIONS,
        threshold="v >= v_th",
        reset="v = v_reset",
        refractory=(p["t_ref"] + network.dt) * ms,
        method="exponential_euler",
        namespace={"c_m": p["c_m"] * pF, "g_l": p["g_l"] * nS, **volts, **decays},
    )
    return _with_conductances(cells, network)


def _with_conductances(cells: Any, network: Network) -> list[Any]:
    """Cells as they begin, with their synapses."""
    cells.v, cells.i_e = network.v_init * mV, network.i_e * pA
    cells.ge, cells.gi = network.g_excitatory * nS, network.g_inhibitory * nS
    made = [cells]
    for variable, excitatory in (("ge", True), ("gi", False)):
        pre, post, weight = network.synapses(excitatory=excitatory)
        synapses = b.Synapses(cells, cells, "w : siemens", on_pre=f"{variable}_post += w")
        _connect(synapses, network, pre, post, weight * nS)
        made.append(synapses)
    return made


def _integrate_and_fire(network: Network) -> list[Any]:
    p = network.parameters
    cells = b.NeuronGroup(
        network.size,
        INTEGRATE_AND_FIRE_EQUATIONS,
        threshold="v >= v_th",
        reset="v = v_reset",
        refractory=(p["t_ref"] + network.dt) * ms,
        method="exact",
        namespace={
            "c_m": p["c_m"] * pF,
            **{name: p[name] * ms for name in ("tau_m", "tau_syn")},
            **{name: p[name] * mV for name in ("e_l", "v_th", "v_reset")},
        },
    )
    cells.v, cells.i_e = network.v_init * mV, network.i_e * pA
    synapses = b.Synapses(cells, cells, "w : amp", on_pre="g_post += w")
    _connect(synapses, network, network.pre, network.post, network.weight * pA)
    return [cells, synapses]


_MADE = {
    HODGKIN_HUXLEY: _hodgkin_huxley,
    INTEGRATE_AND_FIRE: _integrate_and_fire,
    DRIVEN_BY_CONDUCTANCES: _driven,
}


def _connect(synapses: Any, network: Network, pre: Any, post: Any, weight: Any) -> None:
    synapses.connect(i=pre, j=post)
    synapses.w = weight
    synapses.delay = network.delay * ms


if __name__ == "__main__":
    answer("Brian2 C++", run)
