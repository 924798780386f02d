"""What a mechanism is: one scalar function, and the roles of its arguments read off their names.

A mechanism is a function of one cell at one step::

    new states..., outputs... = function(shared..., states..., parameters..., inputs...)

Shared names are the cell's own (`SHARED`). `states` persist; `inputs` are driven by other
elements and start at zero; everything else is a parameter, an array in the plan. Outputs `g`
(nS), `ge` (g times reversal potential, pA), `ica` (pA), `dv` (mV) and `nmda` (nS) are summed over
the mechanisms of a cell; `ca`, `vn` and `spike` are set.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from circuitlab.engine.compiled import inlined

ROWS = ("v", "current", "spike", "ca", "nmda_total")
"""Rows that every population has, in this order, before those of its mechanisms."""
SUMS = ("g", "ge", "ica", "dv", "nmda")
"""Outputs that add up over the mechanisms of a cell within one step."""
ASSIGNED = ("ca", "vn", "spike")
"""Outputs that the step sets."""
SCALARS = ("dt", "t", "tick")
"""Step (ms, or s on the body clock), model time at its start (ms), and its number."""
SCRATCH = (*SUMS, "vn")
SHARED = frozenset((*ROWS, *SUMS, *ASSIGNED, *SCALARS))


@dataclass(frozen=True)
class Mechanism:
    """A scalar function with the roles of its arguments.

    Attributes
    ----------
    function : the inlined, compiled function
    gates : states that settle at the start with the voltage held; others start at their start value
    start : start values of states that are not zero
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    states: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    gates: tuple[str, ...] = ()
    start: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Arguments that the plan provides as arrays."""
        known = {*self.states, *self.inputs} | SHARED
        return tuple(name for name in self.arguments if name not in known)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """What the mechanism keeps in the state array, in order."""
        return (*self.states, *self.inputs, *self.parameters)


def mechanism(
    *,
    states: str = "",
    inputs: str = "",
    outputs: str = "g ge",
    gates: str = "",
    **start: float,
) -> Callable[[Callable[..., Any]], Mechanism]:
    """Make a :class:`Mechanism` of a scalar function."""

    def build(function: Callable[..., Any]) -> Mechanism:
        every_state = (*gates.split(), *states.split())
        return Mechanism(
            name=function.__name__,
            function=inlined(function),
            arguments=tuple(inspect.signature(function).parameters),
            states=every_state,
            inputs=tuple(inputs.split()),
            outputs=tuple(outputs.split()),
            gates=tuple(gates.split()),
            start=MappingProxyType(dict(start)),
        )

    return build
