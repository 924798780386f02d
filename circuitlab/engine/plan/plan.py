"""A circuit as arrays, ready to be stepped: nothing in a plan changes while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.owners import Owners
from circuitlab.engine.plan.row_layout import Layout, Place
from circuitlab.engine.plan.terminal_arrays import Terminals
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.recipes.populations import Cells, Clock
from circuitlab.model.effects import Reached

Slots = NDArray[np.int64]
Reals = NDArray[np.float64]
Short = NDArray[np.int32]
"""Slots, blocks or cells of connections, of which there may be millions: half as long."""
Address = tuple[str, str, str]
"""(element, mechanism, row); an empty mechanism names common rows."""
_MOST_CELLS = 1 << 31
_BYTES_AN_ADDRESS = 400
Parameter = tuple[Slots, Reals]
"""Slots of a parameter, and the value in each."""


@dataclass(frozen=True, eq=False)
class Bank:
    """Cells or units that are stepped together: a stretch of the state array.

    Attributes
    ----------
    layout : where its rows lie
    base : slot of its first row
    size : cells or units
    clock : when it is stepped
    spiking : whether its cells fire
    """

    layout: Layout
    base: int
    size: int
    clock: Clock = Clock.STEP
    spiking: bool = False

    @property
    def blocks(self) -> int:
        """Blocks of lanes."""
        return -(-self.size // LANES)

    @cached_property
    def slots(self) -> int:
        """Length of its stretch of the state array."""
        return self.layout.slots(self.blocks)

    @property
    def own(self) -> int:
        """Slot of the first of its own rows."""
        return self.base + self.layout.own_offset

    @cached_property
    def lanes(self) -> Slots:
        """(rows of the layout, lanes) slots in which each lane finds each row."""
        found = [self.layout.find(place, self.blocks) for place in self.layout.places]
        offset, stride = np.asarray(found, np.int64).reshape(-1, 2).T[:, :, None]
        lane = np.arange(self.blocks * LANES)
        return np.asarray(self.base + offset + lane // LANES * stride + lane % LANES)

    def written_slots_of(self, place: Place) -> Slots:
        """Slots of a row in all lanes, those beyond the last cell included."""
        written: Slots = self.lanes[self.layout.places[place]]
        return written[:LANES] if self.layout.is_shared(place) else written


@dataclass(frozen=True)
class Population:
    """Where cells or units lie in the state array.

    Attributes
    ----------
    bank : what it is stepped with: mostly it alone, or with others that are made alike
    first_cell : place of its first cell in the bank
    first_source : number of its first cell among all that can fire, or −1
    """

    cells: Cells
    bank: Bank
    first_cell: int = 0
    first_source: int = -1

    @property
    def layout(self) -> Layout:
        """Where its rows lie in the bank."""
        return self.bank.layout

    @property
    def is_alone(self) -> bool:
        """Whether nothing else is in its bank."""
        return self.cells.size == self.bank.size

    @property
    def driven(self) -> frozenset[Place]:
        """Inputs that get a value for each cell."""
        parameters = {
            (position, name) for position, use in enumerate(self.cells.uses) for name in use.values
        }
        return self.layout.varying - parameters

    def slots_of(self, place: Place) -> Slots:
        """(size,) slots in which the cells find a row."""
        end = self.first_cell + self.cells.size
        return self.bank.lanes[self.layout.places[place], self.first_cell : end]

    def written_slots_of(self, place: Place) -> Slots:
        """Slots that setting a row writes; the bank's last cells also fill the lanes beyond."""
        if self.is_alone:
            return self.bank.written_slots_of(place)
        end = self.first_cell + self.cells.size
        until = None if end == self.bank.size else end
        return self.bank.lanes[self.layout.places[place], self.first_cell : until]

    def padded(self, place: Place, value: Reals | float) -> Reals:
        """A value for each written slot; those beyond the last cell get the last cell's."""
        written = len(self.written_slots_of(place))
        if np.size(value) == 1:
            return np.full(written, value, np.float64)
        given = np.broadcast_to(value, (self.cells.size,))
        return given[np.minimum(np.arange(written), self.cells.size - 1)]

    def parameters(self, before: Cells | None = None) -> Iterator[tuple[Address, Parameter]]:
        """Each parameter's address, with its slots, padding included, and its values.

        Parameters
        ----------
        before : the same cells with other values: only what differs from it is given
        """
        for position, use in enumerate(self.cells.uses):
            known = before.uses[position].values if before is not None else {}
            for name, value in use.values.items():
                if name not in known or not np.array_equal(value, known[name]):
                    row = (position, name)
                    written = self.written_slots_of(row), self.padded(row, value)
                    yield (use.element, use.mechanism, name), written


