"""What recipes show: states that are computed from several rows when somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.gating import in_numpy
from circuitlab.engine.mechanisms.mechanism import SHARED
from circuitlab.engine.recipes.recipe import Computed, Inputs, Place, Read, States

VOLTAGE: Place = ("", "v")
CURRENT: Inputs = {"current": (("", "current"),)}
"""A cell that a current may be put into."""
BLOCKED: Inputs = {"inhibition": (("inhibition_gain", "inhibition"),)}
"""A part whose conductance blockers take away."""
AFFERENTS, TERMINAL = "afferents", "terminal"
"""What is no mechanism, but may be read like one: counts of events, and vesicles."""


def gated(mechanism: str, maximum: str, gates: str) -> Computed:
    """Conductance of a channel: its maximum times its gates, e.g. "mmmh"."""

    def conductance(read: Read) -> NDArray[np.float64]:
        g = read(mechanism, maximum)
        for gate in gates:
            g = g * read(mechanism, gate)
        return g

    return conductance


def product(mechanism: str, gates: Iterable[str]) -> Computed:
    """Open fraction of a channel: the product of its gates, e.g. "mmmh"."""

    def fraction(read: Read) -> NDArray[np.float64]:
        return np.asarray(np.prod([read(mechanism, gate) for gate in gates], axis=0))

    return fraction


def channel(name: str, gates: Iterable[str], reversal: str = "e_rev", gain: str = "") -> States:
    """What a channel shows: the fraction that is open, the conductance and the current it makes."""
    opened = product(name, gates)
    conductance = times(name, opened, gain)
    return {"open": opened, "g": conductance, "i": current(conductance, name, reversal)}


def current(conductance: Computed, mechanism: str, *reversal: str) -> Computed:
    """Current (pA) through a conductance, positive outwards: g (v − E), E the sum of its rows."""

    def passed(read: Read) -> NDArray[np.float64]:
        potential = read(*VOLTAGE)
        for row in reversal:
            potential = potential - read(mechanism, row)
        return conductance(read) * potential

    return passed


def held(mechanism: str, name: str) -> Computed:
    """One row, as what other things are computed from."""
    return lambda read: read(mechanism, name)


def times(mechanism: str, opened: Computed, gain: str = "", maximum: str = "g_max") -> Computed:
    """Conductance of a channel from the fraction that is open, and what blockers leave of it."""

    def conductance(read: Read) -> NDArray[np.float64]:
        left = 1.0 + read(mechanism, gain) if gain else 1.0
        return np.asarray(read(mechanism, maximum) * left * opened(read))

    return conductance


def output(mechanism: str, name: str) -> Computed:
    """An output of a mechanism that keeps no state, by its own equation."""
    made = MECHANISMS[mechanism]
    place, equation = made.outputs.index(name), in_numpy(made.function)

    def value(read: Read) -> NDArray[np.float64]:
        given = [read("" if row in SHARED else mechanism, row) for row in made.arguments]
        return np.asarray(equation(*given)[place])

    return value


def total(mechanism: str, *rows: str) -> Computed:
    """Sum of rows: a stimulus at a channel that is always there, and those from outside."""
    return lambda read: np.asarray(np.sum([read(mechanism, row) for row in rows], axis=0))


def sum_of(*terms: Computed) -> Computed:
    """Sum of what is computed."""
    return lambda read: np.asarray(np.sum([term(read) for term in terms], axis=0))


def rows_of(mechanism: str, *names: str) -> States:
    """States that are rows of one mechanism under their own names."""
    return {name: (mechanism, name) for name in names}
