"""A channel whose gates have rates that somebody wrote down."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.parameters import Numbers, Values, over_area
from circuitlab.engine.recipes.populations import Made, MechanismUse
from circuitlab.engine.recipes.receptors import area_of
from circuitlab.engine.recipes.recipe import Read, docked
from circuitlab.engine.recipes.states_and_inputs import current, times

_STEEPEST_MV = 0.01
"""Least change of potential by which a rate's exponent changes by 1."""
_BITS = (("ones", 1), ("twos", 2), ("fours", 4))
_FORMS = MappingProxyType({"exponential": 0.0, "sigmoid": 1.0, "linoid": 2.0})
"""Numbers by which :func:`rate_of_form` knows the three forms of a rate."""


def _rate(p: Values, name: str) -> dict[str, Numbers | float]:
    """Rows of one rate of a channel whose rates are written down."""
    scale = p[f"{name}_scale"]
    return {
        f"{name}_rate": p[f"{name}_rate"],
        f"{name}_middle": p[f"{name}_middle"],
        f"{name}_scale": np.where(np.abs(scale) < _STEEPEST_MV, _STEEPEST_MV, scale),
        f"{name}_form": _FORMS[str(p.raw(f"{name}_form"))],
    }


def _power(p: Values, gate: str) -> dict[str, Numbers | float]:
    """Rows of a gate's power, as the sum of 1, 2 and 4."""
    power = round(p.number(f"{gate}_power"))
    return {f"{gate}_{part}": float(bool(power & bit)) for part, bit in _BITS}


def _rate_open(read: Read) -> NDArray[np.float64]:
    powers = [
        sum(bit * read("rate_channel", f"{gate}_{part}") for part, bit in _BITS) for gate in "mh"
    ]
    m, h = read("rate_channel", "m"), read("rate_channel", "h")
    return np.asarray(m ** powers[0] * h ** powers[1])


_rated = times("rate_channel", _rate_open)


@docked(
    states={
        "open": _rate_open,
        "m": ("rate_channel", "m"),
        "h": ("rate_channel", "h"),
        "g": _rated,
        "i": current(_rated, "rate_channel", "e_rev"),
    }
)
def rate_channel(p: Values, host: Values) -> Made:
    """A channel with gates whose rates are written down."""
    rates = [_rate(p, f"{gate}_{way}") for gate in "mh" for way in ("open", "close")]
    powers = [_power(p, gate) for gate in "mh"]
    rows: dict[str, Numbers | float] = {}
    for each in (*rates, *powers):
        rows |= each
    rows |= {"g_max": over_area(p["gbar"], area_of(host)), "e_rev": p["e_rev"], "q": p["q_gate"]}
    return Made(docked=(MechanismUse(p.element.id, "rate_channel", rows),))
