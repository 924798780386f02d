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
from circuitlab.engine.recipes.populations import Cells, Clock, Feed, Row

RESERVED = 16
"""Slots before the first population: slot 0 takes what goes nowhere, slot 1 holds 1, and the
last eight are rows that nobody needs."""
NOWHERE, ONE, UNUSED = 0, 1, 8

MANY = 8
"""From so many on, small populations that are made alike share a bank."""


def place(made: Sequence[Cells], feeds: Iterable[Feed]) -> tuple[Population, ...]:
    """Give every population its place in the state array; what fires comes first."""
    driven = _driven_cell_by_cell(made, feeds)
    ordered = sorted(made, key=lambda cells: not cells.spiking)
    places: dict[tuple[str, str], tuple[Bank, int]] = {}
    base = RESERVED
    for together in _gathered(ordered):
        firsts = np.cumsum([0, *(cells.size for cells in together)]).tolist()
        layout = _layout_of_bank(together, driven)
        one = together[0]
        bank = Bank(layout, base, firsts[-1], one.clock, one.spiking)
        base += bank.slots
        for cells, first in zip(together, firsts, strict=False):
            places[cells.element, cells.role] = bank, first
    sources = np.cumsum([0, *(cells.size for cells in ordered)]).tolist()
    return tuple(
        Population(cells, *places[cells.element, cells.role], source if cells.spiking else -1)
        for cells, source in zip(ordered, sources, strict=False)
    )


def _gathered(made: Iterable[Cells]) -> list[list[Cells]]:
    """Blocks by bank: neurons drawn one by one lie side by side where many are made alike.

    They are stepped like the cells of one population then, eight in the time of one.
    """
    made = list(made)
    alike = Counter(_make_of(cells) for cells in made if _is_small(cells))
    banks: dict[object, list[Cells]] = {}
    for cells in made:
        make = _make_of(cells)
        joins = _is_small(cells) and alike[make] >= MANY
        banks.setdefault(make if joins else (cells.element, cells.role), []).append(cells)
    return list(banks.values())


def _is_small(cells: Cells) -> bool:
    """Whether cells leave lanes free; stimuli stay alone, they rest each in its own pauses."""
    return cells.size < LANES and (cells.spiking or cells.clock is not Clock.STEP)


def _make_of(cells: Cells) -> tuple[object, ...]:
    return cells.clock, tuple(use.mechanism for use in cells.uses)


def _layout_of_bank(
    together: Sequence[Cells], driven: Mapping[tuple[str, str], frozenset[Place]]
) -> Layout:
    """The layout of made in a bank; where they are several, each cell has all rows for itself.

    So no value makes another layout, and any can be changed while the circuit runs.
    """
    one = together[0]
    if len(together) > 1:
        return Layout.all_own(tuple(use.mechanism for use in one.uses))
    return layout_of(one, driven.get((one.element, one.role), frozenset()))


def layout_of(cells: Cells, driven: frozenset[Place]) -> Layout:
    """The layout of cells: what differs between its cells, and which inputs are their own."""
    differing = {
        (position, name)
        for position, use in enumerate(cells.uses)
        for name, value in use.values.items()
        if name in use.varying or differs(value)
    }
    return Layout(tuple(use.mechanism for use in cells.uses), driven | differing)


def differs(value: Reals | float) -> bool:
    """Whether a value is not the same in all cells."""
    if not isinstance(value, np.ndarray) or value.size == 1:
        return False
    return bool((value != value.flat[0]).any())


def rows_of(populations: Iterable[Population]) -> dict[Address, tuple[Population, Place]]:
    """Where each row of each element is."""
    rows: dict[Address, tuple[Population, Place]] = {}
    for population in populations:
        cells = population.cells
        if cells.spiking:
            for name in ROWS:
                if population.layout.has(name):
                    rows[cells.element, "", name] = population, name
        for position, use in enumerate(cells.uses):
            for name in MECHANISMS[use.mechanism].rows:
                rows[use.element, use.mechanism, name] = population, (position, name)
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
    cells = population.cells
    owners = tuple(use.element for use in cells.uses)
    return (cells.element, cells.role, cells.size, cells.clock, owners, population.layout)


def _start(population: Population) -> Iterator[tuple[Place, Reals | float]]:
    """Start values of common rows and of states that do not begin at zero."""
    yield "v", population.cells.v
    for position, use in enumerate(population.cells.uses):
        for name, value in use.start.items():
            yield (name if population.layout.has(name) else (position, name)), value


def _driven_cell_by_cell(
    made: Iterable[Cells], feeds: Iterable[Feed]
) -> Mapping[tuple[str, str], frozenset[Place]]:
    """Inputs that get a value for each cell, by element and role of their population."""
    where = _parts_by_row(made)
    driven: dict[tuple[str, str], set[Place]] = {}
    for feed in feeds:
        source, target = where.get(_owner(feed.source)), where.get(_owner(feed.target))
        if source is None or target is None:
            continue
        (sending, _at), (receiving, position) = source, target
        if (sending.size > 1 or feed.pairs is not None) and receiving.size > 1:
            row: Place = feed.target.name if position < 0 else (position, feed.target.name)
            driven.setdefault((receiving.element, receiving.role), set()).add(row)
    return {key: frozenset(rows) for key, rows in driven.items()}


def _parts_by_row(made: Iterable[Cells]) -> dict[tuple[str, str], tuple[Cells, int]]:
    """Cells and position of each mechanism of each element; position −1 for common rows."""
    found: dict[tuple[str, str], tuple[Cells, int]] = {}
    for cells in made:
        if cells.spiking:
            found[cells.element, ""] = cells, -1
        for position, use in enumerate(cells.uses):
            found[use.element, use.mechanism] = cells, position
    return found


def _owner(row: Row) -> tuple[str, str]:
    return row.element, row.mechanism
