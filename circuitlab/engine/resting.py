"""Blocks of cells that need no stepping: those at rest, and those that fade in closed form.

*At rest*: a step has left every bit of the block as it was, so every further step would, until
something reaches it. *Fading*: integrate-and-fire cells below threshold whose state after any
number of steps is a formula, and which cannot reach threshold by themselves; they are brought up
to date when an event reaches them or somebody looks. Both give the trains that stepping gives.

Fading costs an event what stepping costs a block some steps, so a population fades only while few
events reach it.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.arrays import TICK, Bench, Memory, Reals, Steps
from circuitlab.engine.compiled import LANES, inlined, kernel
from circuitlab.engine.mechanisms.rates import exp
from circuitlab.engine.noise import logarithm

AWAKE, AT_REST, FADING = range(3)
"""What :attr:`Memory.asleep` says of a block."""
LOOK_EVERY = 256
"""Steps from one look at what may sleep to the next, a power of two."""
_MOST_PATIENCE = 16
"""Looks that are let pass where nothing was found to sleep, a power of two."""

CELL_ROWS = ("v", "refractory", "current", "drive", "keep", "gain", "v_peak", "v_reset")
"""Rows of a fading cell, in the order of its table of places."""
RECEPTOR_ROWS = ("a", "gain", "scale", "decay", "push")
"""Rows of each of its receptors, which follow; their number stands first in the table."""

_LANES = np.int64(LANES)
_RARE, _FREQUENT = LOOK_EVERY // 32, LOOK_EVERY // 8
"""Events a block from one look to the next below which a population fades, and above which not."""
_MARGIN_MV = 1e-6
_NOTHING = 1e-40
_V, _REFRACTORY, _CURRENT, _DRIVE, _KEEP, _GAIN, _PEAK, _RESET = range(8)
_A, _SHARE, _SCALE, _DECAY, _PUSH = range(5)


@inlined
def wake(block: int, memory: Memory, cells: Steps) -> None:
    """Step a block again from now on; −2 − population wakes all of a population's blocks."""
    if block >= 0:
        _rouse(block, memory, cells)
    elif block < -1:
        population = -2 - block
        for each in range(cells.first_block[population], cells.first_block[population + 1]):
            _rouse(each, memory, cells)


@inlined
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


@inlined
def list_awake(population: int, memory: Memory, cells: Steps) -> None:
    """Write the awake blocks of a population down in order."""
    first = cells.first_block[population]
    count = 0
    for block in range(cells.blocks[population]):
        if memory.asleep[first + block] == AWAKE:
            memory.awake[first + count] = block
            count += 1
    memory.awake_count[population] = count
    memory.woken[population] = 0


@inlined
def is_time_to_look(population: int, tick: int, memory: Memory, cells: Steps) -> bool:
    """Whether this is a step after which blocks of a population may be laid to sleep."""
    steps = LOOK_EVERY * memory.patience[population]
    return bool(((tick & (steps - 1)) == 0) & (cells.restless[population] == 0))


@inlined
def weigh_events(population: int, memory: Memory, cells: Steps) -> None:
    """See whether so few events have come since the last look that fading is worth its while."""
    met = memory.met[population]
    looks = memory.patience[population] * cells.blocks[population]
    memory.met[population] = 0
    if met > _FREQUENT * looks and memory.seldom[population] != 0:
        memory.seldom[population] = 0
        wake(-2 - population, memory, cells)
    elif met < _RARE * looks:
        memory.seldom[population] = 1


@inlined
def keep_a_copy(population: int, memory: Memory, cells: Steps, bench: Bench) -> None:
    """Copy the own rows of the awake blocks, bit for bit."""
    bits = memory.state.view(np.int64)
    first, stride = cells.first_block[population], cells.stride[population]
    for k in range(memory.awake_count[population]):
        at = cells.own[population] + np.int64(memory.awake[first + k]) * stride
        for slot in range(at, at + stride):
            bench.before[slot] = bits[slot]


@inlined
def lay_down(population: int, memory: Memory, cells: Steps, bench: Bench) -> None:
    """Let those awake blocks sleep that need no stepping after the step just done."""
    found = False
    first = cells.first_block[population]
    fades = cells.closed_at[population] >= 0 and memory.seldom[population] != 0
    for k in range(memory.awake_count[population]):
        block = first + np.int64(memory.awake[first + k])
        if fades and _all_stay_below(block, memory, cells):
            for lane in range(_LANES):
                memory.since[block * _LANES + lane] = memory.counters[TICK] + 1
            memory.asleep[block] = FADING
            found = True
        elif _is_as_before(population, block - first, memory, cells, bench):
            memory.asleep[block] = AT_REST
            found = True
    if found:
        memory.woken[population] = 1
    patience = 1 if found else 2 * memory.patience[population]
    memory.patience[population] = min(patience, _MOST_PATIENCE)


@inlined
def _is_as_before(population: int, block: int, memory: Memory, cells: Steps, bench: Bench) -> bool:
    """Whether the last step has left every bit of a block as it was."""
    bits = memory.state.view(np.int64)
    at = cells.own[population] + block * cells.stride[population]
    for slot in range(at, at + cells.stride[population]):
        if bench.before[slot] != bits[slot]:  # mostly the first, a voltage
            return False
    return True


@inlined
def _rouse(block: int, memory: Memory, cells: Steps) -> None:
    if memory.asleep[block] != AWAKE:
        if memory.asleep[block] == FADING:
            for lane in range(_LANES):
                catch_up(block, lane, memory, cells)
        memory.asleep[block] = AWAKE
        memory.woken[cells.owner[block]] = 1


