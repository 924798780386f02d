"""Spikes and events: written down where they arise, sent to terminals, delivered when they are due.

Events under way lie in a pool; each coming tick has a linked list of its own, in the order in which
they were sent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from circuitlab.engine.mechanisms.receptors import released
from circuitlab.engine.mechanisms.stimuli import random_count
from circuitlab.engine.numerics.arrays import (
    ASLEEP,
    FREE,
    FREE_COUNT,
    SPIKES,
    USED,
    Bench,
    Memory,
    Output,
    Steps,
)
from circuitlab.engine.numerics.jit import LANES, fetch_early, shared, spliced
from circuitlab.engine.numerics.lane_masks import lowest_bit
from circuitlab.engine.numerics.noise import normal, random_bits
from circuitlab.engine.plan.terminal_arrays import (
    BUNDLE_MASK,
    COUNT_BITS,
    DELAY_SD,
    DOUBLE,
    EVEN_BIT,
    FACILITATION,
    FIRST_MASK,
    LEADS,
    LEADS_TO,
    OWN,
    PART,
    RECOVERY,
    RELEASE,
    SHARED,
    STEPS_BITS,
    USE,
    Terminals,
)
from circuitlab.engine.stepping.resting import receive_asleep

_LANES, _ALL_LANES = np.int64(LANES), np.uint64(2**LANES - 1)
_OWN, _SHARED = np.uint64(OWN), np.uint64(SHARED)
_LEADS_TO, _PART = np.uint64(LEADS_TO), np.uint64(PART)
_COUNT_BITS, _FIRST_MASK = np.uint64(COUNT_BITS), np.uint64(FIRST_MASK)
_STEPS_BITS, _EVEN_BIT, _BUNDLE_MASK = (
    np.uint64(each) for each in (STEPS_BITS, EVEN_BIT, BUNDLE_MASK)
)
_NUMBERS, _SHORTS = np.uint64(8), np.uint64(16)
"""Weights, and targets, in a line of the cache."""
_LINES = np.uint64(4)
"""Lines that are asked for before they are read; the processor foresees those after them."""
_AT_ONCE = 1e-3
"""Steps between two spikes at one tick: what passes at once, as facilitation may, has passed."""
_APART = np.uint64(48)
"""Bits that leave room for the tick below the number of a spike among those at one tick."""


@spliced
def deliver(tick: int, memory: Memory, cells: Steps, terminals: Terminals) -> None:
    """Add the events that arrive now to their receptors, in the order they were sent."""
    bucket = tick & (memory.head.shape[0] - 1)
    event = memory.head[bucket]
    if event < 0:
        return
    _look_up(event, memory, terminals)
    while event >= 0:
        following = memory.following[event]
        if following >= 0:
            _expect(memory.terminal[following], terminals)
        _receive(memory.terminal[event], memory.size[event], memory, cells, terminals)
        memory.following[event] = memory.counters[FREE]
        memory.counters[FREE] = event
        memory.counters[FREE_COUNT] += 1
        event = following
    memory.head[bucket] = -1
    memory.tail[bucket] = -1


@spliced
def _look_up(event: int, memory: Memory, terminals: Terminals) -> None:
    """Fetch what tells where the targets are of an event and of all that follow it."""
    while event >= 0:
        fetch_early(_place(terminals.own, _OWN * np.uint64(memory.terminal[event])))
        event = memory.following[event]


@spliced
def _expect(terminal: int, terminals: Terminals) -> None:
    """Fetch the first targets of a terminal: of many terminals they are in no cache."""
    own = _OWN * np.uint64(terminal)
    at = np.uint64(terminals.own[own + _LEADS_TO]) & _FIRST_MASK
    for line in range(_LINES):
        fetch_early(_place(terminals.target_a, at + _SHORTS * line))
    fetch_early(_place(terminals.weight, at))
    if not _is_even(np.uint64(terminals.own[own + _PART])):
        for line in range(np.uint64(1), _LINES):
            fetch_early(_place(terminals.weight, at + _NUMBERS * line))


@spliced
def _place(array: Any, at: np.uint64) -> np.uint64:
    """Address of an item of an array."""
    return np.uint64(array.ctypes.data) + np.uint64(array.itemsize) * at


@spliced
def _is_even(part: np.uint64) -> bool:
    """Whether all targets of a terminal have one weight."""
    return bool((part >> _EVEN_BIT) & np.uint64(1) != np.uint64(0))


@spliced
def _bundle(terminal: int, terminals: Terminals) -> np.uint64:
    """Where the numbers begin that a terminal shares."""
    part = np.uint64(terminals.own[_OWN * np.uint64(terminal) + _PART])
    return _SHARED * (part & _BUNDLE_MASK)


@spliced
def _steps(terminal: int, terminals: Terminals) -> int:
    """Steps after which what a terminal releases arrives."""
    return int(np.uint64(terminals.own[_OWN * np.uint64(terminal) + _PART]) >> _STEPS_BITS)


@spliced
def _receive(
    terminal: int, size: float, memory: Memory, cells: Steps, terminals: Terminals
) -> None:
    """Add an event to each target of its terminal, and wake the blocks that it reaches."""
    own = _OWN * np.uint64(terminal)
    leads, part = np.uint64(terminals.own[own + _LEADS_TO]), np.uint64(terminals.own[own + _PART])
    first, bundle = leads & _FIRST_MASK, _SHARED * (part & _BUNDLE_MASK)
    end = first + (leads >> _COUNT_BITS)
    if memory.counters[ASLEEP] != 0:
        _receive_some_asleep(first, end, size, memory, cells, terminals)
    elif _is_even(part):
        added = size * terminals.weight[first]
        for k in range(first, end):
            memory.state[np.uint64(terminals.target_a[k])] += added
    else:
        for k in range(first, end):
            memory.state[np.uint64(terminals.target_a[k])] += size * terminals.weight[k]
    if terminals.shared[bundle + np.uint64(DOUBLE)] != 0.0:
        for k in range(first, end):
            memory.state[np.uint64(terminals.target_b[k])] += size * terminals.weight[k]
    block = np.int64(terminals.shared[bundle + np.uint64(LEADS)])
    if block >= 0:
        memory.met[cells.owner[block]] += np.int64(end - first)


@spliced
def _receive_some_asleep(
    first: int, end: int, size: float, memory: Memory, cells: Steps, terminals: Terminals
) -> None:
    """Add an event to targets of which some may lie in blocks that sleep."""
    for k in range(first, end):
        block, added = terminals.block[k], size * terminals.weight[k]
        if block >= 0 and memory.asleep[block] != 0:
            receive_asleep(terminals.target_a[k], added, block, memory, cells)
        else:
            memory.state[np.uint64(terminals.target_a[k])] += added


@spliced
def note_block(
    bank: int,
    hit: int,
    tick: int,
    memory: Memory,
    cells: Steps,
    bench: Bench,
    output: Output,
) -> None:
    """Write the spikes of one block down; lanes beyond the last cell have none."""
    found = bench.fired[hit]
    block = np.int64(found >> np.uint64(8))
    first = (cells.first_block[bank] + block) * _LANES
    left = found & _ALL_LANES
    while left != 0:
        lane = np.int64(lowest_bit(left))
        left &= left - np.uint64(1)
        if cells.source[first + lane] >= 0:
            count = _spikes_of_lane(bank, block, lane, tick, memory, cells)
            note(cells.source[first + lane], tick + 1, count, memory, output)


@spliced
def _spikes_of_lane(
    bank: int, block: int, lane: int, tick: int, memory: Memory, cells: Steps
) -> int:
    """How often a cell that fires does so in its step: once, but for sources at random."""
    count = np.int64(1)
    if cells.several[bank, 0] >= 0:
        at_key = cells.several[bank, 0] + block * cells.several[bank, 1] + lane
        at_mean = cells.several[bank, 2] + block * cells.several[bank, 3] + lane
        count = random_count(memory.state[at_key], memory.state[at_mean], tick)
    return int(count)


@spliced
def note(source: int, at: int, count: int, memory: Memory, output: Output) -> None:
    """Write ``count`` spikes down; those of a cell carry the tick at the end of their step."""
    row = memory.counters[SPIKES]
    output.spikes[row, 0] = source
    output.spikes[row, 1] = at
    output.spikes[row, 2] = count
    memory.counters[SPIKES] = row + 1


@spliced
def sort(first: int, end: int, output: Output) -> None:
    """Bring the sources of a step's spikes into order; they mostly are, unless banks interleave."""
    for k in range(first + 1, end):
        source, count, place = output.spikes[k, 0], output.spikes[k, 2], k
        while place > first and output.spikes[place - 1, 0] > source:
            output.spikes[place, 0] = output.spikes[place - 1, 0]
            output.spikes[place, 2] = output.spikes[place - 1, 2]
            place -= 1
        output.spikes[place, 0] = source
        output.spikes[place, 2] = count


