"""All terminals in one order: by the cell whose spikes reach them, by element, and by delay.

Bundles are laid out one after the other, and forgotten: what is made of a million connections is
there once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.building import passed
from circuitlab.engine.numerics.noise import keys
from circuitlab.engine.plan.grouping import Bundle, Ways
from circuitlab.engine.plan.owners import Owners
from circuitlab.engine.plan.plan import Population, Reals, Short, Slots
from circuitlab.engine.plan.terminal_arrays import (
    DELAY_SD,
    DOUBLE,
    FACILITATION,
    LEADS,
    OWN,
    RECOVERY,
    RELEASE,
    SHARED,
    USE,
    Terminals,
    mark_even,
    write_own,
)
from circuitlab.engine.recipes.parameters import Settings

_NO_FACILITATION = 1e-6
"""Steps: a time constant of facilitation that is over before the next spike."""
_AT_A_TIME = 1 << 16
_READ = 3
"""Arrays that are read for each connection."""
_SHORT = 1 << 31
_TERMINALS, _TARGETS, _POOLS = range(3)

Places = slice | Short | Slots


@dataclass(frozen=True, slots=True)
class _Room:
    """Arrays of all terminals, to be filled; those of delays that are drawn may be empty."""

    own: Slots
    mean: Reals
    target_a: Short
    target_b: Short
    block: Short
    weight: Reals
    begins: Slots
    key: NDArray[np.uint64]
    name: Short
    cell: Short


def laid_out(
    bundles: list[Bundle],
    cells: Sequence[Population],
    settings: Settings,
    listed: frozenset[str],
) -> tuple[Terminals, Owners]:
    """Terminals of all bundles, which are taken from their list; those of no cell come last.

    Parameters
    ----------
    listed : elements whose spikes are listed
    """
    names = tuple((bundle.element, bundle.pre.cells.element) for bundle in bundles)
    most = sum(_most_in_a_step(bundle, listed) for bundle in bundles)
    shared = _shared(bundles, settings.dt)
    sources = sum(population.cells.size for population in cells)
    following = _first_numbers(bundles, sources)
    pool, room = following[_POOLS, : sources + 1].copy(), _room_for(bundles)
    for number in range(len(names)):
        bundle = bundles.pop(0)
        _lay(bundle, number, _taken(following, bundle), room, settings)
        del bundle
    mark_even(room.own, room.weight)
    terminals = Terminals(
        pool=pool,
        begins=room.begins,
        own=room.own,
        shared=shared,
        mean=room.mean,
        key=room.key,
        target_a=room.target_a,
        target_b=room.target_b,
        weight=room.weight,
        block=room.block,
        room=np.asarray([most], np.int64),
    )
    return terminals, Owners(names, room.name, room.cell)


def _most_in_a_step(bundle: Bundle, listed: frozenset[str]) -> int:
    """Events that it may send in one step; a list's first step sends those at time 0, too."""
    steps = 2 if bundle.pre.cells.element in listed else 1
    return steps * bundle.timing.apart * len(bundle.count)


def _shared(bundles: Sequence[Bundle], dt: float) -> Reals:
    """(bundles × SHARED,) what the terminals of each share, times in steps."""
    shared = np.zeros((len(bundles), SHARED))
    for numbers, bundle in zip(shared, bundles, strict=True):
        timing = bundle.timing
        numbers[RELEASE], numbers[DELAY_SD] = bundle.release, timing.sd / dt
        numbers[USE], numbers[RECOVERY] = timing.use, timing.recovery / dt
        numbers[FACILITATION] = max(timing.facilitation / dt, _NO_FACILITATION)
        numbers[DOUBLE] = bundle.ways.targets.b is not None
        numbers[LEADS] = bundle.ways.leads
    return shared.reshape(-1)


def _counts(bundle: Bundle) -> Slots:
    """(3, cells) terminals, targets and pools of each cell."""
    return np.asarray([bundle.terminals, bundle.targets, bundle.terminals > 0], np.int64)


def _first_numbers(bundles: Sequence[Bundle], sources: int) -> Slots:
    """(3, sources + 1) number of each source's first terminal, target and pool; nobody's last."""
    count = np.zeros((3, sources + 2), np.int64)
    for bundle in bundles:
        own = _counts(bundle)
        if bundle.silent:
            count[:, sources + 1] += own.sum(axis=1)
        else:
            count[:, 1:][:, _own_sources(bundle)] += own
    return np.cumsum(count, axis=1)[:, : sources + 1]


def _own_sources(bundle: Bundle) -> slice:
    first = bundle.pre.first_source
    return slice(first, first + bundle.pre.cells.size)


