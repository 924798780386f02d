"""Blocks of cells that need no stepping: those at rest, and those that fade in closed form.

*At rest*: a step has left every bit of the block as it was, so every further step would, until
something reaches it. *Fading*: integrate-and-fire cells below threshold whose state after any
number of steps is a formula, and which cannot reach threshold by themselves; they are brought up
to date when an event reaches them or somebody looks. Both give the trains that stepping gives.

Fading costs an event what stepping costs a block some steps, so a bank fades only while few
events reach it.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import exp
from circuitlab.engine.numerics.arrays import (
    ANY_CELL_MV,
    ASLEEP,
    TICK,
    Bench,
    Memory,
    Numbers,
    Ranges,
    Reals,
    Steps,
)
from circuitlab.engine.numerics.jit import LANES, inlined, kernel, shared, spliced
from circuitlab.engine.numerics.noise import logarithm

AWAKE, AT_REST, FADING = range(3)
"""What :attr:`Memory.asleep` says of a block."""
LOOK_EVERY = 256
"""Steps from one look at what may sleep to the next, a power of two."""
_MOST_PATIENCE = 16
"""Looks that are let pass where nothing was found to sleep, a power of two."""

RECEPTOR_ROWS = ("a", "gain", "scale", "decay", "push")
"""Rows of each receptor of a fading cell, in the order of the cell's table of places. Before them
stand the number of receptors and the cell's own rows: voltage, refractory steps, current, drive,
keep, gain, peak and reset."""

_LANES, _PLACES = np.int64(LANES), np.uint64(LANES)
_RARE, _FREQUENT = LOOK_EVERY // 32, LOOK_EVERY // 8
"""Events a block from one look to the next below which a bank fades, and above which not."""
_MARGIN_MV = 1e-6
_LOWEST_MV = ANY_CELL_MV[0]
_NOTHING = 1e-40
_FIRST_RECEPTOR, _RECEPTOR_LENGTH = 8, len(RECEPTOR_ROWS)
_V, _REFRACTORY, _CURRENT, _DRIVE, _KEEP, _GAIN, _PEAK, _RESET = range(8)
_A, _SHARE, _SCALE, _DECAY, _PUSH = range(5)


@shared
def wake(block: int, memory: Memory, cells: Steps) -> None:
    """Step a block again from now on; −2 − bank wakes all of a bank's blocks."""
    if block >= 0:
        _rouse(block, memory, cells)
    elif block < -1:
        bank = -2 - block
        for each in range(cells.first_block[bank], cells.first_block[bank + 1]):
            _rouse(each, memory, cells)


@shared
def receive_asleep(slot: int, size: float, block: int, memory: Memory, cells: Steps) -> None:
    """Add an event to a cell of a block that sleeps."""
    if memory.asleep[block] == FADING:
        lane = slot % _LANES
        catch_up(block, lane, memory, cells)
        memory.state[slot] += size
        if not _stays_below(block, lane, memory, cells):
            _rouse(block, memory, cells)
    else:
        _rouse(block, memory, cells)
        memory.state[slot] += size


@spliced
def list_awake(bank: int, memory: Memory, cells: Steps) -> None:
    """Write the awake blocks of a bank down in order."""
    first = cells.first_block[bank]
    count = 0
    for block in range(cells.blocks[bank]):
        if memory.asleep[first + block] == AWAKE:
            memory.awake[first + count] = block
            count += 1
    memory.awake_count[bank] = count
    memory.woken[bank] = 0


@spliced
def is_time_to_look(bank: int, tick: int, memory: Memory, cells: Steps) -> bool:
    """Whether this is a step after which blocks of a bank may be laid to sleep."""
    steps = LOOK_EVERY * memory.patience[bank]
    return bool(((tick & (steps - 1)) == 0) & (cells.restless[bank] == 0))


@spliced
def weigh_events(bank: int, memory: Memory, cells: Steps) -> None:
    """See whether so few events have come since the last look that fading is worth its while."""
    met = memory.met[bank]
    looks = memory.patience[bank] * cells.blocks[bank]
    memory.met[bank] = 0
    if met > _FREQUENT * looks and memory.seldom[bank] != 0:
        memory.seldom[bank] = 0
        wake(-2 - bank, memory, cells)
    elif met < _RARE * looks:
        memory.seldom[bank] = 1


@spliced
def keep_a_copy(bank: int, memory: Memory, cells: Steps, bench: Bench) -> None:
    """Copy the own rows of the awake blocks, bit for bit."""
    bits = memory.state.view(np.int64)
    first, stride = cells.first_block[bank], cells.stride[bank]
    for k in range(memory.awake_count[bank]):
        at = cells.own[bank] + np.int64(memory.awake[first + k]) * stride
        for slot in range(at, at + stride):
            bench.before[slot] = bits[slot]


