"""The loop over steps: events in, populations forward, spikes out.

One call advances from one step to many; Python is paid once a call. Everything the loop changes
is in :class:`Memory`, so a copy of it is a snapshot.

Cells are stepped in blocks of eight; those that need no stepping sleep, which changes nothing but
the work done (:mod:`circuitlab.engine.stepping.resting`).
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.stimuli import time_in_pulse
from circuitlab.engine.numerics.arrays import (
    FREE_COUNT,
    LISTED_NEXT,
    SPIKES,
    STRAYED,
    TICK,
    Bench,
    Memory,
    Output,
    Ranges,
    Reals,
    Steps,
    Watches,
    Wholes,
)
from circuitlab.engine.numerics.jit import call_step, kernel, spliced
from circuitlab.engine.plan.plan import Curves, Feeds, Listed
from circuitlab.engine.plan.terminal_arrays import Terminals
from circuitlab.engine.stepping.played_curves import follow_curves
from circuitlab.engine.stepping.resting import (
    FADING,
    glance,
    is_in_range,
    is_time_to_look,
    keep_a_copy,
    lay_down,
    list_awake,
    wake,
    weigh_events,
)
from circuitlab.engine.stepping.spike_delivery import (
    deliver,
    expect_release,
    note,
    note_block,
    release,
    send,
    sort,
)

RANGES_EVERY = 8
"""Milliseconds of model time from one look at the voltages' ranges to the next."""


@kernel
def advance(
    steps: int,
    dt: float,
    slow_steps: int,
    memory: Memory,
    cells: Steps,
    stepped: Steps,
    slow: Steps,
    fast_feeds: Feeds,
    always_feeds: Feeds,
    slow_feeds: Feeds,
    sensed_feeds: Feeds,
    terminals: Terminals,
    listed: Listed,
    curves: Curves,
    watches: Watches,
    ranges: Ranges,
    bench: Bench,
    output: Output,
) -> int:
    """Advance by up to ``steps`` steps; return how many were done.

    It stops early when the next step could overflow the spikes or the events under way, and when
    a voltage has left its range at one of the ticks at which that is looked at.
    """
    memory.counters[SPIKES] = 0
    memory.counters[STRAYED] = 0
    output.written[:] = 0
    for done in range(steps):
        if not _has_room(memory, terminals, output):
            return done
        tick = memory.counters[TICK]
        if listed.tick.shape[0] > 0:
            _fire_listed(tick + 1, memory, terminals, listed, output)
        deliver(tick, memory, cells, terminals)
        if tick % slow_steps == 0:
            _call_all(slow, tick, dt, memory.state)
            _copy_feeds(slow_feeds, memory, cells)
        if stepped.address.shape[0] > 0:
            if sensed_feeds.target.shape[0] > 0:
                _copy_feeds(sensed_feeds, memory, cells)
            moved = _step_stimuli(stepped, tick, dt, memory)
            follow_curves(curves, memory.state)
            if (moved or curves.phase.shape[0] > 0) and _has_changed(fast_feeds, memory):
                _copy_feeds(fast_feeds, memory, cells)
            _copy_feeds(always_feeds, memory, cells)
        _step_cells(tick, dt, memory, cells, terminals, ranges, bench, output)
        memory.counters[TICK] = tick + 1
        _watch(tick, memory, cells, watches, bench, output)
        if (tick + 1) % (RANGES_EVERY * slow_steps) == 0 and _have_strayed(memory, cells, ranges):
            memory.counters[STRAYED] = 1
            return done + 1
    return steps


@spliced
def _has_room(memory: Memory, terminals: Terminals, output: Output) -> bool:
    sources = terminals.pool.shape[0] - 1
    spikes_left = output.spikes.shape[0] - memory.counters[SPIKES]
    events_left = memory.counters[FREE_COUNT]
    return bool((spikes_left >= 2 * sources) & (events_left >= terminals.room[0]))


@spliced
def _have_strayed(memory: Memory, cells: Steps, ranges: Ranges) -> bool:
    """Whether the voltage of a cell is not a number in its range; those that sleep keep to it."""
    strayed = False
    for bank in range(cells.cells.shape[0]):
        first = cells.first_block[bank]
        for k in range(memory.awake_count[bank]):
            block = np.int64(memory.awake[first + k])
            strayed |= not is_in_range(bank, block, memory, cells, ranges)
    return bool(strayed)


@spliced
def _call_all(steps: Steps, tick: int, dt: float, state: Reals) -> None:
    """Call steps of units, which never fire and never sleep."""
    for unit in range(steps.cells.shape[0]):
        _call_unit(unit, steps, tick, dt, state)


