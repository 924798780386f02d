"""Neurons: which mechanisms a cell is made of, with what values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.numerics.arrays import ANY_CELL_MV, WITH_CHANNELS_MV
from circuitlab.engine.recipes.cell_currents import (
    CAN,
    KA,
    KCA,
    KDR,
    KM,
    LEAK,
    NAP,
    NAV17,
    NAV18,
    SPINAL,
    SPINAL_K,
    SPINAL_NA,
    calcium_current,
    spike_makers,
    take_off,
)
from circuitlab.engine.recipes.channels import (
    BLOCK_FOLLOWS_MS,
    calcium,
    inactivated_nav17,
    inactivated_nav18,
)
from circuitlab.engine.recipes.ions import leaking, moved
from circuitlab.engine.recipes.kinases import MEDIATORS, SENSITISED, kinases
from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import (
    Cells,
    Clock,
    Made,
    MechanismUse,
    Rows,
    own_feed,
    unit,
)
from circuitlab.engine.recipes.recipe import Read, States, cell
from circuitlab.engine.recipes.states_and_inputs import (
    CURRENT,
    VOLTAGE,
    current,
    held,
    sum_of,
)

_STEEPEST = 200.0
"""Exponent of an upstroke that is over within any step, and far from what a number can hold."""
_HIGHEST = 600.0
"""Exponent of the highest peak that parameters allow."""
_NEAR = 5.0 + 1e-9
"""Exponent of a peak up to which the upstroke keeps to its tangent within a step."""


_BLOCK = "nociceptor_sodium_block"


def _nav17_left(read: Read) -> NDArray[np.float64]:
    return 1.0 + read(_BLOCK, "gain17")


def _nav18_left(read: Read) -> NDArray[np.float64]:
    return 1.0 + read(_BLOCK, "gain18")


def range_of(mechanisms: Iterable[str]) -> tuple[float, float]:
    """Voltages (mV) that make sense in a cell; fewer where ion channels make its spikes."""
    return WITH_CHANNELS_MV if "upward_crossing" in mechanisms else ANY_CELL_MV


@cell(
    states={
        "v": VOLTAGE,
        **SENSITISED,
        "nav17_left": _nav17_left,
        "nav18_left": _nav18_left,
        "ahp": ("slow_ahp", "ahp"),
        "g_na": sum_of(NAV17, NAV18),
        "g_k": sum_of(KDR, KA, KM),
        "i_nav17": current(NAV17, "nav17", "e_na"),
        "i_nav18": current(NAV18, "nav18", "e_na"),
        "i_k": current(sum_of(KDR, KA, KM), "kdr", "e_k"),
        "i_ahp": current(held("slow_ahp", "ahp"), "slow_ahp", "e_k"),
        "e_na": ("nav17", "e_na"),
        "e_k": ("kdr", "e_k"),
        **LEAK,
    },
    inputs={
        **CURRENT,
        **MEDIATORS,
        "nav18_inhibition": ((_BLOCK, "nav18_inhibition"),),
        "resting_block": ((_BLOCK, "resting"),),
        "inactivated_block": ((_BLOCK, "inactivated17"),),
        "nav18_inactivated_block": ((_BLOCK, "inactivated18"),),
    },
)
def nociceptor(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """C-fibre nociceptor: six currents and an after-hyperpolarisation, with its kinases."""
    sodium = {"e_na": moved(p, "e_na"), "q": p["q_gate"]}
    potassium = {"e_k": moved(p, "e_k"), "q": p["q_gate"]}
    shifts17 = {"m_shift": p["nav17_m_shift"], "h_shift": p["nav17_h_shift"]}
    shifts18 = {"shift": p["nav18_shift"], "h_shift": p["nav18_h_shift"]}
    decay = p.decay("tau_ahp")
    uses = [
        _part(p, "leak", g_l=p.siemens("g_l"), e_l=leaking(p)),
        _part(p, "nav17", g_max=p.siemens("g_nav17"), **shifts17, **sodium),
        _part(p, "nav18", g_max=p.siemens("g_nav18"), **shifts18, **sodium),
        _part(p, "kdr", g_max=p.siemens("g_kdr"), **potassium),
        _part(p, "ka", g_max=p.siemens("g_ka"), **potassium),
        _part(p, "km", g_max=p.siemens("g_km"), **potassium),
        _part(
            p,
            "slow_ahp",
            gain=p["ahp_rate"] * p["tau_ahp"] * (1.0 - decay),
            decay=decay,
            e_k=potassium["e_k"],
        ),
    ]
    cell = _conductance_cell(p, uses, docked, capacitance=p.capacitance())
    feeds = (
        own_feed(p, ("kinases", "pka"), ("nav18", "pka")),
        own_feed(p, ("nav17", "h"), (_BLOCK, "h17")),
        own_feed(p, ("nav18", "h"), (_BLOCK, "h18")),
        own_feed(p, (_BLOCK, "gain17"), ("nav17", "nav17_gain")),
        own_feed(p, (_BLOCK, "gain18"), ("nav18", "nav18_gain")),
    )
    return Made((cell, kinases(p), _sodium_block(p)), feeds=feeds)


def _sodium_block(p: Values) -> Cells:
    """Through which drugs act on its sodium channels, in each cell by their own inactivation."""
    rows: Rows = {
        "tau": BLOCK_FOLLOWS_MS,
        "start17": inactivated_nav17(p["v_init"], p["nav17_h_shift"]),
        "start18": inactivated_nav18(p["v_init"]),
    }
    return unit(p, _BLOCK, rows, Clock.SLOW)


@cell(
    states={
        **SPINAL,
        "g_na": sum_of(SPINAL_NA, NAP),
        "g_k": sum_of(SPINAL_K, KCA),
        "ca": ("", "ca"),
        "g_can": CAN,
        "i_nap": current(NAP, "nap", "e_na"),
        "i_ca": calcium_current,
        "i_kca": current(KCA, "kca", "e_k"),
        "i_can": current(CAN, "can", "e_can"),
    },
    inputs=CURRENT,
)
def dorsal_horn(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Lamina-I projection cell or deep wide-dynamic-range cell: calcium and a plateau current."""
    uses = [
        *_spiking_currents(p),
        _part(p, "nap", g_max=p.siemens("g_nap"), e_na=moved(p, "e_na"), v_t=p["v_t"]),
        _part(p, "cal", permeability=10.0 * p["p_cal"] * p["area"]),
        _part(p, "kca", g_max=p.siemens("g_kca"), e_k=moved(p, "e_k")),
        _part(p, "can", g_max=p.siemens("g_can"), e_can=p["e_can"], tau=p["tau_can"]),
    ]
    pool = calcium(p, "calcium_pool")
    return Made((_conductance_cell(p, uses, [*docked, pool], p.capacitance()),))