@spliced
def expect_release(source: int, terminals: Terminals) -> None:
    """Fetch what a spike asks of the first terminal of its cell."""
    first = terminals.begins[terminals.pool[source]]
    fetch_early(_place(terminals.own, _OWN * np.uint64(first)))


@spliced
def release(source: int, at: int, count: int, memory: Memory, terminals: Terminals) -> None:
    """Send ``count`` spikes at a tick to the terminals of their cell.

    Each releases by itself, one after the other. Where all arrive together they are one event.
    """
    for pool in range(terminals.pool[source], terminals.pool[source + 1]):
        bundle = _bundle(terminals.begins[pool], terminals)
        size = _one_release(pool, bundle, at, memory, terminals)
        if terminals.shared[bundle + np.uint64(DELAY_SD)] > 0.0:
            _release_apart(pool, size, at, count, memory, terminals)
        else:
            if count > 1:
                size += _release_more(pool, at, count, memory, terminals)
            for terminal in range(terminals.begins[pool], terminals.begins[pool + 1]):
                send(terminal, size, _arrival(at, _steps(terminal, terminals), memory), memory)


@spliced
def _one_release(
    pool: int, bundle: np.uint64, at: int, memory: Memory, terminals: Terminals
) -> float:
    """How much one spike releases at each terminal of a pool."""
    size = memory.state[np.uint64(terminals.shared[bundle + np.uint64(RELEASE)])]
    if terminals.shared[bundle + np.uint64(USE)] > 0.0:
        size *= _use_vesicles(pool, bundle, at, memory, terminals)
    return float(size)