@spliced
def _step_stimuli(stepped: Steps, tick: int, dt: float, memory: Memory) -> bool:
    """Step what changes from step to step; leave out what gives nothing until its next pulse.

    Returns whether any was stepped.
    """
    moved = False
    for unit in range(stepped.cells.shape[0]):
        idle = _is_between_pulses(stepped.pulse, unit, tick * dt, memory.state)
        if not (idle and memory.idle[unit] != 0):
            _call_unit(unit, stepped, tick, dt, memory.state)
            moved = True
        memory.idle[unit] = 1 if idle else 0
    return moved


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
def _has_changed(feeds: Feeds, memory: Memory) -> bool:
    """Whether what feeds copy is another value than at the last step."""
    changed = False
    for k in range(feeds.distinct.shape[0]):
        value = memory.state[feeds.distinct[k]]
        changed |= value != memory.fed[k]
        memory.fed[k] = value
    return changed


@spliced
def _copy_feeds(feeds: Feeds, memory: Memory, cells: Steps) -> None:
    """Add up what the sources give to each target; wake what gets another value."""
    for k in range(feeds.target.shape[0]):
        value = 0.0
        for each in range(feeds.first[k], feeds.first[k + 1]):
            value += feeds.gain[each] * memory.state[feeds.source[each]]
        if memory.state[feeds.target[k]] != value:
            wake(feeds.block[k], memory, cells)
            memory.state[feeds.target[k]] = value


@spliced
def _fire_listed(
    until: int, memory: Memory, terminals: Terminals, listed: Listed, output: Output
) -> None:
    """Send the spikes that are listed up to the end of a step, in the first from time 0 on."""
    following = memory.counters[LISTED_NEXT]
    while following < listed.tick.shape[0] and listed.tick[following] <= until:
        at, source = listed.tick[following], listed.source[following]
        note(source, at, listed.together[following], memory, output)
        release(source, at, listed.together[following], memory, terminals)
        following += 1
    memory.counters[LISTED_NEXT] = following


@spliced
def _step_cells(
    tick: int,
    dt: float,
    memory: Memory,
    cells: Steps,
    terminals: Terminals,
    ranges: Ranges,
    bench: Bench,
    output: Output,
) -> None:
    """Step every bank that can fire; send its cells' spikes in the order of the cells."""
    first, fired_in = memory.counters[SPIKES], 0
    for bank in range(cells.cells.shape[0]):
        looking = is_time_to_look(bank, tick, memory, cells)
        if looking:
            weigh_events(bank, memory, cells)
        if memory.woken[bank] != 0:
            list_awake(bank, memory, cells)
        if memory.awake_count[bank] > 0:
            if looking:
                keep_a_copy(bank, memory, cells, bench)
            hits = _step_bank(bank, tick, dt, memory, cells, bench)
            if looking:
                lay_down(bank, hits, memory, cells, ranges, bench)
            for k in range(hits):
                note_block(bank, k, tick, memory, cells, bench, output)
            fired_in += 1 if hits > 0 else 0
    if fired_in > 1:
        sort(first, memory.counters[SPIKES], output)
    end = memory.counters[SPIKES]
    for spike in range(first, end):
        expect_release(output.spikes[spike, 0], terminals)
    for spike in range(first, end):
        release(output.spikes[spike, 0], tick + 1, output.spikes[spike, 2], memory, terminals)


@spliced
def _step_bank(bank: int, tick: int, dt: float, memory: Memory, cells: Steps, bench: Bench) -> int:
    """Step the awake blocks of a bank; return in how many a cell fired."""
    first, end = cells.first_block[bank], cells.first_block[bank + 1]
    last_apart = cells.tail[bank] != 0 and memory.asleep[end - 1] == 0
    whole = memory.awake_count[bank] - (1 if last_apart else 0)
    hits = np.int64(0)
    for k in range(cells.first[bank], cells.first[bank + 1]):
        hits = _call(cells.address[k], k, first, whole, 0, tick, dt, memory, cells, bench)
    if last_apart:
        k = cells.first[bank]
        address = cells.tail[bank]
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
def copy_feeds(feeds: Feeds, memory: Memory, cells: Steps) -> None:
    """Set the inputs that feeds lead to to the sums of what their sources give."""
    _copy_feeds(feeds, memory, cells)


@kernel
def send_event(terminal: int, size: float, arrival: int, memory: Memory) -> None:
    """Put an event under way to a terminal's targets, to arrive at a tick."""
    send(terminal, size, arrival, memory)
