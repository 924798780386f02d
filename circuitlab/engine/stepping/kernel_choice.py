"""Which compiled loops step a plan, and how a plan comes to rest before its first step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import CARRIED, SUMS, Fades, Mechanism
from circuitlab.engine.numerics.arrays import Memory, Ranges, Steps
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.addresses import UNUSED
from circuitlab.engine.plan.plan import Bank, Feeds, Plan, Reals, Slots
from circuitlab.engine.plan.row_layout import COMMON, Place
from circuitlab.engine.recipes.cells import range_of
from circuitlab.engine.stepping.driver_calls import Driver
from circuitlab.engine.stepping.kernel_library import KernelLibrary
from circuitlab.engine.stepping.kernel_source import (
    FINISHED,
    Loop,
    fused_loops,
    mechanism_loops,
    table_rows,
)
from circuitlab.engine.stepping.resting import RECEPTOR_ROWS

Fused = Literal["wait", "ready", "never"]
"""Whether fused loops are compiled now, used where they are compiled already, or not used."""

_LADDER_MS = np.geomspace(1e-2, 1e6, 41)
_ROUNDS = 3
_CHAIN = 8
"""Longest chain of slow processes that act on each other."""

Call = tuple[int, list[int]]
"""(address of a loop, its table of places)"""


def fused_loops_of(plan: Plan) -> list[Loop]:
    """The fused loops of a plan's cells."""
    loops = [loop for bank in plan.banks for loop in fused_loops(bank.layout, bank.size)]
    return list(dict.fromkeys(loops))


def loops_needed(plan: Plan) -> list[Loop]:
    """What a plan's first step needs: fused loops, and loops of what is not fused or settles."""
    fused = {id(bank) for bank in plan.banks if bank.spiking}
    names = {
        name
        for population in plan.populations
        for name in population.layout.mechanisms
        if id(population.bank) not in fused or MECHANISMS[name].gates
    }
    return [*fused_loops_of(plan), *mechanism_loops(sorted(names))]


def plain_loops_of(plan: Plan) -> list[Loop]:
    """What a plan's first step needs where nothing is fused: a loop for each mechanism."""
    names = {name for each in plan.populations for name in each.layout.mechanisms}
    return mechanism_loops(sorted(names))


def steps_of(banks: Iterable[Bank], plan: Plan, kernels: KernelLibrary, fused: Fused) -> Steps:
    """The calls that step these banks once."""
    chosen = [(bank, _calls(bank, kernels, fused)) for bank in banks]
    dts = [bank.clock.dt(plan.settings) for bank, _calls in chosen]
    tails = [_tail(bank, kernels, fused) for bank, _calls in chosen]
    steps = _assembled(chosen, dts)._replace(tail=np.asarray(tails, np.uint64))
    return _with_closed_forms(steps, [bank for bank, _calls in chosen], plan)


def _with_closed_forms(steps: Steps, banks: Sequence[Bank], plan: Plan) -> Steps:
    """The same steps with the places of rows that cells need to fade in closed form."""
    table, begins = list(steps.table), []
    for bank in banks:
        receptors = None if _is_sensed(bank, plan) else _receptors_that_fade(bank)
        begins.append(-1 if receptors is None else len(table))
        if receptors is not None:
            last = len(receptors)
            cell: list[Place] = [
                "v",
                (last + 1, "refractory"),
                "current",
                *((last, name) for name in ("drive", "keep", "gain")),
                *((last + 1, name) for name in ("v_peak", "v_reset")),
            ]
            rows = [*cell, *((at, name) for at in receptors for name in RECEPTOR_ROWS)]
            table += [len(receptors), *_places(bank, rows)]
    return steps._replace(
        table=np.asarray(table, np.uint64), closed_at=np.asarray(begins, np.int64)
    )


def _is_sensed(bank: Bank, plan: Plan) -> bool:
    """Whether something follows a voltage of a bank at every step: it must be up to date."""
    sources = plan.sensed.distinct
    return bool(np.any((sources >= bank.base) & (sources < bank.base + bank.slots)))


def _receptors_that_fade(bank: Bank) -> range | None:
    """Positions of a leaky cell's current synapses; None for a cell with anything else."""
    roles = [made.fades for made in _made(bank)]
    receptors = len(roles) - 2
    fading = [*[Fades.RECEPTOR] * receptors, Fades.MEMBRANE, Fades.RESET]
    return range(receptors) if roles == fading else None


