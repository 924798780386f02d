"""Receptors that bind the transmitter of one cleft, each with its own kinetics."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms.gating import in_numpy
from circuitlab.engine.mechanisms.receptors import opened_by_g_proteins
from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import Made, MechanismUse
from circuitlab.engine.recipes.receptors import FULL_CALCIUM_FRACTION, inhibited, largest_weight
from circuitlab.engine.recipes.recipe import Computed, Read, docked
from circuitlab.engine.recipes.states_and_inputs import BLOCKED, current, times


def _in_cleft(mechanism: str) -> Computed:
    """Transmitter in the cleft now, mM."""
    return lambda read: read(mechanism, "transmitter") * read(mechanism, "amount")


def _kinetic_open(read: Read) -> NDArray[np.float64]:
    return read("kinetic_receptor", "bound") * read("kinetic_receptor", "unplugged")


_kinetic = times("kinetic_receptor", _kinetic_open, "gain", "scale")


def _kinetic_past_calcium(read: Read) -> NDArray[np.float64]:
    """Conductance whose current moves the voltage: that of calcium fills the pool only."""
    return (1.0 - read("kinetic_receptor", "calcium")) * _kinetic(read)


@docked(
    states={
        "g": _kinetic,
        "i": current(_kinetic_past_calcium, "kinetic_receptor", "e_rev"),
        "open": _kinetic_open,
        "bound": ("kinetic_receptor", "bound"),
        "transmitter": _in_cleft("kinetic_receptor"),
    },
    inputs=BLOCKED,
    strength=("scale",),
)
def kinetic_receptor(p: Values, host: Values) -> Made:
    """A receptor that binds the transmitter of a cleft; it may need magnesium to leave its pore."""
    known = p.kind.parameters
    rows = {
        **_cleft(p),
        "alpha": p["alpha"],
        "beta": p["beta"],
        "magnesium": p["mg"] if "mg" in known else 0.0,
        "e_rev": p["e_rev"],
        "calcium": FULL_CALCIUM_FRACTION if "mg" in known else 0.0,
    }
    return inhibited(p, "kinetic_receptor", MechanismUse(p.element.id, "kinetic_receptor", rows))


def _gaba_b_open(read: Read) -> NDArray[np.float64]:
    opened = in_numpy(opened_by_g_proteins)(
        read("gaba_b", "g_protein"), 1.0, read("gaba_b", "half")
    )
    return np.asarray(opened)


_gaba_b = times("gaba_b", _gaba_b_open, "gain", "scale")


@docked(
    states={
        "g": _gaba_b,
        "i": current(_gaba_b, "gaba_b", "e_rev"),
        "open": _gaba_b_open,
        "bound": ("gaba_b", "bound"),
        "g_protein": ("gaba_b", "g_protein"),
        "transmitter": _in_cleft("gaba_b"),
    },
    inputs=BLOCKED,
    strength=("scale",),
)
def gaba_b(p: Values, host: Values) -> Made:
    """A receptor that opens potassium channels through a G protein."""
    rows = {
        **_cleft(p),
        **{name: p[name] for name in ("k1", "k2", "k3", "k4", "e_rev")},
        "half": p["k_d"],
    }
    return inhibited(p, "gaba_b", MechanismUse(p.element.id, "gaba_b", rows))


def _cleft(p: Values) -> dict[str, Numbers | float]:
    return {
        "scale": largest_weight(p),
        "transmitter": p["transmitter"],
        "steps": np.maximum(np.round(p["duration"] / p.settings.dt), 1.0),
    }