@cell(states=SPINAL, inputs=CURRENT)
def spinal_plain(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Spinal interneuron: leak, fast sodium and delayed rectifier."""
    return Made((_conductance_cell(p, _spiking_currents(p), docked, p.capacitance()),))


@cell(
    states={
        "v": VOLTAGE,
        "m": ("hodgkin_huxley", "m"),
        "h": ("hodgkin_huxley", "h"),
        "n": ("hodgkin_huxley", "n"),
        **spike_makers("hodgkin_huxley"),
    },
    inputs=CURRENT,
)
def hh_squid(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Squid giant axon patch of Hodgkin & Huxley 1952; rates triple every 10 °C."""
    uses = [
        _part(p, "leak", g_l=p.siemens("g_l"), e_l=p["e_l"]),
        _part(
            p,
            "hodgkin_huxley",
            g_na=p.siemens("g_na"),
            e_na=moved(p, "e_na"),
            g_k=p.siemens("g_k"),
            e_k=moved(p, "e_k"),
            q=3.0 ** ((p["temperature"] - 6.3) / 10.0),
        ),
    ]
    return Made((_conductance_cell(p, uses, docked, p.capacitance()),))


@cell(
    states=spike_makers("traub_miles_1991"),
    inputs=CURRENT,
)
def hh_traub_miles(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Hodgkin–Huxley cell of the benchmarks, its voltage by Crank–Nicolson."""
    rows = {name: p[name] for name in ("g_na", "g_k", "v_t")}
    uses = (
        _part(p, "leak", g_l=p["g_l"], e_l=leaking(p)),
        _part(p, "traub_miles_1991", **rows, **_gradients(p)),
        *docked,
        *_noise(p),
        _part(
            p,
            "crank_nicolson_membrane",
            i_e=p["i_e"],
            half_step_over_c=0.5 * p.settings.dt / p["c_m"],
        ),
        _part(p, "upward_crossing", v_th=p["v_th"]),
    )
    return Made((_cell(p, uses),))


@cell(states={"v": VOLTAGE, **LEAK}, inputs=CURRENT)
def lif_conductance(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Leaky integrate-and-fire cell that conductances drive: exact while they stand still."""
    uses = (
        _part(p, "leak", g_l=p["g_l"], e_l=p["e_l"]),
        *docked,
        *_noise(p),
        _part(p, "integrating_membrane", i_e=p["i_e"], step_over_c=p.settings.dt / p["c_m"]),
        _reset(p, p["v_th"]),
    )
    return Made((_cell(p, uses),))


_ADEX: States = {
    "v": VOLTAGE,
    "w": ("adaptive_exponential", "w"),
    "i_up": take_off,
    "i_l": current(held("adaptive_exponential", "g_l"), "adaptive_exponential", "e_l"),
}


@cell(states=_ADEX, inputs=CURRENT)
def adex(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Adaptive exponential integrate-and-fire cell; its spike is cut at v_peak."""
    return Made((_adex(p, docked),))


@cell(states={**_ADEX, **SENSITISED}, inputs={**CURRENT, **MEDIATORS})
def adex_nociceptor(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """The same with a nociceptor's kinases, of which PKA lowers its threshold."""
    lowered = own_feed(p, ("kinases", "pka"), ("adaptive_exponential", "shift"))
    feeds = (replace(lowered, gain=p["pka_shift"]),)
    return Made((_adex(p, docked), kinases(p)), feeds=feeds)


def _adex(p: Values, docked: Sequence[MechanismUse]) -> Cells:
    peak = (p["v_peak"] - p["v_t"]) / p["delta_t"]
    current = _part(
        p,
        "adaptive_exponential",
        g_l=p["g_l"],
        e_l=p["e_l"],
        v_t=p["v_t"],
        delta_t=p["delta_t"],
        steepest=np.minimum(peak + 1.0, _STEEPEST),
        a=p["a"],
        b=p["b"],
        keep=p.decay("tau_w"),
    )
    membrane = _resetting(p, p["v_peak"], p["v_reset"], p["t_ref"])
    if np.any(peak > _NEAR):
        top = p["g_l"] * p["delta_t"] * np.exp(np.minimum(peak, _HIGHEST))
        rows = {**membrane.values, "delta_t": p["delta_t"], "top": top}
        membrane = _part(p, "exponential_membrane", **rows)
    return _cell(p, (current, *docked, *_noise(p), membrane))


@cell(states={"v": VOLTAGE, "u": ("quadratic_recovery", "u")}, inputs=CURRENT)
def izhikevich(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Izhikevich's cell of 2003 or 2007, which begins with u at b times its potential."""
    rows = {
        "c_m": p["c_m"],
        "quadratic": p["quadratic"],
        "linear": p["linear"],
        "constant": p["constant"],
        "b": p["b"],
        "d": p["d"],
        "keep": np.exp(-p["a"] * p.settings.dt),
    }
    start = {"u": p["b"] * p["v_init"]}
    current = MechanismUse(p.element.id, "quadratic_recovery", rows, start)
    membrane = _resetting(p, p["v_th"], p["c"], np.zeros(1))
    return Made((_cell(p, (current, *docked, *_noise(p), membrane)),))


@cell(states={"v": VOLTAGE}, inputs=CURRENT)
def lif_current(p: Values, docked: Sequence[MechanismUse]) -> Made:
    """Leaky integrate-and-fire cell with exact propagators (Rotter & Diesmann 1999)."""
    keep = p.decay("tau_m")
    gain = p["tau_m"] / p["c_m"] * (1.0 - keep)
    drive = p["e_l"] * (1.0 - keep) + p["i_e"] * gain
    membrane = _part(p, "leaky_integrator", drive=drive, keep=keep, gain=gain)
    noise = [
        MechanismUse(use.element, "noise_current", {**use.values, "push": gain})
        for use in _noise(p)
    ]
    return Made((_cell(p, (*docked, *noise, membrane, _reset(p, p["v_th"]))),))


def _spiking_currents(p: Values) -> list[MechanismUse]:
    densities = {name: p.siemens(name) for name in ("g_na", "g_k")}
    return [
        _part(p, "leak", g_l=p.siemens("g_l"), e_l=leaking(p)),
        _part(p, "traub_miles", v_t=p["v_t"], **_gradients(p), **densities),
    ]


def _gradients(p: Values) -> dict[str, Numbers]:
    """Reversal potentials of sodium and potassium, as the cell's concentrations make them."""
    return {name: moved(p, name) for name in ("e_na", "e_k")}


def _conductance_cell(
    p: Values, uses: Sequence[MechanismUse], docked: Sequence[MechanismUse], capacitance: Numbers
) -> Cells:
    membrane = _part(
        p, "conductance_membrane", i_e=p["i_e"], step_over_c=p.settings.dt / capacitance
    )
    crossing = _part(p, "upward_crossing", v_th=p["v_th"])
    return _cell(p, (*uses, *docked, *_noise(p), membrane, crossing))


def _cell(p: Values, uses: Sequence[MechanismUse]) -> Cells:
    ordered = sorted(_with_one_shell(uses), key=lambda use: MECHANISMS[use.mechanism].last)
    return Cells(p.element.id, p.size, tuple(ordered), v=p["v_init"], spiking=True)


def _with_one_shell(uses: Sequence[MechanismUse]) -> Iterator[MechanismUse]:
    """The mechanisms with the first shell of calcium behind every current, and no other shell."""
    shells = [use for use in uses if use.mechanism == "calcium_shell"]
    for number, use in enumerate(uses):
        if use.mechanism != "calcium_shell":
            yield use
        if number == _last_current(uses):
            yield from shells[:1]


def _last_current(uses: Sequence[MechanismUse]) -> int:
    """Place of the last mechanism that any current may come from."""
    return max(
        (number for number, use in enumerate(uses) if "ica" in MECHANISMS[use.mechanism].outputs),
        default=-1,
    )


def _noise(p: Values) -> list[MechanismUse]:
    """Membrane noise, if there is any: a silent source would only cost time."""
    sd = p["noise"]
    if not np.any(sd > 0.0):
        return []
    return [_part(p, "membrane_noise", **p.wandering(sd, "noise_tau"))]


def _reset(p: Values, v_peak: Numbers) -> MechanismUse:
    steps = np.round(p["t_ref"] / p.settings.dt)
    return _part(p, "reset_rule", v_peak=v_peak, v_reset=p["v_reset"], steps=steps)


def _resetting(p: Values, v_peak: Numbers, v_reset: Numbers, t_ref: Numbers) -> MechanismUse:
    dt = p.settings.dt
    return _part(
        p,
        "resetting_membrane",
        i_e=p["i_e"],
        step_over_c=dt / p["c_m"],
        v_peak=v_peak,
        v_reset=v_reset,
        steps=t_ref / dt,
    )


def _part(p: Values, mechanism: str, **rows: Numbers | float) -> MechanismUse:
    return MechanismUse(p.element.id, mechanism, rows)
