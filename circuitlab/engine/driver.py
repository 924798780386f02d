"""The loop over steps: events in, populations forward, spikes out.

One call advances from one step to many; Python is paid once a call. Everything the loop changes
is in :class:`Memory`, so a copy of it is a snapshot.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.compiled import LANES, call_step, inlined, kernel
from circuitlab.engine.mechanisms.rates import exp
from circuitlab.engine.noise import normal, random_bits
from circuitlab.engine.plan import Listed, Routes, Terminals

_LANES = np.int64(LANES)

TICK, LISTED_NEXT, FREE, FREE_COUNT, SPIKES = range(5)
"""Places in :attr:`Memory.counters`."""


class Memory(NamedTuple):
    """All that a running simulation changes.

    Attributes
    ----------
    state : (slots,) float64
    counters : tick, next listed spike, first free event, free events, spikes in this call
    head, tail : (ring,) first and last event of each coming tick, −1 where there is none
    following, terminal, size : (events,) a pool of events under way, linked lists by tick
    vesicles, last_use : (terminals,) fraction of vesicles ready after the last spike, and its tick
    routed : (distinct fast sources,) what each gave at the last step
    low, high : (watches,) range since the watch's last column
    """

    state: NDArray[np.float64]
    counters: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    following: NDArray[np.int64]
    terminal: NDArray[np.int64]
    size: NDArray[np.float64]
    vesicles: NDArray[np.float64]
    last_use: NDArray[np.int64]
    routed: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


class Steps(NamedTuple):
    """Compiled steps in the order they are called, by address.

    Attributes
    ----------
    first : (populations + 1,) number of each population's first step
    cells, lane0 : of each population that fires, its size and the slot of its first spike flag
    stride : slots from one block of its lanes to the next
    """

    address: NDArray[np.uint64]
    base: NDArray[np.uint64]
    blocks: NDArray[np.uint64]
    rows: NDArray[np.uint64]
    at: NDArray[np.uint64]
    dt: NDArray[np.float64]
    first: NDArray[np.int64]
    cells: NDArray[np.int64]
    lane0: NDArray[np.int64]
    stride: NDArray[np.int64]


class Watches(NamedTuple):
    """Slots whose range is kept: a column of (lowest, highest) every ``every`` steps."""

    slot: NDArray[np.int64]
    every: NDArray[np.int64]


class Output(NamedTuple):
    """What one call hands out: (spikes, 2) source and tick, (watches, columns, 2) ranges."""

    spikes: NDArray[np.int64]
    columns: NDArray[np.float64]
    written: NDArray[np.int64]


@kernel
def advance(
    steps: int,
    dt: float,
    slow_steps: int,
    memory: Memory,
    cells: Steps,
    stepped: Steps,
    slow: Steps,
    fast_routes: Routes,
    slow_routes: Routes,
    terminals: Terminals,
    listed: Listed,
    watches: Watches,
    output: Output,
) -> int:
    """Advance by up to ``steps`` steps; return how many were done.

    It stops early when the next step could overflow the spikes or the events under way.
    """
    memory.counters[SPIKES] = 0
    output.written[:] = 0
    for done in range(steps):
        if not _has_room(memory, terminals, output):
            return done
        tick = memory.counters[TICK]
        _deliver(tick, memory, terminals)
        if tick % slow_steps == 0:
            _call_all(slow, tick, dt, memory.state)
            _copy_routes(slow_routes, memory.state)
        if stepped.address.shape[0] > 0:
            _call_all(stepped, tick, dt, memory.state)
            if _has_changed(fast_routes, memory):
                _copy_routes(fast_routes, memory.state)
        _fire_listed(tick, memory, terminals, listed, output)
        _step_cells(tick, dt, memory, cells, terminals, output)
        memory.counters[TICK] = tick + 1
        _watch(tick, memory, watches, output)
    return steps


@inlined
def _has_room(memory: Memory, terminals: Terminals, output: Output) -> bool:
    sources = terminals.first.shape[0] - 1
    spikes_left = output.spikes.shape[0] - memory.counters[SPIKES]
    events_left = memory.counters[FREE_COUNT]
    return bool((spikes_left >= 2 * sources) & (events_left >= 2 * terminals.delay.shape[0]))


@inlined
def _deliver(tick: int, memory: Memory, terminals: Terminals) -> None:
    """Add the events that arrive now to their receptors, in the order they were sent."""
    bucket = tick & (memory.head.shape[0] - 1)
    event = memory.head[bucket]
    if event < 0:
        return
    while event >= 0:
        terminal = memory.terminal[event]
        size = memory.size[event]
        for k in range(terminals.target_first[terminal], terminals.target_first[terminal + 1]):
            memory.state[terminals.target_a[k]] += size * terminals.weight[k]
            memory.state[terminals.target_b[k]] += size * terminals.weight[k]
        following = memory.following[event]
        memory.following[event] = memory.counters[FREE]
        memory.counters[FREE] = event
        memory.counters[FREE_COUNT] += 1
        event = following
    memory.head[bucket] = -1
    memory.tail[bucket] = -1


@inlined
def _call_all(steps: Steps, tick: int, dt: float, state: NDArray[np.float64]) -> int:
    hit = np.int64(0)
    for k in range(steps.address.shape[0]):
        hit = call_step(
            steps.address[k],
            np.uint64(state.ctypes.data),
            steps.base[k],
            steps.blocks[k],
            steps.rows[k],
            steps.at[k],
            steps.dt[k],
            tick * dt,
            np.uint64(tick),
        )
    return int(hit)


@inlined
def _has_changed(routes: Routes, memory: Memory) -> bool:
    """Whether what routes copy is another value than at the last step."""
    changed = False
    for k in range(routes.distinct.shape[0]):
        value = memory.state[routes.distinct[k]]
        changed |= value != memory.routed[k]
        memory.routed[k] = value
    return changed


@inlined
def _copy_routes(routes: Routes, state: NDArray[np.float64]) -> None:
    for k in range(routes.cleared.shape[0]):
        state[routes.cleared[k]] = 0.0
    for k in range(routes.source.shape[0]):
        state[routes.target[k]] += routes.gain[k] * state[routes.source[k]]


@inlined
def _fire_listed(
    tick: int, memory: Memory, terminals: Terminals, listed: Listed, output: Output
) -> None:
    following = memory.counters[LISTED_NEXT]
    while following < listed.tick.shape[0] and listed.tick[following] <= tick:
        if listed.tick[following] == tick:
            _fire(listed.source[following], tick, memory, terminals, output)
        following += 1
    memory.counters[LISTED_NEXT] = following


@inlined
def _step_cells(
    tick: int, dt: float, memory: Memory, cells: Steps, terminals: Terminals, output: Output
) -> None:
    """Step every population that can fire; look for its spikes only if it says there are any."""
    source = 0
    for population in range(cells.cells.shape[0]):
        hit = np.int64(0)
        for k in range(cells.first[population], cells.first[population + 1]):
            hit = call_step(
                cells.address[k],
                np.uint64(memory.state.ctypes.data),
                cells.base[k],
                cells.blocks[k],
                cells.rows[k],
                cells.at[k],
                cells.dt[k],
                tick * dt,
                np.uint64(tick),
            )
        if hit != 0:
            for cell in range(cells.cells[population]):
                block = cell // _LANES
                slot = cells.lane0[population] + block * cells.stride[population] + cell % _LANES
                if memory.state[slot] > 0.5:
                    _fire(source + cell, tick, memory, terminals, output)
        source += cells.cells[population]


@inlined
def _fire(source: int, tick: int, memory: Memory, terminals: Terminals, output: Output) -> None:
    """Write a spike down and send it to the terminals of its cell."""
    count = memory.counters[SPIKES]
    output.spikes[count, 0] = source
    output.spikes[count, 1] = tick + 1
    memory.counters[SPIKES] = count + 1
    for terminal in range(terminals.first[source], terminals.first[source + 1]):
        size = memory.state[terminals.release[terminal]]
        if terminals.use[terminal] > 0.0:
            size *= _use_vesicles(terminal, tick, memory, terminals)
        delay = terminals.delay[terminal]
        if terminals.delay_sd[terminal] > 0.0:
            bits = random_bits(terminals.key[terminal], np.uint64(tick))
            delay += terminals.delay_sd[terminal] * normal(bits)
        arrival = tick + 1 + max(0, int(np.floor(delay + 0.5)))
        _send(terminal, size, min(arrival, tick + memory.head.shape[0] - 1), memory)


@inlined
def _use_vesicles(terminal: int, tick: int, memory: Memory, terminals: Terminals) -> float:
    """Vesicles ready at this spike (Tsodyks & Markram), relative to a rested terminal."""
    waited = np.float64(tick - memory.last_use[terminal])
    used = 1.0 - memory.vesicles[terminal]
    ready = 1.0 - used * exp(-waited / terminals.recovery[terminal])
    memory.vesicles[terminal] = ready * (1.0 - terminals.use[terminal])
    memory.last_use[terminal] = tick
    return float(ready)


@inlined
def _send(terminal: int, size: float, arrival: int, memory: Memory) -> None:
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


@inlined
def _watch(tick: int, memory: Memory, watches: Watches, output: Output) -> None:
    """Widen each watch's range by the value after this step; close its column when it is due."""
    for k in range(watches.slot.shape[0]):
        value = memory.state[watches.slot[k]]
        memory.low[k] = min(memory.low[k], value)
        memory.high[k] = max(memory.high[k], value)
        if (tick + 1) % watches.every[k] == 0:
            column = output.written[k]
            output.columns[k, column, 0] = memory.low[k]
            output.columns[k, column, 1] = memory.high[k]
            output.written[k] = column + 1
            memory.low[k] = np.inf
            memory.high[k] = -np.inf


@kernel
def call_all(steps: Steps, tick: int, dt: float, state: NDArray[np.float64]) -> int:
    """Call each of ``steps`` once."""
    return int(_call_all(steps, tick, dt, state))


@kernel
def copy_routes(routes: Routes, state: NDArray[np.float64]) -> None:
    """Clear the inputs that routes lead to, and add up what their sources give."""
    _copy_routes(routes, state)


@kernel
def send(terminal: int, size: float, arrival: int, memory: Memory) -> None:
    """Put an event under way to a terminal's targets, to arrive at a tick."""
    _send(terminal, size, arrival, memory)
