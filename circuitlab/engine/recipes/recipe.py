"""What a recipe is: how an element becomes mechanisms, with all that the engine asks about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import Feed, Made, MechanismUse

Place = tuple[str, str]
"""(mechanism, row); an empty mechanism names the rows that every cell has."""
Read = Callable[[str, str], NDArray[np.float64]]
"""(mechanism, row) → (size,) values of the element."""
Computed = Callable[[Read], NDArray[np.float64]]
States = Mapping[str, Place | Computed]
"""Name in the catalog → one row, or what is computed from several when somebody looks at it."""
Inputs = Mapping[str, tuple[Place, ...]]
"""Name in the catalog → rows that other elements may act on."""


class Sort(Enum):
    """What a recipe makes."""

    CELL = "a neuron, of its own values and of the parts that sit in it"
    DOCKED = "a receptor or channel, of its own values and of those of its host"
    UNIT = "what is not a cell"
    ELECTRODE = "what is not a cell, and reaches into the one that it drives"
    JUNCTION = "what is not a cell, and joins two"


@dataclass(frozen=True, slots=True)
class Release:
    """Rows that say how much of what a terminal holds leaves at a spike."""

    fast: Place
    peptide: Place


class Train(NamedTuple):
    """Spikes that are known beforehand: times (ms), and the cell of each.

    Attributes
    ----------
    cells : without it, all cells fire at each time
    """

    times: Numbers
    cells: NDArray[np.int64] | None = None


class Counted(NamedTuple):
    """Rows that each spike of the neurons which act on an input is added to.

    Attributes
    ----------
    mean : whether it is shared among all these cells, so that the rows know their mean rate
    """

    rows: tuple[Place, ...]
    mean: bool = False


class Curve(NamedTuple):
    """Points of a curve: times (ms), in order, and the height at each."""

    times: Numbers
    heights: Numbers


@dataclass(frozen=True, slots=True)
class Learning:
    """Wires of a receptor that learns, to the plain receptors that its synapse binds beside it.

    Attributes
    ----------
    taught : by (receptor, receptor of peptides, how many events reach it in a volley)
    told : to (receptor, fast receptor)
    """

    taught: Callable[[str, str, float], Iterator[Feed]]
    told: Callable[[str, str], Iterator[Feed]]


@dataclass(frozen=True)
class Recipe:
    """How an element becomes mechanisms: a kind names it as its mechanism.

    Attributes
    ----------
    states, inputs : what may be looked at, and what other elements may act on
    cell_by_cell : whether it acts on each cell in its own way: it is as large as the largest
        population it drives
    train : the spikes of a source that are known beforehand
    curve : the points that the current of a stimulus follows
    most : most spikes of a source in one step, for one that may fire more than once
    inseparable : why its slow part may not run faster than the neurons; an empty text where it may
    bouton : mechanism of each bouton on a receptor that binds transmitter in clefts
    release : what a terminal gives
    counted_in : row to which each spike of the cells that it records is added
    counted : input that neurons act on with their spikes → what each of these is added to
    learning : for a receptor that learns from others
    plain : whether it may stand beside a receptor that learns
    pore : state that drugs which have come to their equilibrium set at once
    felt : rows from which slow biology learns as they are felt: of a window of neural time counts
        what they are near their peak, so that pauses teach nothing
    strength : rows of what is docked without which no current passes: parameters that are 0, and
        inputs that nothing reaches, where the element is muted
    """

    name: str
    sort: Sort
    make: Callable[..., Made]
    states: States = field(default_factory=dict)
    inputs: Inputs = field(default_factory=dict)
    cell_by_cell: bool = False
    train: Callable[[Values], Train] | None = None
    curve: Callable[[Values], Curve] | None = None
    most: Callable[[Values], int] | None = None
    inseparable: Callable[[Values], str] | None = None
    bouton: str = ""
    release: Release | None = None
    counted_in: Place | None = None
    counted: Mapping[str, Counted] = field(default_factory=dict)
    learning: Learning | None = None
    plain: bool = False
    pore: Place | None = None
    felt: tuple[Place, ...] = ()
    strength: tuple[str, ...] = ()

    @property
    def stands_in_terminals(self) -> bool:
        """Whether its parameters also stand in the terminals."""
        return self.release is not None or self.counted_in is not None


def cell(**more: Any) -> Callable[[Callable[[Values, Sequence[MechanismUse]], Made]], Recipe]:
    """Make a recipe of a function of a neuron's values and of the parts that sit in it."""
    return lambda make: _recipe(Sort.CELL, make, more)


def docked(**more: Any) -> Callable[[Callable[[Values, Values], Made]], Recipe]:
    """Make a recipe of a function of a receptor's or channel's values and of its host's."""
    return lambda make: _recipe(Sort.DOCKED, make, {"strength": ("g_max",), **more})


def electrode(**more: Any) -> Callable[[Callable[[Values, Values], Made]], Recipe]:
    """Make a recipe of a function of an electrode's values and of those of the cell it is in."""
    return lambda make: _recipe(Sort.ELECTRODE, make, more)


def junction(**more: Any) -> Callable[[Callable[..., Made]], Recipe]:
    """Make a recipe of a function of a junction's values, of the two it joins, and of pairs."""
    return lambda make: _recipe(Sort.JUNCTION, make, more)


def uncelled(**more: Any) -> Callable[[Callable[[Values], Made]], Recipe]:
    """Make a recipe of a function of the values of what is not a cell."""
    return lambda make: _recipe(Sort.UNIT, make, more)


def _recipe(sort: Sort, make: Callable[..., Made], more: Mapping[str, Any]) -> Recipe:
    return Recipe(make.__name__, sort, make, **more)
