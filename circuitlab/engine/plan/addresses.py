"""Giving populations their places in the state array, and filling it for the start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import ROWS
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.plan import Address, Bank, Plan, Population, Reals, Slots, banks_of
from circuitlab.engine.plan.row_layout import Layout, Place
from circuitlab.engine.recipes.populations import Block, Clock, Row, Wire

RESERVED = 16
"""Slots before the first population: slot 0 takes what goes nowhere, slot 1 holds 1, and the
last eight are rows that nobody needs."""
NOWHERE, ONE, UNUSED = 0, 1, 8

MANY = 8
"""From so many on, small populations that are made alike share a bank."""


def place(blocks: Sequence[Block], wires: Iterable[Wire]) -> tuple[Population, ...]:
    """Give every population its place in the state array; what fires comes first."""
    driven = _driven_cell_by_cell(blocks, wires)
    ordered = sorted(blocks, key=lambda block: not block.spiking)
    places: dict[tuple[str, str], tuple[Bank, int]] = {}
    base = RESERVED
    for together in _gathered(ordered):
        firsts = np.cumsum([0, *(block.size for block in together)]).tolist()
        layout = _layout_of_bank(together, driven)
        one = together[0]
        bank = Bank(layout, base, firsts[-1], one.clock, one.spiking)
        base += bank.slots
        for block, first in zip(together, firsts, strict=False):
            places[block.element, block.role] = bank, first
    sources = np.cumsum([0, *(block.size for block in ordered)]).tolist()
    return tuple(
        Population(block, *places[block.element, block.role], source if block.spiking else -1)
        for block, source in zip(ordered, sources, strict=False)
    )


def _gathered(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks by bank: neurons drawn one by one lie side by side where many are made alike.

    They are stepped like the cells of one population then, eight in the time of one.
    """
    blocks = list(blocks)
    alike = Counter(_make_of(block) for block in blocks if _is_small(block))
    banks: dict[object, list[Block]] = {}
    for block in blocks:
        make = _make_of(block)
        joins = _is_small(block) and alike[make] >= MANY
        banks.setdefault(make if joins else (block.element, block.role), []).append(block)
    return list(banks.values())


def _is_small(block: Block) -> bool:
    """Whether a block leaves lanes free; stimuli stay alone, they rest each in its own pauses."""
    return block.size < LANES and (block.spiking or block.clock is not Clock.STEP)


def _make_of(block: Block) -> tuple[object, ...]:
    return block.clock, tuple(part.mechanism for part in block.parts)


def _layout_of_bank(
    together: Sequence[Block], driven: Mapping[tuple[str, str], frozenset[Place]]
) -> Layout:
    """The layout of blocks in a bank; where they are several, each cell has all rows for itself.

    So no value makes another layout, and any can be changed while the circuit runs.
    """
    one = together[0]
    if len(together) > 1:
        return Layout.all_own(tuple(part.mechanism for part in one.parts))
    return layout_of(one, driven.get((one.element, one.role), frozenset()))


def layout_of(block: Block, driven: frozenset[Place]) -> Layout:
    """The layout of a block: what differs between its cells, and which inputs are their own."""
    differing = {
        (position, name)
        for position, part in enumerate(block.parts)
        for name, value in part.values.items()
        if np.ndim(value) > 0 and np.any(np.asarray(value) != np.asarray(value).flat[0])
    }
    return Layout(tuple(part.mechanism for part in block.parts), driven | differing)


def rows_of(populations: Iterable[Population]) -> dict[Address, tuple[Population, Place]]:
    """Where each row of each element is."""
    rows: dict[Address, tuple[Population, Place]] = {}
    for population in populations:
        block = population.block
        if block.spiking:
            for name in ROWS:
                if population.layout.has(name):
                    rows[block.element, "", name] = population, name
        for position, part in enumerate(block.parts):
            for name in MECHANISMS[part.mechanism].rows:
                rows[part.element, part.mechanism, name] = population, (position, name)
    return rows


def addresses(populations: Iterable[Population]) -> dict[Address, Slots]:
    """(size,) slots of each row of each element."""
    return {key: found.slots_of(row) for key, (found, row) in rows_of(populations).items()}


def start_of(populations: Iterable[Population]) -> Reals:
    """The state array before the first step; the last cell of a bank fills its padding."""
    last = max((bank.base + bank.slots for bank in banks_of(populations)), default=RESERVED)
    state = np.zeros(last)
    state[ONE] = 1.0
    for population in populations:
        for _address, (slots, values) in population.parameters():
            state[slots] = values
        for row, value in _start(population):
            state[population.written_slots_of(row)] = population.padded(row, value)
    return state


def blocks_of(banks: Iterable[Bank], slots: Slots) -> Slots:
    """Number of the block of cells in which each slot lies, counted over all banks that fire.

    −1 for slots of units, −2 − bank for those that all cells of a bank share.
    """
    found = np.full(len(slots), -1, np.int64)
    first = 0
    for number, bank in enumerate(banks):
        own, stride = bank.own, bank.layout.own_stride
        shared = (slots >= bank.base) & (slots < own)
        found[shared] = -2 - number
        mine = (slots >= own) & (slots < own + bank.blocks * stride)
        found[mine] = first + (slots[mine] - own) // max(stride, 1)
        first += bank.blocks
    return found


def same_places(plan: Plan, other: Plan) -> bool:
    """Whether two plans lay out their populations alike."""
    return [_shape(p) for p in plan.populations] == [_shape(p) for p in other.populations]


def _shape(population: Population) -> tuple[object, ...]:
    block = population.block
    owners = tuple(part.element for part in block.parts)
    return (block.element, block.role, block.size, block.clock, owners, population.layout)


def _start(population: Population) -> Iterator[tuple[Place, Reals | float]]:
    """Start values of common rows and of states that do not begin at zero."""
    yield "v", population.block.v
    for position, part in enumerate(population.block.parts):
        for name, value in part.start.items():
            yield (name if population.layout.has(name) else (position, name)), value


def _driven_cell_by_cell(
    blocks: Iterable[Block], wires: Iterable[Wire]
) -> Mapping[tuple[str, str], frozenset[Place]]:
    """Inputs that get a value for each cell, by element and role of their block."""
    where = _parts_by_row(blocks)
    driven: dict[tuple[str, str], set[Place]] = {}
    for wire in wires:
        source, target = where.get(_owner(wire.source)), where.get(_owner(wire.target))
        if source is None or target is None:
            continue
        (sending, _at), (receiving, position) = source, target
        if sending.size > 1 and receiving.size > 1:
            row: Place = wire.target.name if position < 0 else (position, wire.target.name)
            driven.setdefault((receiving.element, receiving.role), set()).add(row)
    return {key: frozenset(rows) for key, rows in driven.items()}


def _parts_by_row(blocks: Iterable[Block]) -> dict[tuple[str, str], tuple[Block, int]]:
    """Block and position of each mechanism of each element; position −1 for common rows."""
    found: dict[tuple[str, str], tuple[Block, int]] = {}
    for block in blocks:
        if block.spiking:
            found[block.element, ""] = block, -1
        for position, part in enumerate(block.parts):
            found[part.element, part.mechanism] = block, position
    return found


def _owner(row: Row) -> tuple[str, str]:
    return row.element, row.mechanism