def _made(bank: Bank) -> Iterator[Mechanism]:
    return (MECHANISMS[name] for name in bank.layout.mechanisms)


def ranges_of(banks: Sequence[Bank]) -> Ranges:
    """Where the voltages of banks of cells stand, and the range that each bank's keep."""
    voltages = [(bank.base, bank.layout.find("v", bank.blocks)) for bank in banks]
    limits = [range_of(bank.layout.mechanisms) for bank in banks]
    return Ranges(
        slot=np.asarray([base + found.offset for base, found in voltages], np.int64),
        stride=np.asarray([found.stride for _base, found in voltages], np.int64),
        low=np.asarray([low for low, _high in limits], np.float64),
        high=np.asarray([high for _low, high in limits], np.float64),
    )


def settle_slow(slow: Steps, feeds: Feeds, memory: Memory, cells: Steps, driver: Driver) -> None:
    """Bring slow biology to the equilibrium of its inputs just before the run begins."""
    at_rest = slow._replace(dt=np.full(len(slow.dt), 1e12))
    for _ in range(_CHAIN):
        driver.call_all(at_rest, -1, 1.0, memory.state)
        driver.copy_feeds(feeds, memory, cells)


def begin_slow(
    plan: Plan, slow: Steps, feeds: Feeds, memory: Memory, cells: Steps, driver: Driver
) -> None:
    """Give slow biology that has settled what it is to begin with, and tell all that follows."""
    (low, least), (high, most) = plan.begun
    state = memory.state
    before = state[low].copy(), state[high].copy()
    state[low], state[high] = np.maximum(before[0], least), np.minimum(before[1], most)
    if np.array_equal(before[0], state[low]) and np.array_equal(before[1], state[high]):
        return
    standing = slow._replace(dt=np.zeros(len(slow.dt)))
    for _ in range(_CHAIN):
        driver.call_all(standing, -1, 1.0, state)
        driver.copy_feeds(feeds, memory, cells)


def settle_gates(
    banks: Iterable[Bank], state: Reals, kernels: KernelLibrary, driver: Driver
) -> None:
    """Bring every gate to its steady state with the voltage held.

    A gate is stepped through a ladder of time steps: each contracts its distance from the steady
    state, most of all the steps that are near its time constant.
    """
    for bank in banks:
        stretch = slice(bank.base, bank.base + bank.slots)
        before = state[stretch].copy()
        steps = _assembled([(bank, _gate_calls(bank, kernels))], [0.0])
        for dt in np.tile(_LADDER_MS, _ROUNDS):
            driver.call_all(steps._replace(dt=np.full(len(steps.dt), dt)), 0, 0.0, state)
        gates = [bank.written_slots_of(gate) for gate in _gates(bank)]
        settled = [state[slots].copy() for slots in gates]
        state[stretch] = before
        for slots, values in zip(gates, settled, strict=True):
            state[slots] = values


def _calls(bank: Bank, kernels: KernelLibrary, fused: Fused) -> list[Call]:
    layout, size = bank.layout, bank.size
    if not bank.spiking:
        return _mechanism_calls(bank, kernels)
    if _is_fused(bank, kernels, fused):
        address, *_last = kernels.fused_addresses(layout, size)
        return [(address, [bank.base])]
    sums = [name for name in SUMS if layout.has(name)]
    clear = [_lanes(bank), len(sums), *_places(bank, sums)]
    finish = [_lanes(bank), *_places(bank, _finished(bank))]
    first, last = kernels.common_addresses()
    return [(first, clear), *_mechanism_calls(bank, kernels), (last, finish)]


def _is_fused(bank: Bank, kernels: KernelLibrary, fused: Fused) -> bool:
    if not bank.spiking:
        return False
    at_hand = fused == "ready" and kernels.has_fused(bank.layout, bank.size)
    return fused == "wait" or at_hand


def _tail(bank: Bank, kernels: KernelLibrary, fused: Fused) -> int:
    """Address of the fused step of a last block that is half empty, or 0."""
    if not _is_fused(bank, kernels, fused):
        return 0
    _whole, *last = kernels.fused_addresses(bank.layout, bank.size)
    return last[0] if last else 0