class Feeds(NamedTuple):
    """What is copied between populations: `target` = sum of `gain` × `source` over its sources.

    Attributes
    ----------
    first : (targets + 1,) number of each target's first source
    distinct : each source once
    block : number of the block that each target lies in, −1 for units, or −2 − bank where
        it is shared by all the bank's cells
    """

    target: Slots
    first: Slots
    source: Slots
    gain: Reals
    distinct: Slots
    block: Slots


class Listed(NamedTuple):
    """Spikes that are listed beforehand, by tick, and how many of a source there are at it."""

    tick: Slots
    source: Slots
    together: Slots


@dataclass(frozen=True, eq=False, slots=True)
class Ending:
    """The boutons that one source has, by one synapse, on one receptor.

    Attributes
    ----------
    pre, post : (boutons,) cell of the source, and cell that each reaches
    """

    synapse: str
    source: str
    pre: Short
    post: Short

    def numbers(self) -> Slots:
        """(boutons,) a number of its own for each pair of cells."""
        return np.asarray(self.pre.astype(np.int64) * _MOST_CELLS + self.post)


class Curves(NamedTuple):
    """Curves that currents follow, point after point, and where each is read and written.

    Attributes
    ----------
    phase, gain, output : slots of where on a curve one is (ms), of its factor and of its height
    first : (curves + 1,) number of each curve's first point
    time, height : of each point, in order of time within a curve
    """

    phase: Slots
    gain: Slots
    output: Slots
    first: Slots
    time: Reals
    height: Reals


