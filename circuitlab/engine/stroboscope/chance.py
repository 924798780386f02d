"""Chance of a window: each has random numbers of its own, and the same in every run of a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.plan.plan import Parameter
from circuitlab.engine.stepping.simulation import Simulation

_KEY = "key"
"""Name of the parameter by which mechanisms draw random numbers."""
_APART = 0x9E3779B97F4A7C15
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_WHOLE = (1 << 64) - 1


def draw_anew(simulation: Simulation, window: int) -> None:
    """Give all that is drawn at random the numbers of a window; window 0 has those of a plain run.

    What a circuit is made of (who is wired to whom, how cells differ) stays as it is.
    """
    plan = simulation.plan
    for slots, values in _keys(simulation):
        simulation.state[slots] = other_keys(values.view(np.uint64), window).view(np.float64)
    key = other_keys(plan.terminals.key, window)
    simulation.patch(replace(plan, terminals=plan.terminals._replace(key=key)))


def other_keys(keys: NDArray[np.uint64], number: int) -> NDArray[np.uint64]:
    """Keys that differ from these, and for each number from all others (splitmix64)."""
    if number == 0:
        return keys
    with np.errstate(over="ignore"):
        mixed = keys ^ np.uint64(number * _APART & _WHOLE)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _keys(simulation: Simulation) -> Iterator[Parameter]:
    for (_element, _mechanism, row), found in simulation.plan.parameters.items():
        if row == _KEY:
            yield found