@spliced
def lay_down(
    bank: int, hits: int, memory: Memory, cells: Steps, ranges: Ranges, bench: Bench
) -> None:
    """Let those awake blocks sleep that need no stepping after the step just done.

    A block in which a cell fired (in ``hits`` blocks one did) never sleeps: a cell that fires at
    every step may be as it was after each. Nor does one with a voltage out of its range, which is
    looked for in awake blocks only.
    """
    found = 0
    first = cells.first_block[bank]
    fades = cells.closed_at[bank] >= 0 and memory.seldom[bank] != 0
    for k in range(memory.awake_count[bank]):
        block = first + np.int64(memory.awake[first + k])
        if fades and _all_stay_below(block, memory, cells):
            for lane in range(_LANES):
                memory.since[block * _LANES + lane] = memory.counters[TICK] + 1
            memory.asleep[block] = FADING
            found += 1
        elif (
            _is_as_before(bank, block - first, memory, cells, bench)
            and not _has_fired(block - first, hits, bench)
            and is_in_range(bank, block - first, memory, cells, ranges)
        ):
            memory.asleep[block] = AT_REST
            found += 1
    if found > 0:
        memory.woken[bank] = 1
        memory.counters[ASLEEP] += found
    patience = 1 if found > 0 else 2 * memory.patience[bank]
    memory.patience[bank] = min(patience, _MOST_PATIENCE)


@spliced
def _is_as_before(bank: int, block: int, memory: Memory, cells: Steps, bench: Bench) -> bool:
    """Whether the last step has left every bit of a block as it was."""
    bits = memory.state.view(np.int64)
    at = cells.own[bank] + block * cells.stride[bank]
    for slot in range(at, at + cells.stride[bank]):  # noqa: SIM110, all() is slower here
        if bench.before[slot] != bits[slot]:  # mostly the first, a voltage
            return False
    return True


@shared
def is_in_range(bank: int, block: int, memory: Memory, cells: Steps, ranges: Ranges) -> bool:
    """Whether the voltage of every cell in a block of a bank is a number in its range."""
    low, high = ranges.low[bank], ranges.high[bank]
    slot = np.uint64(ranges.slot[bank] + block * ranges.stride[bank])
    cell = np.uint64((cells.first_block[bank] + block) * _LANES)
    good = True
    for lane in range(_PLACES):
        v = memory.state[slot + lane]
        good &= (cells.source[cell + lane] < 0) | ((v >= low) & (v <= high))
    return bool(good)


@spliced
def _has_fired(block: int, hits: int, bench: Bench) -> bool:
    fired = False
    for k in range(hits):
        fired |= np.int64(bench.fired[k] >> np.uint64(8)) == block
    return fired


@shared
def _rouse(block: int, memory: Memory, cells: Steps) -> None:
    if memory.asleep[block] != AWAKE:
        if memory.asleep[block] == FADING:
            for lane in range(_LANES):
                catch_up(block, lane, memory, cells)
        memory.asleep[block] = AWAKE
        memory.counters[ASLEEP] -= 1
        memory.woken[cells.owner[block]] = 1


@spliced
def _all_stay_below(block: int, memory: Memory, cells: Steps) -> bool:
    below = True
    for lane in range(_LANES):
        below &= _stays_below(block, lane, memory, cells)
    return below


@shared
def _stays_below(block: int, lane: int, memory: Memory, cells: Steps) -> bool:
    """Whether a cell can neither fire nor leave its range without a further event.

    Two bounds of its voltage say so.
    """
    state, table = memory.state, cells.table
    bank = cells.owner[block]
    at, within = cells.closed_at[bank], block - cells.first_block[bank]
    v, steady = state[_slot(table, at, within, lane, _V)], _steady(state, table, at, within, lane)
    top, bottom = max(v, steady), min(v, steady)
    if state[_slot(table, at, within, lane, _REFRACTORY)] > 0.0:
        top = max(top, state[_slot(table, at, within, lane, _RESET)])
    for receptor in range(table[at]):
        first = _FIRST_RECEPTOR + _RECEPTOR_LENGTH * np.int64(receptor)
        drop = 1.0 - state[_slot(table, at, within, lane, first + _DECAY)]
        pushed = _pushed(state, table, at, within, lane, first) / drop
        top += max(0.0, pushed)
        bottom += min(0.0, pushed)
    below = top < state[_slot(table, at, within, lane, _PEAK)] - _MARGIN_MV
    return bool(below & (bottom > _LOWEST_MV))