def _taken(following: Slots, bundle: Bundle) -> Slots:
    """(3, cells) number of each cell's first terminal, target and pool; those after it are next."""
    own = _counts(bundle)
    if not bundle.silent:
        first: Slots = following[:, _own_sources(bundle)].copy()
        following[:, _own_sources(bundle)] += own
        return first
    first = following[:, -1:] + np.cumsum(own, axis=1) - own
    following[:, -1] += own.sum(axis=1)
    return first


def _room_for(bundles: Sequence[Bundle]) -> _Room:
    targets = sum(len(bundle.ways) for bundle in bundles)
    terminals = sum(len(bundle.count) for bundle in bundles)
    pools = sum(int(np.count_nonzero(bundle.terminals)) for bundle in bundles)
    double = any(bundle.ways.targets.b is not None for bundle in bundles)
    drawn = any(bundle.timing.sd > 0.0 for bundle in bundles)
    return _Room(
        own=np.zeros(OWN * terminals, np.int64),
        mean=np.zeros(terminals if drawn else 0),
        target_a=np.zeros(targets, np.int32),
        target_b=np.zeros(targets if double else 0, np.int32),
        block=np.zeros(targets, np.int32),
        weight=np.zeros(targets),
        begins=np.full(pools + 1, terminals),
        key=np.zeros(pools if drawn else 0, np.uint64),
        name=np.zeros(pools, np.int32),
        cell=np.zeros(pools, np.int32),
    )


def _lay(bundle: Bundle, number: int, first: Slots, room: _Room, settings: Settings) -> None:
    """Write a bundle to where its cells' terminals, targets and pools begin."""
    _lay_pools(bundle, number, first, room, settings)
    at = _places(first[_TERMINALS], bundle.terminals)
    if len(bundle.mean):
        room.mean[at] = bundle.mean
    shift = _repeated(_shift(first[_TARGETS], bundle.targets), bundle.terminals)
    own = 0
    for piece in _stretches(len(bundle.count)):
        count = bundle.count[piece]
        ends = own + np.cumsum(count, dtype=np.int64)
        start = ends - count + (shift if isinstance(shift, int) else shift[piece])
        write_own(room.own, _part(at, piece), start, count, bundle.steps[piece], number)
        own = int(ends[-1])
    _lay_ways(bundle.ways, _places(first[_TARGETS], bundle.targets), room, bundle.silent)


def _lay_pools(bundle: Bundle, number: int, first: Slots, room: _Room, settings: Settings) -> None:
    """Write whose the pools are, and where each begins."""
    cell = np.flatnonzero(bundle.terminals)
    pools = first[_POOLS, cell]
    room.begins[pools], room.name[pools], room.cell[pools] = first[_TERMINALS, cell], number, cell
    if bundle.timing.sd > 0.0:
        cells = bundle.pre.cells
        room.key[pools] = keys(settings.seed, f"{bundle.element} {cells.element}", cells.size)[cell]


def _lay_ways(ways: Ways, at: Places, room: _Room, silent: bool) -> None:
    """Write slots, blocks and weights of targets; of those that nothing reaches no weight."""
    targets = ways.targets
    for piece in _stretches(len(ways)):
        leads, weights = ways.piece(piece)
        places = _part(at, piece)
        room.target_a[places] = targets.a.take(leads, mode="clip")
        room.block[places] = targets.block.take(leads, mode="clip")
        if len(room.target_b):
            room.target_b[places] = targets.second().take(leads, mode="clip")
        room.weight[places] = 0.0 if silent else weights
        passed(_READ * len(leads))


def _stretches(length: int) -> Iterator[slice]:
    return (slice(at, min(at + _AT_A_TIME, length)) for at in range(0, length, _AT_A_TIME))


def _shift(first: Slots, count: Slots) -> Slots | int:
    """How far from its place in a bundle each cell's part lies among all; one number for all."""
    shift = first - (np.cumsum(count) - count)
    there = shift[count > 0]
    return int(there[0]) if len(there) and bool(np.all(there == there[0])) else shift


def _repeated(shift: Slots | int, count: Slots) -> Slots | Short | int:
    """The shift of each cell for each of what it has, in numbers as short as may be."""
    if isinstance(shift, int):
        return shift
    if bool(np.all(np.abs(shift) < _SHORT)):
        return np.asarray(np.repeat(shift.astype(np.int32), count), np.int32)
    return np.asarray(np.repeat(shift, count), np.int64)


def _places(first: Slots, count: Slots) -> Places:
    """Places of what the cells have, from where each cell's begins."""
    total, shift = int(count.sum()), _repeated(_shift(first, count), count)
    if isinstance(shift, int):
        return slice(shift, shift + total)
    return np.add(shift, np.arange(total, dtype=shift.dtype), out=shift)


def _part(at: Places, piece: slice) -> Places:
    """Some of the places."""
    if isinstance(at, slice):
        return slice(at.start + piece.start, at.start + piece.stop)
    return at[piece]
