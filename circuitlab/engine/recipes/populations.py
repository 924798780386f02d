"""What recipes make: populations of cells or units, put together from mechanisms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.parameters import Settings, Values

Rows = Mapping[str, NDArray[np.float64] | float]


class Clock(Enum):
    """When a population is advanced, and by what step."""

    STEP = "every step, in ms"
    SLOW = "every millisecond, in ms"
    BODY = "every millisecond, in seconds of slow biology"

    def dt(self, settings: Settings) -> float:
        """The step a mechanism on this clock is given."""
        steps = {Clock.STEP: settings.dt, Clock.SLOW: settings.slow_dt}
        return steps.get(self, settings.body_dt)


@dataclass(frozen=True, slots=True)
class MechanismUse:
    """One mechanism of a population, owned by an element.

    Attributes
    ----------
    values : parameters, each (size,) or a number for all
    start : start values of states that are not zero
    at_least, at_most : of states that slow biology settles before the run: how much, or how
        little, there is of them at the start all the same
    varying : parameters that differ between cells at other times, if they do not now
    """

    element: str
    mechanism: str
    values: Rows
    start: Rows = field(default_factory=dict)
    varying: frozenset[str] = frozenset()
    at_least: Rows = field(default_factory=dict)
    at_most: Rows = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cells:
    """A population: `size` cells or units that share a list of mechanisms.

    Attributes
    ----------
    role : tells the populations of one element apart; "" for its cells
    v : start voltage, (size,) mV
    spiking : whether its cells fire, so that they can be sources of synapses
    """

    element: str
    size: int
    uses: tuple[MechanismUse, ...]
    clock: Clock = Clock.STEP
    role: str = ""
    v: NDArray[np.float64] | float = 0.0
    spiking: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the state of every cell of a population: a row of one element's mechanism.

    An empty mechanism names the rows that every population has (v, current, spike, ca).
    """

    element: str
    mechanism: str
    name: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a row adds to another element's input, times `gain`; dropped if an end is missing.

    Attributes
    ----------
    gain : one for all, or one for each pair
    pairs : (n,) place in the source and place in the target of each thing that is added; without
        them, places are matched by number
    """

    source: Row
    target: Row
    gain: float | NDArray[np.float64] = 1.0
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a recipe makes of one element.

    Attributes
    ----------
    docked : mechanisms of the cell that the element sits in
    """

    cells: tuple[Cells, ...] = ()
    docked: tuple[MechanismUse, ...] = ()
    feeds: tuple[Feed, ...] = ()


def unit(
    values: Values,
    mechanism: str,
    rows: Rows,
    clock: Clock,
    *,
    size: int | None = None,
    spiking: bool = False,
    **more: Rows,
) -> Cells:
    """A population that is not a cell: a stimulus, a drug, a slow process.

    Parameters
    ----------
    **more : of its :class:`MechanismUse`: with what it starts
    size : how many there are, one for each cell of the element if nothing is said
    """
    use = MechanismUse(values.element.id, mechanism, rows, **more)  # type: ignore[arg-type]
    count = values.size if size is None else size
    return Cells(values.element.id, count, (use,), clock, mechanism, spiking=spiking)


def blockers(values: Values) -> Cells:
    """The unit through which drugs take a conductance away, from all cells alike."""
    return unit(values, "inhibition_gain", {}, Clock.SLOW, size=1)


def own_feed(values: Values, source: tuple[str, str], target: tuple[str, str]) -> Feed:
    """What one (mechanism, row) of an element adds to another of the same element."""
    return Feed(Row(values.element.id, *source), Row(values.element.id, *target))
