"""What a mechanism is: one scalar function, and the roles of its arguments read off their names.

A mechanism is a function of one cell at one step::

    new states..., outputs... = function(shared..., states..., parameters..., inputs...)

Shared names are the cell's own (`SHARED`). `states` persist; `inputs` are driven by other
elements and start at zero; everything else is a parameter, an array in the plan. Outputs `g`
(nS), `ge` (g times reversal potential, pA), `ica` (pA), `dv` (mV), `nmda` and `nmda_open` (nS) are
summed over the mechanisms of a cell; `ca`, `vn` and `spike` are set, and so is a sum that a
mechanism takes as an argument, to add to it in one rounding.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from circuitlab.engine.numerics.jit import inlined

ROWS = ("v", "current", "spike", "ca", "nmda_total", "nmda_flows")
"""Rows that every population has, in this order, before those of its mechanisms."""
SUMS = ("g", "ge", "ica", "dv", "nmda", "nmda_open")
"""Outputs that add up over the mechanisms of a cell within one step."""
ASSIGNED = ("ca", "vn", "spike")
"""Outputs that the step sets."""
SCALARS = ("dt", "t", "tick")
"""Step (ms, or s on the body clock), model time at its start (ms), and its number."""
SCRATCH = (*SUMS, "vn")
CARRIED: Mapping[str, str] = MappingProxyType({"nmda": "nmda_total", "nmda_open": "nmda_flows"})
"""Sums that the next step reads, by the row in which it finds them."""
STEPPED = frozenset({"current", "command", "command_slope"})
"""Inputs that follow a stimulus from step to step."""
SHARED = frozenset((*ROWS, *SUMS, *ASSIGNED, *SCALARS))


class Fades(Enum):
    """What a mechanism is in a cell that fades in closed form: any receptors, then these two."""

    RECEPTOR = "current synapse"
    MEMBRANE = "membrane"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Strobed:
    """A slow state inside a fast mechanism: dx/dt = (a + a′ u) (1 − x) − b x.

    The stroboscope carries it over its jumps by rates averaged over a window of neural time.

    Attributes
    ----------
    drive : the input u that binding is proportional to, itself slow; empty where there is none
    switch : the parameter that is 0 where the state stands still; empty where a drive moves it
    """

    state: str
    drive: str = ""
    switch: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A cheaper way to a mechanism's outputs, taken where it holds for all cells of a block.

    Both functions have the mechanism's arguments. Where it holds, the way gives the bits that the
    mechanism's own function gives, so that nothing depends on which cells share a block.
    """

    holds: Callable[..., Any]
    way: Callable[..., Any]


@dataclass(frozen=True)
class Mechanism:
    """A scalar function with the roles of its arguments.

    Attributes
    ----------
    function : the inlined, compiled function
    gates : states that settle at the start with the voltage held; others start at their start value
    start : start values of states that are not zero
    events : states that an event is added to, for what synapses reach
    fades : its part in a cell that fades in closed form
    pulsed : whether it gives nothing between its pulses, which are the same in all cells
    strobed : its state that the stroboscope carries over jumps
    jumps : whether a jump advances it although it lives on the neural clock
    hops : parameters D/dx² (1/s) of what diffuses between cells, which limit the step
    several : of a source that may fire more than once a step, its key and the mean number a step
    last : whether it comes after all else of a cell: it has the last word on voltage and spikes
    shortcut : a cheaper way to its outputs, of a mechanism without states
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    states: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    gates: tuple[str, ...] = ()
    start: Mapping[str, float] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    fades: Fades | None = None
    pulsed: bool = False
    strobed: Strobed | None = None
    jumps: bool = False
    hops: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    last: bool = False
    shortcut: Shortcut | None = None

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Arguments that the plan provides as arrays."""
        known = {*self.states, *self.inputs} | SHARED
        return tuple(name for name in self.arguments if name not in known)

    def sets(self, output: str) -> bool:
        """Whether it gives an output whole, and not what is to be added to it."""
        return output in ASSIGNED or output in self.arguments

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
    events: str = "",
    fades: Fades | None = None,
    pulsed: bool = False,
    strobed: Strobed | None = None,
    jumps: bool = False,
    hops: str = "",
    several: tuple[str, ...] = (),
    last: bool = False,
    shortcut: Shortcut | None = None,
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
            events=tuple(events.split()),
            fades=fades,
            pulsed=pulsed,
            strobed=strobed,
            jumps=jumps,
            hops=tuple(hops.split()),
            several=several,
            last=last,
            shortcut=shortcut,
        )

    return build