def banks_of(populations: Iterable[Population]) -> tuple[Bank, ...]:
    """The banks that populations lie in, each once."""
    return tuple(dict.fromkeys(population.bank for population in populations))


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything a simulation needs, made of a circuit once.

    Attributes
    ----------
    numbers : (element, role) → number of its population
    state : (slots,) float64 start values; slot 0 takes what goes nowhere
    address : (element, mechanism, row) → (size,) slots; the mechanism "" names common rows
    fast, always, slow : what is fed in a step where something is new, in every step, and in every
        millisecond
    sensed : voltages that are fed to units at every step, before these are stepped
    effects : what elements do to each other, along the circuit's links
    mechanisms_of : element → its kind's mechanism
    jumps : states that are set at once when their value here changes; None leaves one as it is
    pool_owners : whose each pool of vesicles is
    sources : (element, index) of each cell that can fire, in order
    endings : (receptor, mechanism of its boutons) → what ends there, in the order of the boutons
    afferents : events that can reach one cell of a receptor, at most one per afferent
    """

    settings: Settings
    populations: tuple[Population, ...]
    numbers: Mapping[tuple[str, str], int]
    state: Reals
    address: Mapping[Address, Slots]
    fast: Feeds
    always: Feeds
    slow: Feeds
    sensed: Feeds
    terminals: Terminals
    pool_owners: Owners
    listed: Listed
    curves: Curves
    endings: Mapping[tuple[str, str], tuple[Ending, ...]]
    afferents: Mapping[str, float]
    mechanisms_of: Mapping[str, str]
    jumps: Mapping[Address, float | None]
    effects: tuple[Reached, ...]

    @cached_property
    def terminals_of(self) -> Mapping[str, Slots]:
        """Element of the synapse → numbers of its terminals; worked out where it is asked for."""
        return self.pool_owners.by_synapse(self.terminals.bundle)

    @cached_property
    def pools_of(self) -> Mapping[str, Slots]:
        """Element of the synapse → numbers of its pools of vesicles, one for each cell."""
        return self.pool_owners.by_synapse()

    @cached_property
    def parameters(self) -> Mapping[Address, Parameter]:
        """All that is a parameter and not state: its slots with padding, and its values."""
        return dict(found for p in self.populations for found in p.parameters())

    @cached_property
    def begun(self) -> tuple[Parameter, Parameter]:
        """States that slow biology begins with beside what it settles to: at least, and at most."""
        return self._begun("at_least"), self._begun("at_most")

    def _begun(self, bound: str) -> Parameter:
        found = [
            (p.written_slots_of((position, row)), p.padded((position, row), value))
            for p in self.populations
            for position, use in enumerate(p.cells.uses)
            for row, value in getattr(use, bound).items()
        ]
        none = (np.zeros(0, np.int64), np.zeros(0))
        slots, values = zip(none, *found, strict=True)
        return np.concatenate(slots), np.concatenate(values)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, roughly: mostly small arrays, one for each address."""
        return self.state.nbytes + _BYTES_AN_ADDRESS * len(self.address)

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """Elements that are part of the run: not notes, and not parts that sit in nothing."""
        return frozenset(use.element for p in self.populations for use in p.cells.uses)

    @cached_property
    def cells(self) -> tuple[Population, ...]:
        """Populations that fire, in the order of their sources."""
        return tuple(p for p in self.populations if p.cells.spiking)

    @cached_property
    def cell_of(self) -> Mapping[str, str]:
        """Element → the neuron in whose cells it has a part: itself, or what it sits in."""
        return {use.element: p.cells.element for p in self.cells for use in p.cells.uses}

    @cached_property
    def firing(self) -> tuple[str, ...]:
        """Elements that fire, in the order of their cells."""
        return tuple(p.cells.element for p in self.cells)

    @cached_property
    def first_sources(self) -> Slots:
        """(firing,) number of each element's first cell among all that can fire."""
        return np.asarray([p.first_source for p in self.cells], np.int64)

    @cached_property
    def voltages(self) -> Slots:
        """Slots of the membrane potentials of all cells that fire."""
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *(self.address[p.cells.element, "", "v"] for p in self.cells)])

    @cached_property
    def banks(self) -> tuple[Bank, ...]:
        """Banks of cells that fire, in the order in which they are stepped."""
        return banks_of(self.cells)

    @cached_property
    def first_block(self) -> Slots:
        """(banks + 1,) number of the first block of each, counted over all."""
        return np.cumsum([0, *(bank.blocks for bank in self.banks)]).astype(np.int64)

    @cached_property
    def source_of_lane(self) -> Slots:
        """(blocks × lanes,) number of the cell in each lane among all sources, −1 for none."""
        first = dict(zip(self.banks, self.first_block.tolist(), strict=False))
        sources = np.full(LANES * int(self.first_block[-1]), -1, np.int64)
        for population in self.cells:
            lane = LANES * first[population.bank] + population.first_cell
            cells = np.arange(population.cells.size)
            sources[lane + cells] = population.first_source + cells
        return sources

    def on(self, clock: Clock) -> tuple[Population, ...]:
        """Units on one clock: what does not fire."""
        units = (p for p in self.populations if not p.cells.spiking)
        return tuple(p for p in units if p.cells.clock is clock)

    @property
    def source_count(self) -> int:
        """How many cells can fire."""
        return len(self.terminals.pool) - 1
