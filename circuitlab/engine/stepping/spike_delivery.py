"""Spikes and events: written down where they arise, sent to terminals, delivered when they are due.

Events under way lie in a pool; each coming tick has a linked list of its own, in the order in which
they were sent.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.receptors import released
from circuitlab.engine.numerics.arrays import (
    FREE,
    FREE_COUNT,
    SPIKES,
    Bench,
    Memory,
    Output,
    Steps,
)
from circuitlab.engine.numerics.jit import LANES, spliced
from circuitlab.engine.numerics.noise import normal, random_bits
from circuitlab.engine.plan.plan import Terminals
from circuitlab.engine.stepping.resting import receive_asleep

_LANES = np.int64(LANES)


@spliced
def deliver(tick: int, memory: Memory, cells: Steps, terminals: Terminals) -> None:
    """Add the events that arrive now to their receptors, in the order they were sent."""
    bucket = tick & (memory.head.shape[0] - 1)
    event = memory.head[bucket]
    if event < 0:
        return
    while event >= 0:
        terminal = memory.terminal[event]
        _receive(terminal, memory.size[event], memory, cells, terminals)
        following = memory.following[event]
        memory.following[event] = memory.counters[FREE]
        memory.counters[FREE] = event
        memory.counters[FREE_COUNT] += 1
        event = following
    memory.head[bucket] = -1
    memory.tail[bucket] = -1


@spliced
def _receive(
    terminal: int, size: float, memory: Memory, cells: Steps, terminals: Terminals
) -> None:
    """Add an event to each target of its terminal, and wake the blocks that it reaches."""
    first, end = terminals.target_first[terminal], terminals.target_first[terminal + 1]
    for k in range(first, end):
        block = terminals.block[k]
        if block >= 0 and memory.asleep[block] != 0:
            receive_asleep(terminals.target_a[k], size * terminals.weight[k], block, memory, cells)
        else:
            memory.state[terminals.target_a[k]] += size * terminals.weight[k]
    if terminals.single[terminal] == 0:
        for k in range(first, end):
            memory.state[terminals.target_b[k]] += size * terminals.weight[k]
    if terminals.block[first] >= 0:
        memory.met[cells.owner[terminals.block[first]]] += end - first


@spliced
def note_block(
    first_block: int,
    hit: int,
    tick: int,
    memory: Memory,
    cells: Steps,
    bench: Bench,
    output: Output,
) -> None:
    """Write the spikes of one block down; lanes beyond the last cell have none."""
    found = bench.fired[hit]
    first = (first_block + np.int64(found >> np.uint64(8))) * _LANES
    for lane in range(_LANES):
        fires = (found >> np.uint64(lane)) & np.uint64(1)
        if fires != 0 and cells.source[first + lane] >= 0:
            note(cells.source[first + lane], tick, memory, output)


@spliced
def note(source: int, tick: int, memory: Memory, output: Output) -> None:
    """Write a spike down: it carries the tick at the end of its step."""
    count = memory.counters[SPIKES]
    output.spikes[count, 0] = source
    output.spikes[count, 1] = tick + 1
    memory.counters[SPIKES] = count + 1


@spliced
def sort(first: int, end: int, output: Output) -> None:
    """Bring the sources of a step's spikes into order; they mostly are, unless banks interleave."""
    for k in range(first + 1, end):
        source, place = output.spikes[k, 0], k
        while place > first and output.spikes[place - 1, 0] > source:
            output.spikes[place, 0] = output.spikes[place - 1, 0]
            place -= 1
        output.spikes[place, 0] = source


@spliced
def release(source: int, tick: int, memory: Memory, terminals: Terminals) -> None:
    """Send a spike to the terminals of its cell."""
    for terminal in range(terminals.first[source], terminals.first[source + 1]):
        size = memory.state[terminals.release[terminal]]
        if terminals.use[terminal] > 0.0:
            size *= _use_vesicles(terminal, tick, memory, terminals)
        delay = terminals.delay[terminal]
        if terminals.delay_sd[terminal] > 0.0:
            bits = random_bits(terminals.key[terminal], np.uint64(tick))
            delay += terminals.delay_sd[terminal] * normal(bits)
        arrival = tick + 1 + max(0, int(np.floor(delay + 0.5)))
        send(terminal, size, min(arrival, tick + memory.head.shape[0] - 1), memory)


@spliced
def _use_vesicles(terminal: int, tick: int, memory: Memory, terminals: Terminals) -> float:
    """Release at this spike (Tsodyks & Markram), relative to a rested terminal."""
    size, left, utilised = released(
        memory.vesicles[terminal],
        memory.utilised[terminal],
        np.float64(tick - memory.last_use[terminal]),
        terminals.use[terminal],
        terminals.recovery[terminal],
        terminals.facilitation[terminal],
    )
    memory.vesicles[terminal] = left
    memory.utilised[terminal] = utilised
    memory.last_use[terminal] = tick
    return float(size)


@spliced
def send(terminal: int, size: float, arrival: int, memory: Memory) -> None:
    """Append an event to the list of its tick."""
    event = memory.counters[FREE]
    memory.counters[FREE] = memory.following[event]
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
