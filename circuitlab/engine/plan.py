"""A circuit as arrays, ready to be stepped: nothing in a plan changes while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.compiled import LANES
from circuitlab.engine.layout import Layout, Place
from circuitlab.engine.recipes.parts import Block, Clock
from circuitlab.engine.recipes.values import Settings

Slots = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """Where a block of cells or units lies in the state array.

    Attributes
    ----------
    layout : where its rows lie
    base : slot of its first row
    first_source : number of its first cell among all that can fire, or −1
    """

    block: Block
    layout: Layout
    base: int
    first_source: int = -1

    @property
    def blocks(self) -> int:
        """Blocks of lanes."""
        return -(-self.block.size // LANES)

    @cached_property
    def slots(self) -> int:
        """Length of its stretch of the state array."""
        return self.layout.slots(self.blocks)

    @property
    def driven(self) -> frozenset[Place]:
        """Inputs that get a value for each cell."""
        parameters = {
            (position, name)
            for position, part in enumerate(self.block.parts)
            for name in part.values
        }
        return self.layout.varying - parameters

    @property
    def own(self) -> int:
        """Slot of the first of its own rows."""
        return self.base + self.layout.own_offset

    def slots_of(self, place: Place) -> Slots:
        """(size,) slots in which the cells find a row."""
        lanes = np.arange(self.block.size, dtype=np.int64)
        row = self.layout.find(place, self.blocks)
        return self.base + row.offset + lanes // LANES * row.stride + lanes % LANES

    def written_slots_of(self, place: Place) -> Slots:
        """Slots that setting a row writes: all lanes, those beyond the last cell included."""
        lanes = np.arange(self.written(place), dtype=np.int64)
        row = self.layout.find(place, self.blocks)
        return self.base + row.offset + lanes // LANES * row.stride + lanes % LANES

    def written(self, place: Place) -> int:
        """How many slots hold a row."""
        return LANES if self.layout.is_shared(place) else self.blocks * LANES

    def padded(self, place: Place, value: Reals | float) -> Reals:
        """A value for each written slot; those beyond the last cell get the last cell's."""
        given = np.broadcast_to(value, (self.block.size,))
        return given[np.minimum(np.arange(self.written(place)), self.block.size - 1)]


class Routes(NamedTuple):
    """What is copied between populations: `target` = sum of `gain` × `source` over its sources.

    Attributes
    ----------
    first : (targets + 1,) number of each target's first source
    distinct : each source once
    block : number of the block that each target lies in, −1 for units, or −2 − population where
        it is shared by all the population's cells
    """

    target: Slots
    first: Slots
    source: Slots
    gain: Reals
    distinct: Slots
    block: Slots


class Terminals(NamedTuple):
    """Groups of synaptic targets that share a source, a delay and a vesicle pool.

    Attributes
    ----------
    first : (sources + 1,) number of each source's first terminal
    release : slot of the release factor
    delay, delay_sd : steps; the delay is drawn anew for each spike where sd > 0
    use, recovery, facilitation : Tsodyks–Markram utilisation and time constants (steps); with use 0
        a synapse never tires, with facilitation far below a step it has none
    target_first : (terminals + 1,)
    target_a, target_b, weight : slots that an event is added to, and its size
    single : 1 where no target of a terminal has a second slot
    block : number of the block of cells that each target lies in, or −1
    """

    first: Slots
    release: Slots
    delay: Reals
    delay_sd: Reals
    key: NDArray[np.uint64]
    use: Reals
    recovery: Reals
    facilitation: Reals
    target_first: Slots
    target_a: Slots
    target_b: Slots
    weight: Reals
    single: NDArray[np.uint8]
    block: Slots


class Listed(NamedTuple):
    """Spikes that are listed beforehand, by tick."""

    tick: Slots
    source: Slots


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything a simulation needs, made of a circuit once.

    Attributes
    ----------
    state : (slots,) float64 start values; slot 0 takes what goes nowhere
    address : (element, mechanism, row) → (size,) slots; the mechanism "" names common rows
    parameters : address → (slots with padding, values) of all that is a parameter, not state
    mechanisms_of : element → its kind's mechanism
    jumps : states that are set at once when their value here changes
    terminal_ids : (element of the synapse, element and index of the source cell) of each terminal
    terminals_of : element of the synapse → numbers of its terminals
    sources : (element, index) of each cell that can fire, in order
    afferents : events that can reach one cell of a receptor, at most one per afferent
    """

    settings: Settings
    populations: tuple[Population, ...]
    state: Reals
    address: Mapping[tuple[str, str, str], Slots]
    parameters: Mapping[tuple[str, str, str], tuple[Slots, Reals]]
    fast: Routes
    slow: Routes
    terminals: Terminals
    terminal_ids: tuple[tuple[str, str, int], ...]
    terminals_of: Mapping[str, Slots]
    listed: Listed
    afferents: Mapping[str, float]
    mechanisms_of: Mapping[str, str]
    jumps: Mapping[tuple[str, str, str], float]

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """Elements that are part of the run: not notes, and not parts that sit in nothing."""
        return frozenset(part.element for p in self.populations for part in p.block.parts)

    @cached_property
    def cells(self) -> tuple[Population, ...]:
        """Populations that fire, in the order of their sources."""
        return tuple(p for p in self.populations if p.block.spiking)

    @cached_property
    def voltages(self) -> Slots:
        """Slots of the membrane potentials of all cells that fire."""
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *(self.address[p.block.element, "", "v"] for p in self.cells)])

    @cached_property
    def first_block(self) -> Slots:
        """(populations that fire + 1,) number of the first block of each, counted over all."""
        return np.cumsum([0, *(p.blocks for p in self.cells)]).astype(np.int64)

    @property
    def units(self) -> tuple[Population, ...]:
        """Populations that do not fire."""
        return tuple(p for p in self.populations if not p.block.spiking)

    def on(self, clock: Clock) -> tuple[Population, ...]:
        """Units on one clock."""
        return tuple(p for p in self.units if p.block.clock is clock)

    @property
    def source_count(self) -> int:
        """How many cells can fire."""
        return len(self.terminals.first) - 1
