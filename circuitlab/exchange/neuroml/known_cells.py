"""Cells of NeuroML and PyNN as neurons: which kind, with what values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.known_channels import compartment
from circuitlab.exchange.neuroml.neuron_found import NeuronFound
from circuitlab.exchange.neuroml.quantities import value

Components = Mapping[str, ET.Element]
Read = Callable[[ET.Element, Components], NeuronFound]
_CAPACITANCE = 100.0
"""pF of a cell that has none; what drives it is counted per pF."""


def _integrator(cell: ET.Element, _all: Components) -> NeuronFound:
    """NeuroML's own leaky integrators."""
    capacitance = value(cell, "C", _CAPACITANCE)
    leak = value(cell, "leakConductance", 0.0) or capacitance / value(cell, "tau")
    rest = value(cell, "leakReversal")
    return NeuronFound(
        "lif_conductance",
        {
            "c_m": capacitance,
            "g_l": leak,
            "e_l": rest,
            "v_th": value(cell, "thresh"),
            "v_reset": value(cell, "reset"),
            "t_ref": value(cell, "refract", 0.0),
            "v_init": rest,
        },
    )


def _pynn(cell: ET.Element, _all: Components) -> NeuronFound:
    """PyNN's leaky integrators: ms, mV, nF, nA without units."""
    capacitance = 1e3 * value(cell, "cm")
    return NeuronFound(
        "lif_conductance",
        {
            "c_m": capacitance,
            "g_l": capacitance / value(cell, "tau_m"),
            "e_l": value(cell, "v_rest"),
            "v_th": value(cell, "v_thresh"),
            "v_reset": value(cell, "v_reset"),
            "t_ref": value(cell, "tau_refrac"),
            "v_init": value(cell, "v_init"),
            "i_e": 1e3 * value(cell, "i_offset", 0.0),
        },
    )


def _adaptive(cell: ET.Element, _all: Components) -> NeuronFound:
    return NeuronFound(
        "adex",
        {
            "c_m": value(cell, "C"),
            "g_l": value(cell, "gL"),
            "e_l": value(cell, "EL"),
            "v_t": value(cell, "VT"),
            "v_peak": value(cell, "thresh"),
            "v_reset": value(cell, "reset"),
            "delta_t": value(cell, "delT"),
            "tau_w": value(cell, "tauw"),
            "t_ref": value(cell, "refract", 0.0),
            "a": value(cell, "a"),
            "b": value(cell, "b"),
            "v_init": value(cell, "EL"),
        },
    )


def _pynn_adaptive(cell: ET.Element, _all: Components) -> NeuronFound:
    capacitance = 1e3 * value(cell, "cm")
    return NeuronFound(
        "adex",
        {
            "c_m": capacitance,
            "g_l": capacitance / value(cell, "tau_m"),
            "e_l": value(cell, "v_rest"),
            "v_t": value(cell, "v_thresh"),
            "v_peak": value(cell, "v_spike"),
            "v_reset": value(cell, "v_reset"),
            "delta_t": value(cell, "delta_T"),
            "tau_w": value(cell, "tau_w"),
            "t_ref": value(cell, "tau_refrac"),
            "a": 1e3 * value(cell, "a"),
            "b": 1e3 * value(cell, "b"),
            "v_init": value(cell, "v_init"),
            "i_e": 1e3 * value(cell, "i_offset", 0.0),
        },
    )


def _quadratic(cell: ET.Element, _all: Components) -> NeuronFound:
    """Izhikevich's cell of 2003, which takes currents without a unit."""
    values = {name: value(cell, name) for name in ("a", "b", "c", "d")}
    more = {"v_th": value(cell, "thresh"), "v_init": value(cell, "v0"), "c_m": _CAPACITANCE}
    return NeuronFound("izhikevich", {**values, **more}, per_unit=_CAPACITANCE)


def _quadratic_2007(cell: ET.Element, _all: Components) -> NeuronFound:
    """Izhikevich's cell of 2007: k (v − v_r)(v − v_t) over C is a parabola like that of 2003."""
    c, k = value(cell, "C"), value(cell, "k")
    rest, threshold, b = value(cell, "vr"), value(cell, "vt"), value(cell, "b") / c
    return NeuronFound(
        "izhikevich",
        {
            "c_m": c,
            "a": value(cell, "a"),
            "b": b,
            "c": value(cell, "c"),
            "d": value(cell, "d") / c,
            "quadratic": k / c,
            "linear": -k / c * (rest + threshold),
            "constant": k / c * rest * threshold + b * rest,
            "v_th": value(cell, "vpeak"),
            "v_init": value(cell, "v0"),
        },
    )


def _traub_miles(cell: ET.Element, _all: Components) -> NeuronFound:
    return NeuronFound(
        "hh_traub_miles",
        {
            "c_m": 1e3 * value(cell, "cm"),
            "g_na": 1e3 * value(cell, "gbar_Na"),
            "g_k": 1e3 * value(cell, "gbar_K"),
            "g_l": 1e3 * value(cell, "g_leak"),
            "e_na": value(cell, "e_rev_Na"),
            "e_k": value(cell, "e_rev_K"),
            "e_l": value(cell, "e_rev_leak"),
            "v_t": value(cell, "v_offset"),
            "v_init": value(cell, "v_init"),
            "i_e": 1e3 * value(cell, "i_offset", 0.0),
        },
    )


CELLS: Mapping[str, Read] = MappingProxyType(
    {
        "iafCell": _integrator,
        "iafRefCell": _integrator,
        "iafTauCell": _integrator,
        "iafTauRefCell": _integrator,
        "IF_curr_exp": _pynn,
        "IF_curr_alpha": _pynn,
        "IF_cond_exp": _pynn,
        "IF_cond_alpha": _pynn,
        "adExIaFCell": _adaptive,
        "EIF_cond_exp_isfa_ista": _pynn_adaptive,
        "EIF_cond_alpha_isfa_ista": _pynn_adaptive,
        "izhikevichCell": _quadratic,
        "izhikevich2007Cell": _quadratic_2007,
        "HH_cond_exp": _traub_miles,
        "cell": compartment,
    }
)
"""Type of a cell → what reads it."""
