"""The loop over steps: events in, populations forward, spikes out.

One call advances from one step to many; Python is paid once a call. Everything the loop changes
is in :class:`Memory`, so a copy of it is a snapshot.

Cells are stepped in blocks of eight; those that need no stepping sleep, which changes nothing but
the work done (:mod:`circuitlab.engine.resting`).
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.arrays import (
    FREE,
    FREE_COUNT,
    LISTED_NEXT,
    SPIKES,
    TICK,
    Bench,
    Memory,
    Output,
    Reals,
    Steps,
    Watches,
    Wholes,
)
from circuitlab.engine.compiled import LANES, call_step, kernel, spliced
from circuitlab.engine.mechanisms.stimuli import time_in_pulse
from circuitlab.engine.mechanisms.synapses import released
from circuitlab.engine.noise import normal, random_bits
from circuitlab.engine.plan import Listed, Routes, Terminals
from circuitlab.engine.resting import (
    FADING,
    glance,
    is_time_to_look,
    keep_a_copy,
    lay_down,
    list_awake,
    receive_asleep,
    wake,
    weigh_events,
)

_LANES = np.int64(LANES)


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
    bench: Bench,
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
        _deliver(tick, memory, cells, terminals)
        if tick % slow_steps == 0:
            _call_all(slow, tick, dt, memory.state)
            _copy_routes(slow_routes, memory, cells)
        if stepped.address.shape[0] > 0:
            _step_stimuli(stepped, tick, dt, memory)
            if _has_changed(fast_routes, memory):
                _copy_routes(fast_routes, memory, cells)
        if listed.tick.shape[0] > 0:
            _fire_listed(tick, memory, terminals, listed, output)
        _step_cells(tick, dt, memory, cells, terminals, bench, output)
        memory.counters[TICK] = tick + 1
        _watch(tick, memory, cells, watches, bench, output)
    return steps


@spliced
def _has_room(memory: Memory, terminals: Terminals, output: Output) -> bool:
    sources = terminals.first.shape[0] - 1
    spikes_left = output.spikes.shape[0] - memory.counters[SPIKES]
    events_left = memory.counters[FREE_COUNT]
    return bool((spikes_left >= 2 * sources) & (events_left >= 2 * terminals.delay.shape[0]))


@spliced
def _deliver(tick: int, memory: Memory, cells: Steps, terminals: Terminals) -> None:
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
def _call_all(steps: Steps, tick: int, dt: float, state: Reals) -> None:
    """Call steps of units, which never fire and never sleep."""
    for unit in range(steps.cells.shape[0]):
        _call_unit(unit, steps, tick, dt, state)


@spliced
def _step_stimuli(stepped: Steps, tick: int, dt: float, memory: Memory) -> None:
    """Step what changes from step to step; leave out what gives nothing until its next pulse."""
    for unit in range(stepped.cells.shape[0]):
        idle = _is_between_pulses(stepped.pulse, unit, tick * dt, memory.state)
        if not (idle and memory.idle[unit] != 0):
            _call_unit(unit, stepped, tick, dt, memory.state)
        memory.idle[unit] = 1 if idle else 0


@spliced
def _is_between_pulses(pulse: Wholes, unit: int, t: float, state: Reals) -> bool:
    if pulse[unit, 0] < 0:
        return False
    start, width = state[pulse[unit, 0]], state[pulse[unit, 1]]
    period, count = state[pulse[unit, 2]], state[pulse[unit, 3]]
    return bool(time_in_pulse(t, start, width, period, count) < 0.0)


@spliced
def _call_unit(unit: int, steps: Steps, tick: int, dt: float, state: Reals) -> None:
    for k in range(steps.first[unit], steps.first[unit + 1]):
        call_step(
            steps.address[k],
            np.uint64(state.ctypes.data),
            np.uint64(steps.table.ctypes.data) + np.uint64(8 * steps.table_at[k]),
            np.uint64(steps.every.ctypes.data),
            np.uint64(steps.blocks[unit]),
            steps.dt[k],
            tick * dt,
            np.uint64(tick),
            np.uint64(0),
        )


@spliced
def _has_changed(routes: Routes, memory: Memory) -> bool:
    """Whether what routes copy is another value than at the last step."""
    changed = False
    for k in range(routes.distinct.shape[0]):
        value = memory.state[routes.distinct[k]]
        changed |= value != memory.routed[k]
        memory.routed[k] = value
    return changed


@spliced
def _copy_routes(routes: Routes, memory: Memory, cells: Steps) -> None:
    """Add up what the sources give to each target; wake what gets another value."""
    for k in range(routes.target.shape[0]):
        value = 0.0
        for each in range(routes.first[k], routes.first[k + 1]):
            value += routes.gain[each] * memory.state[routes.source[each]]
        if memory.state[routes.target[k]] != value:
            wake(routes.block[k], memory, cells)
            memory.state[routes.target[k]] = value


@spliced
def _fire_listed(
    tick: int, memory: Memory, terminals: Terminals, listed: Listed, output: Output
) -> None:
    following = memory.counters[LISTED_NEXT]
    while following < listed.tick.shape[0] and listed.tick[following] <= tick:
        if listed.tick[following] == tick:
            _fire(listed.source[following], tick, memory, terminals, output)
        following += 1
    memory.counters[LISTED_NEXT] = following


@spliced
def _step_cells(
    tick: int,
    dt: float,
    memory: Memory,
    cells: Steps,
    terminals: Terminals,
    bench: Bench,
    output: Output,
) -> None:
    """Step every population that can fire, and send its spikes."""
    source = 0
    for population in range(cells.cells.shape[0]):
        looking = is_time_to_look(population, tick, memory, cells)
        if looking:
            weigh_events(population, memory, cells)
        if memory.woken[population] != 0:
            list_awake(population, memory, cells)
        if memory.awake_count[population] > 0:
            if looking:
                keep_a_copy(population, memory, cells, bench)
            hits = _step_population(population, tick, dt, memory, cells, bench)
            if looking:
                lay_down(population, memory, cells, bench)
            for k in range(hits):
                _fire_block(
                    source, cells.cells[population], k, tick, memory, terminals, bench, output
                )
        source += cells.cells[population]


@spliced
def _step_population(
    population: int, tick: int, dt: float, memory: Memory, cells: Steps, bench: Bench
) -> int:
    """Step the awake blocks of a population; return in how many a cell fired."""
    first, end = cells.first_block[population], cells.first_block[population + 1]
    last_apart = cells.tail[population] != 0 and memory.asleep[end - 1] == 0
    whole = memory.awake_count[population] - (1 if last_apart else 0)
    hits = np.int64(0)
    for k in range(cells.first[population], cells.first[population + 1]):
        hits = _call(cells.address[k], k, first, whole, 0, tick, dt, memory, cells, bench)
    if last_apart:
        k = cells.first[population]
        address = cells.tail[population]
        hits += _call(address, k, first + whole, 1, hits, tick, dt, memory, cells, bench)
    return int(hits)


@spliced
def _call(
    address: np.uint64,
    call: int,
    listed_at: int,
    count: int,
    fired_at: int,
    tick: int,
    dt: float,
    memory: Memory,
    cells: Steps,
    bench: Bench,
) -> int:
    """Call a compiled step for ``count`` blocks of the list from ``listed_at`` on."""
    return call_step(  # type: ignore[no-any-return]
        address,
        np.uint64(memory.state.ctypes.data),
        np.uint64(cells.table.ctypes.data) + np.uint64(8 * cells.table_at[call]),
        np.uint64(memory.awake.ctypes.data) + np.uint64(8 * listed_at),
        np.uint64(count),
        cells.dt[call],
        tick * dt,
        np.uint64(tick),
        np.uint64(bench.fired.ctypes.data) + np.uint64(8 * fired_at),
    )


@spliced
def _fire_block(
    source: int,
    size: int,
    hit: int,
    tick: int,
    memory: Memory,
    terminals: Terminals,
    bench: Bench,
    output: Output,
) -> None:
    """Send the spikes of one block; lanes beyond the last cell have no spikes."""
    found = bench.fired[hit]
    first = np.int64(found >> np.uint64(8)) * _LANES
    for lane in range(_LANES):
        fires = (found >> np.uint64(lane)) & np.uint64(1)
        if fires != 0 and first + lane < size:
            _fire(source + first + lane, tick, memory, terminals, output)


@spliced
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


@spliced
def _watch(
    tick: int, memory: Memory, cells: Steps, watches: Watches, bench: Bench, output: Output
) -> None:
    """Widen each watch's range by the value after this step; close its column when it is due."""
    for k in range(watches.slot.shape[0]):
        slot, block = watches.slot[k], watches.block[k]
        if block >= 0 and memory.asleep[block] == FADING:
            value = glance(slot, block, memory, cells, bench)
        else:
            value = memory.state[slot]
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
def call_all(steps: Steps, tick: int, dt: float, state: Reals) -> None:
    """Call each of ``steps`` once, for all blocks."""
    _call_all(steps, tick, dt, state)


@kernel
def copy_routes(routes: Routes, memory: Memory, cells: Steps) -> None:
    """Set the inputs that routes lead to to the sums of what their sources give."""
    _copy_routes(routes, memory, cells)


@kernel
def send(terminal: int, size: float, arrival: int, memory: Memory) -> None:
    """Put an event under way to a terminal's targets, to arrive at a tick."""
    _send(terminal, size, arrival, memory)