@inlined
def _all_stay_below(block: int, memory: Memory, cells: Steps) -> bool:
    below = True
    for lane in range(_LANES):
        below &= _stays_below(block, lane, memory, cells)
    return below


@inlined
def _stays_below(block: int, lane: int, memory: Memory, cells: Steps) -> bool:
    """Whether a cell cannot fire without a further event: an upper bound of its voltage says so."""
    state = memory.state
    v_inf = _steady(block, lane, state, cells)
    top = max(state[_cell_slot(_V, block, lane, cells)], v_inf)
    if state[_cell_slot(_REFRACTORY, block, lane, cells)] > 0.0:
        top = max(top, state[_cell_slot(_RESET, block, lane, cells)])
    for receptor in range(_receptors(block, cells)):
        drop = 1.0 - state[_receptor_slot(receptor, _DECAY, block, lane, cells)]
        top += max(0.0, _pushed(receptor, block, lane, state, cells)) / drop
    return bool(top < state[_cell_slot(_PEAK, block, lane, cells)] - _MARGIN_MV)


@inlined
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
    state = memory.state
    refractory = _cell_slot(_REFRACTORY, block, lane, cells)
    held = min(steps, np.int64(state[refractory]))
    state[refractory] -= np.float64(held)
    at_v = _cell_slot(_V, block, lane, cells)
    v = state[_cell_slot(_RESET, block, lane, cells)] if held > 0 else state[at_v]
    v_inf = _steady(block, lane, state, cells)
    free = np.float64(steps - held)
    k = state[_cell_slot(_KEEP, block, lane, cells)]
    kept = exp(free * logarithm(k))
    v = v_inf + (v - v_inf) * kept
    for receptor in range(_receptors(block, cells)):
        at_a = _receptor_slot(receptor, _A, block, lane, cells)
        d = state[_receptor_slot(receptor, _DECAY, block, lane, cells)]
        log_d = logarithm(d)
        state[at_a] *= exp(np.float64(held) * log_d)
        left = exp(free * log_d)
        gap = k - d
        share = (kept - left) / gap if abs(gap) > 1e-9 else free * kept / k
        v += _pushed(receptor, block, lane, state, cells) * share
        faded = state[at_a] * left
        state[at_a] = faded if abs(faded) > _NOTHING else 0.0
    state[at_v] = v


@inlined
def _steady(block: int, lane: int, state: Reals, cells: Steps) -> float:
    """Voltage that a cell comes to without events, mV."""
    current = state[_cell_slot(_CURRENT, block, lane, cells)]
    drive = state[_cell_slot(_DRIVE, block, lane, cells)]
    gain = state[_cell_slot(_GAIN, block, lane, cells)]
    return float((drive + current * gain) / (1.0 - state[_cell_slot(_KEEP, block, lane, cells)]))


@inlined
def _pushed(receptor: int, block: int, lane: int, state: Reals, cells: Steps) -> float:
    """What a receptor adds to the voltage in one step, mV."""
    a = state[_receptor_slot(receptor, _A, block, lane, cells)]
    scale = state[_receptor_slot(receptor, _SCALE, block, lane, cells)]
    gain = state[_receptor_slot(receptor, _SHARE, block, lane, cells)]
    push = state[_receptor_slot(receptor, _PUSH, block, lane, cells)]
    return float(scale * (1.0 + gain) * a * push)


@inlined
def _receptors(block: int, cells: Steps) -> np.int64:
    return np.int64(cells.table[cells.closed_at[cells.owner[block]]])


@inlined
def _cell_slot(row: int, block: int, lane: int, cells: Steps) -> np.int64:
    return _slot(row, block, lane, cells)  # type: ignore[no-any-return]


@inlined
def _receptor_slot(receptor: int, row: int, block: int, lane: int, cells: Steps) -> np.int64:
    return _slot(8 + 5 * receptor + row, block, lane, cells)  # type: ignore[no-any-return]


@inlined
def _slot(row: int, block: int, lane: int, cells: Steps) -> np.int64:
    population = cells.owner[block]
    at = cells.closed_at[population] + 1 + 2 * row
    within = block - cells.first_block[population]
    return np.int64(cells.table[at]) + within * np.int64(cells.table[at + 1]) + lane  # type: ignore[no-any-return]


@inlined
def glance(slot: int, block: int, memory: Memory, cells: Steps, bench: Bench) -> float:
    """Present value of a slot of a fading cell, which fades on as if nobody had looked."""
    lane = slot % _LANES
    cell = block * _LANES + lane
    population = cells.owner[block]
    bits = memory.state.view(np.int64)
    at = cells.own[population] + (block - cells.first_block[population]) * cells.stride[population]
    since = memory.since[cell]
    for row in range(at + lane, at + lane + cells.stride[population], _LANES):
        bench.before[row] = bits[row]
    catch_up(block, lane, memory, cells)
    value = memory.state[slot]
    for row in range(at + lane, at + lane + cells.stride[population], _LANES):
        bits[row] = bench.before[row]
    memory.since[cell] = since
    return float(value)


@kernel
def rouse_all(memory: Memory, cells: Steps) -> None:
    """Bring every cell up to date and step every block again: before a change from outside."""
    for block in range(memory.asleep.shape[0]):
        _rouse(block, memory, cells)