@shared
def catch_up(block: int, lane: int, memory: Memory, cells: Steps) -> None:
    """Bring a fading cell up to the present step.

    v → v∞ + (v − v∞) k^n + Σ push a (k^n − d^n)/(k − d) and a → a d^n over n steps, v held at its
    reset while it is refractory (k = ``keep``, d = ``decay``).
    """
    cell = block * _LANES + lane
    steps = memory.counters[TICK] - memory.since[cell]
    if steps <= 0:
        return
    memory.since[cell] = memory.counters[TICK]
    bank = cells.owner[block]
    within = block - cells.first_block[bank]
    _fade(memory.state, cells.table, cells.closed_at[bank], within, lane, steps)


@shared
def _fade(state: Reals, table: Numbers, at: int, within: int, lane: int, steps: int) -> None:
    """Advance a cell by so many steps at once."""
    refractory = _slot(table, at, within, lane, _REFRACTORY)
    held = min(steps, int(state[refractory]))
    state[refractory] -= np.float64(held)
    at_v = _slot(table, at, within, lane, _V)
    v = state[_slot(table, at, within, lane, _RESET)] if held > 0 else state[at_v]
    v_inf = _steady(state, table, at, within, lane)
    free = np.float64(steps - held)
    k = state[_slot(table, at, within, lane, _KEEP)]
    kept = exp(free * logarithm(k))
    v = v_inf + (v - v_inf) * kept
    for receptor in range(table[at]):
        first = _FIRST_RECEPTOR + _RECEPTOR_LENGTH * np.int64(receptor)
        at_a = _slot(table, at, within, lane, first + _A)
        d = state[_slot(table, at, within, lane, first + _DECAY)]
        log_d = logarithm(d)
        state[at_a] *= exp(np.float64(held) * log_d)
        left = exp(free * log_d)
        gap = k - d
        share = (kept - left) / gap if abs(gap) > 1e-9 else free * kept / k
        v += _pushed(state, table, at, within, lane, first) * share
        faded = state[at_a] * left
        state[at_a] = faded if abs(faded) > _NOTHING else 0.0
    state[at_v] = v


@inlined
def _steady(state: Reals, table: Numbers, at: int, within: int, lane: int) -> float:
    """Voltage that a cell comes to without events, mV."""
    current = state[_slot(table, at, within, lane, _CURRENT)]
    drive = state[_slot(table, at, within, lane, _DRIVE)]
    gain = state[_slot(table, at, within, lane, _GAIN)]
    return float((drive + current * gain) / (1.0 - state[_slot(table, at, within, lane, _KEEP)]))


@inlined
def _pushed(state: Reals, table: Numbers, at: int, within: int, lane: int, first: int) -> float:
    """What the receptor whose rows begin at ``first`` adds to the voltage in one step, mV."""
    a = state[_slot(table, at, within, lane, first + _A)]
    scale = state[_slot(table, at, within, lane, first + _SCALE)]
    gain = state[_slot(table, at, within, lane, first + _SHARE)]
    push = state[_slot(table, at, within, lane, first + _PUSH)]
    return float(scale * (1.0 + gain) * a * push)


@inlined
def _slot(table: Numbers, at: int, within: int, lane: int, row: int) -> int:
    """Slot of a row of the closed form, by the bank's table of places."""
    offset, stride = table[at + 1 + 2 * row], table[at + 2 + 2 * row]
    return np.int64(offset) + within * np.int64(stride) + lane  # type: ignore[return-value]


@shared
def glance(slot: int, block: int, memory: Memory, cells: Steps, bench: Bench) -> float:
    """Present value of a slot of a fading cell, which fades on as if nobody had looked."""
    lane = slot % _LANES
    cell = block * _LANES + lane
    bank = cells.owner[block]
    bits = memory.state.view(np.int64)
    at = cells.own[bank] + (block - cells.first_block[bank]) * cells.stride[bank]
    since = memory.since[cell]
    for row in range(at + lane, at + lane + cells.stride[bank], _LANES):
        bench.before[row] = bits[row]
    catch_up(block, lane, memory, cells)
    value = memory.state[slot]
    for row in range(at + lane, at + lane + cells.stride[bank], _LANES):
        bits[row] = bench.before[row]
    memory.since[cell] = since
    return float(value)


@kernel
def rouse_all(memory: Memory, cells: Steps) -> None:
    """Bring every cell up to date and step every block again: before a change from outside."""
    for block in range(memory.asleep.shape[0]):
        _rouse(block, memory, cells)
