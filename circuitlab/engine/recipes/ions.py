"""Reversal potentials from what is dissolved inside a cell and outside of it."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import FARADAY, GAS_CONSTANT, ZERO_CELSIUS
from circuitlab.engine.recipes.parameters import Numbers, Values

_BODY = 37.0
"""Temperature (°C) of a cell that has none of its own."""


def moved(p: Values, name: str, of: Values | None = None) -> Numbers:
    """Return the reversal potential ``e_k`` or ``e_na`` (mV) at the concentrations of a cell.

    What the cell or its part is given as its potential holds at the catalog's concentrations; from
    there it moves by Nernst's equation, RT/F ln([out]/[in]).

    Parameters
    ----------
    of : a part with a reversal potential ``e_rev`` of its own, which moves with that of its host
    """
    return (of["e_rev"] if of is not None else p[name]) + _shift(p, name)


def leaking(p: Values, of: Values | None = None) -> Numbers:
    """Return the reversal potential (mV) of a leak at the concentrations of a cell.

    It is taken to be open to potassium and sodium alone, in the proportion that gives the potential
    at the catalog's concentrations.

    Parameters
    ----------
    of : a leak that is docked, with a reversal potential ``e_rev`` of its own
    """
    leak = of["e_rev"] if of is not None else p["e_l"]
    if "e_k" not in p.kind.parameters:
        return leak
    share = np.clip((p["e_na"] - leak) / (p["e_na"] - p["e_k"]), 0.0, 1.0)
    return leak + share * _shift(p, "e_k") + (1.0 - share) * _shift(p, "e_na")


def _shift(p: Values, name: str) -> Numbers:
    """RT/F ln of how much steeper than the catalog's the gradient of an ion is (mV)."""
    ion = name.removeprefix("e_")
    if f"{ion}_out" not in p.kind.parameters:
        return np.zeros(p.size)
    return _thermal(p) * np.log(_against(p, f"{ion}_out") / _against(p, f"{ion}_in"))


def _against(p: Values, name: str) -> Numbers:
    """A concentration against that of the catalog."""
    usual = p.kind.parameters[name].default
    return np.asarray(p[name] / float(str(usual)))


def _thermal(p: Values) -> Numbers:
    """RT/F (mV)."""
    own = "temperature" in p.kind.parameters
    celsius = p["temperature"] if own else np.full(p.size, _BODY)
    return np.asarray(1e3 * GAS_CONSTANT * (celsius + ZERO_CELSIUS) / FARADAY)