def _mechanism_calls(
    bank: Bank, kernels: KernelLibrary, positions: Iterable[int] | None = None
) -> list[Call]:
    names = bank.layout.mechanisms
    calls = []
    for at in range(len(names)) if positions is None else positions:
        rows: list[Place] = [
            row if row in COMMON else (at, row) for row in table_rows(MECHANISMS[names[at]])
        ]
        table = [_lanes(bank), *_places(bank, rows)]
        calls.append((kernels.mechanism_address(names[at]), table))
    return calls


def _gate_calls(bank: Bank, kernels: KernelLibrary) -> list[Call]:
    names = bank.layout.mechanisms
    gated = [at for at, name in enumerate(names) if MECHANISMS[name].gates]
    return _mechanism_calls(bank, kernels, gated)


def _gates(bank: Bank) -> Iterable[Place]:
    for position, name in enumerate(bank.layout.mechanisms):
        for gate in MECHANISMS[name].gates:
            yield position, gate


def _lanes(bank: Bank) -> int:
    return min(bank.size, LANES)


def _finished(bank: Bank) -> list[Place | None]:
    """Rows of the last loop; where no voltage is computed, it stays as it is."""
    has = bank.layout.has
    voltage = "vn" if has("vn") else "v"
    held = {"vn": voltage, "spike": "spike", "v": "v"}
    for name, row in CARRIED.items():
        held |= {name: name, row: row} if has(name) else {}
    return [held.get(name) for name in FINISHED]


def _places(bank: Bank, rows: Iterable[Place | None]) -> list[int]:
    """Offset and stride of each row; a row that is not there lies among the unused."""
    places: list[int] = []
    for row in rows:
        if row is None:
            places += [UNUSED, 0]
        else:
            found = bank.layout.find(row, bank.blocks)
            places += [bank.base + found.offset, found.stride]
    return places


def _assembled(chosen: Sequence[tuple[Bank, list[Call]]], dts: Sequence[float]) -> Steps:
    calls = [call for _population, calls in chosen for call in calls]
    counts = [len(calls) for _population, calls in chosen]
    banks = [bank for bank, _calls in chosen]
    blocks = [bank.blocks for bank in banks]
    return Steps(
        address=np.asarray([address for address, _table in calls], np.uint64),
        table=np.asarray([place for _address, table in calls for place in table], np.uint64),
        table_at=_from_zero([len(table) for _address, table in calls])[:-1],
        dt=np.repeat(np.asarray(dts, np.float64), counts),
        first=_from_zero(counts),
        cells=np.asarray([bank.size for bank in banks], np.int64),
        blocks=np.asarray(blocks, np.int64),
        first_block=_from_zero(blocks),
        owner=np.repeat(np.arange(len(blocks), dtype=np.int64), blocks),
        tail=np.zeros(len(blocks), np.uint64),
        own=np.asarray([bank.own for bank in banks], np.int64),
        stride=np.asarray([bank.layout.own_stride for bank in banks], np.int64),
        restless=np.asarray([_is_restless(bank) for bank in banks], np.uint8),
        closed_at=np.full(len(blocks), -1, np.int64),
        pulse=np.asarray([_pulse(bank) for bank in banks], np.int64).reshape(-1, 4),
        every=np.arange(max(blocks, default=0), dtype=np.uint64),
        source=np.zeros(0, np.int64),
        several=np.asarray([_several(bank) for bank in banks], np.int64).reshape(-1, 4),
    )


def _several(bank: Bank) -> list[int]:
    """Slots and strides of what says how often a source fires in a step; −1 for all else."""
    rows: list[Place] = [(0, name) for name in MECHANISMS[bank.layout.mechanisms[0]].several]
    return _places(bank, rows) or [-1] * 4


def _pulse(bank: Bank) -> list[int]:
    """Slots of the pulses of a stimulus that gives nothing between them; −1 for all else."""
    layout = bank.layout
    rows: list[Place] = [(0, name) for name in ("start", "width", "period", "count")]
    if not MECHANISMS[layout.mechanisms[0]].pulsed or not all(map(layout.is_shared, rows)):
        return [-1] * 4
    return [int(bank.written_slots_of(row)[0]) for row in rows]


def _from_zero(counts: Sequence[int]) -> Slots:
    return np.cumsum([0, *counts]).astype(np.int64)


def _is_restless(bank: Bank) -> bool:
    """Whether a step depends on time, so that a cell that is as it was may yet change."""
    arguments = {name for made in _made(bank) for name in made.arguments}
    return not arguments.isdisjoint({"t", "tick"})