@shared
def _release_more(pool: int, at: int, count: int, memory: Memory, terminals: Terminals) -> float:
    """How much the second and further spikes of a tick release, which arrive with the first."""
    together, bundle = 0.0, _bundle(terminals.begins[pool], terminals)
    for _number in range(1, count):
        together += _one_release(pool, bundle, at, memory, terminals)
    return together


@shared
def _release_apart(
    pool: int, first: float, at: int, count: int, memory: Memory, terminals: Terminals
) -> None:
    """Send the spikes of a tick each by itself, where delays are drawn; the first one last."""
    bundle = _bundle(terminals.begins[pool], terminals)
    for number in range(1, count):
        size = _one_release(pool, bundle, at, memory, terminals)
        _send_drawn(pool, size, at, number, memory, terminals)
    _send_drawn(pool, first, at, 0, memory, terminals)


@spliced
def _send_drawn(
    pool: int, size: float, at: int, number: int, memory: Memory, terminals: Terminals
) -> None:
    """Send one spike of a tick to all terminals of a pool, as much later as is drawn for it."""
    later = _drawn(pool, at, number, terminals)
    for terminal in range(terminals.begins[pool], terminals.begins[pool + 1]):
        steps = int(np.floor(terminals.mean[terminal] + later + 0.5))
        send(terminal, size, _arrival(at, steps, memory), memory)


@spliced
def _drawn(pool: int, at: int, number: int, terminals: Terminals) -> float:
    """How much later than the mean a spike arrives, in steps: drawn anew for each spike."""
    counter = np.uint64(at - 1) + (np.uint64(number) << _APART)
    bits = random_bits(terminals.key[pool], counter)
    spread = terminals.shared[_bundle(terminals.begins[pool], terminals) + np.uint64(DELAY_SD)]
    return float(spread * normal(bits))


@spliced
def _arrival(at: int, steps: int, memory: Memory) -> int:
    """The tick at which a release arrives, so many steps later, and not before."""
    return int(min(at + max(0, steps), at + memory.head.shape[0] - 2))


@spliced
def _use_vesicles(
    pool: int, bundle: np.uint64, at: int, memory: Memory, terminals: Terminals
) -> float:
    """Release at this spike (Tsodyks & Markram), relative to a rested terminal."""
    size, left, utilised = released(
        memory.vesicles[pool],
        memory.utilised[pool],
        max(np.float64(at - memory.last_use[pool]), _AT_ONCE),
        terminals.shared[bundle + np.uint64(USE)],
        terminals.shared[bundle + np.uint64(RECOVERY)],
        terminals.shared[bundle + np.uint64(FACILITATION)],
    )
    memory.vesicles[pool] = left
    memory.utilised[pool] = utilised
    memory.last_use[pool] = at
    return float(size)


@spliced
def send(terminal: int, size: float, arrival: int, memory: Memory) -> None:
    """Append an event to the list of its tick; room that was used before is used again first."""
    event = memory.counters[FREE]
    if event >= 0:
        memory.counters[FREE] = memory.following[event]
    else:
        event = memory.counters[USED]
        memory.counters[USED] = event + 1
    memory.counters[FREE_COUNT] -= 1
    memory.terminal[event] = terminal
    memory.size[event] = size
    memory.following[event] = -1
    bucket = arrival & (memory.head.shape[0] - 1)
    if memory.head[bucket] < 0:
        memory.head[bucket] = event
    else:
        memory.following[memory.tail[bucket]] = event
    memory.tail[bucket] = event
