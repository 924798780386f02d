"""Conductances and currents of a neuron's own channels, computed when somebody looks at them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms.channels import MEMBRANE_CHARGE, constant_field
from circuitlab.engine.mechanisms.gating import in_numpy
from circuitlab.engine.mechanisms.voltage_and_spike import upstroke
from circuitlab.engine.recipes.recipe import Read, States
from circuitlab.engine.recipes.states_and_inputs import (
    VOLTAGE,
    current,
    gated,
    held,
    product,
    times,
)

LEAK: States = {"i_l": current(held("leak", "g_l"), "leak", "e_l")}


def spike_makers(mechanism: str) -> States:
    """Conductances and currents of one mechanism that holds sodium and potassium channels."""
    sodium, potassium = gated(mechanism, "g_na", "mmmh"), gated(mechanism, "g_k", "nnnn")
    return {
        "v": VOLTAGE,
        "g_na": sodium,
        "g_k": potassium,
        "i_na": current(sodium, mechanism, "e_na"),
        "i_k": current(potassium, mechanism, "e_k"),
        "e_na": (mechanism, "e_na"),
        "e_k": (mechanism, "e_k"),
        **LEAK,
    }


SPINAL = spike_makers("traub_miles")
SPINAL_NA = gated("traub_miles", "g_na", "mmmh")
SPINAL_K = gated("traub_miles", "g_k", "nnnn")
NAV17 = times("nav17", product("nav17", "mmmh"), "nav17_gain")
NAV18 = times("nav18", product("nav18", "mmmh"), "nav18_gain")
KDR, KA, KM = (
    gated("kdr", "g_max", "nnnn"),
    gated("ka", "g_max", "nh"),
    gated("km", "g_max", "n"),
)
NAP, KCA = gated("nap", "g_max", "mh"), gated("kca", "g_max", "mmm")
CAN = gated("can", "g_max", "mm")


_upstroke = np.vectorize(in_numpy(upstroke))


def take_off(read: Read) -> NDArray[np.float64]:
    """Current (pA) with which a spike takes off by itself: −g_L Δ_T e^{(v−V_T)/Δ_T}."""
    rows = ("g_l", "v_t", "shift", "delta_t", "steepest")
    g_l, v_t, shift, delta_t, steepest = (read("adaptive_exponential", row) for row in rows)
    return np.asarray(-g_l * delta_t * _upstroke(read(*VOLTAGE), v_t - shift, delta_t, steepest))


_constant_field = np.vectorize(in_numpy(constant_field))


def calcium_current(read: Read) -> NDArray[np.float64]:
    """Calcium current (pA) by the constant-field equation."""
    field, drive, _bend = _constant_field(read(*VOLTAGE), read("", "ca"))
    permeability = read("cal", "permeability") * MEMBRANE_CHARGE
    return np.asarray(product("cal", "mm")(read) * permeability * field * drive)
