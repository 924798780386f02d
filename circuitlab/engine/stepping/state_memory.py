"""Making, growing and carrying over what a simulation remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.numerics import arrays
from circuitlab.engine.numerics.arrays import Memory
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.addresses import same_places
from circuitlab.engine.plan.endings import in_both
from circuitlab.engine.plan.plan import Address, Feeds, Plan, Population, Reals, Slots
from circuitlab.engine.plan.terminal_arrays import LEADS_TO, OWN, PART, STEPS_BITS, Terminals
from circuitlab.engine.recipes.populations import Clock

Send = Callable[..., object]
_EVENTS_AT_LEAST = 1024
_POOL = ("following", "terminal", "size")
"""Arrays of events under way."""
_RING_AT_LEAST = 64
_SPREAD = 8.0
"""Delays are drawn up to so many standard deviations above their mean; the ring has room for it."""


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """The whole state of a simulation between two steps.

    Attributes
    ----------
    memory : a copy; of the ring of ticks only those at which events arrive, of the pool of events
        what was used
    ticks : their places in the ring
    ring, events : lengths of the ring and of the pool
    """

    memory: Memory
    ticks: NDArray[np.int64]
    ring: int
    events: int

    @classmethod
    def of(cls, memory: Memory) -> Snapshot:
        """Copy a memory as it is now."""
        ticks, used = np.flatnonzero(memory.head >= 0), int(memory.counters[arrays.USED])
        short = memory._replace(head=memory.head[ticks], tail=memory.tail[ticks])
        short = short._replace(**{name: getattr(memory, name)[:used] for name in _POOL})
        return cls(copied(short), ticks, len(memory.head), len(memory.terminal))

    def whole(self) -> Memory:
        """A memory to go on with."""
        head, tail = np.full((2, self.ring), -1, np.int64)
        head[self.ticks], tail[self.ticks] = self.memory.head, self.memory.tail
        whole = copied(self.memory._replace(head=head, tail=tail))
        return _with_room(whole, self.events)

    @property
    def nbytes(self) -> int:
        """Bytes that are kept as long as it is."""
        return self.ticks.nbytes + sum(part.nbytes for part in self.memory)


def new_memory(plan: Plan) -> Memory:
    """Memory of a plan at its start: nothing under way, vesicles full."""
    terminals = plan.terminals.terminals
    ring = _ring_length(plan)
    events = int(plan.terminals.room[0]) + max(_EVENTS_AT_LEAST, terminals // 2)
    counters = np.zeros(arrays.ASLEEP + 1, np.int64)
    counters[arrays.FREE], counters[arrays.FREE_COUNT] = -1, events
    pools = len(plan.terminals.begins) - 1 if plan.terminals.tires else 0
    return Memory(
        state=_aligned(plan.state),
        counters=counters,
        head=np.full(ring, -1, np.int64),
        tail=np.full(ring, -1, np.int64),
        following=np.zeros(events, np.int32),
        terminal=np.zeros(events, np.int32),
        size=np.zeros(events),
        vesicles=np.ones(pools),
        utilised=np.zeros(pools),
        last_use=np.zeros(pools, np.int64),
        fed=np.full(len(plan.fast.distinct), np.nan),
        low=np.zeros(0),
        high=np.zeros(0),
        awake=np.zeros(plan.first_block[-1], np.uint64),
        awake_count=np.zeros(len(plan.banks), np.int64),
        asleep=np.zeros(plan.first_block[-1], np.uint8),
        woken=np.ones(len(plan.banks), np.uint8),
        since=np.zeros(plan.first_block[-1] * LANES, np.int64),
        met=np.zeros(len(plan.banks), np.int64),
        seldom=np.zeros(len(plan.banks), np.uint8),
        idle=np.zeros(len(plan.on(Clock.STEP)), np.uint8),
        patience=np.ones(len(plan.banks), np.int64),
    )


def copied(memory: Memory) -> Memory:
    """A copy of all arrays."""
    twin = Memory._make(part.copy() for part in memory)
    return twin._replace(state=_aligned(memory.state))


def looked_at(memory: Memory) -> Memory:
    """A copy of what can be seen: without events under way."""
    nothing = {name: getattr(memory, name)[:0] for name in ("head", "tail", *_POOL)}
    return copied(memory._replace(**nothing))


def with_more_events(memory: Memory) -> Memory:
    """The same memory with room for twice as many events under way."""
    events, counters = len(memory.terminal), memory.counters.copy()
    counters[arrays.FREE_COUNT] += events
    return _with_room(memory._replace(counters=counters), 2 * events)


def _with_room(memory: Memory, events: int) -> Memory:
    """A memory with a pool of so many events; room that was never used takes no memory."""
    used = int(memory.counters[arrays.USED])
    longer = {name: np.zeros(events, getattr(memory, name).dtype) for name in _POOL}
    for name, values in longer.items():
        values[:used] = getattr(memory, name)[:used]
    return memory._replace(**longer)


def carry_over(before: Plan, old: Memory, plan: Plan, new: Memory, send: Send) -> Memory:
    """What two plans have in common keeps its state; events survive where their terminal does.

    Parameters
    ----------
    send : puts an event under way to a terminal's targets: the driver's `send_event`
    """
    _carry_state(before, old.state, plan, new.state)
    jump(before, plan, new.state)
    tick = int(old.counters[arrays.TICK])
    new.counters[arrays.TICK] = tick
    passed = tick if tick > 0 else -1  # what is at time 0 comes with the first step
    new.counters[arrays.LISTED_NEXT] = np.searchsorted(plan.listed.tick, passed, side="right")
    return _carry_terminals(before, old, plan, new, send)


def is_carried_over(before: Plan, population: Population) -> bool:
    """Whether every gate of every cell of a population was there before."""
    return all(
        len(before.address.get((use.element, use.mechanism, gate), ())) >= population.cells.size
        for use in population.cells.uses
        for gate in MECHANISMS[use.mechanism].gates
    )


def jump(before: Plan, plan: Plan, state: Reals) -> None:
    """Set the states that follow a value at once, where that value is another now."""
    for address in {*before.jumps, *plan.jumps}:
        old = before.jumps.get(address, 0.0)
        new = plan.jumps.get(address, None if old is None else 0.0)
        if new is not None and new != old and address in plan.address:
            state[plan.address[address]] = new


def same_structure(plan: Plan, other: Plan) -> bool:
    """Whether two plans differ in values only, so that one's state fits the other."""
    if plan.address is other.address:
        return True
    return (
        same_places(plan, other)
        and plan.pool_owners.is_like(other.pool_owners)
        and _join_alike(plan.fast, other.fast)
        and _join_alike(plan.always, other.always)
        and _join_alike(plan.slow, other.slow)
        and _join_alike(plan.sensed, other.sensed)
        and all(map(np.array_equal, plan.listed, other.listed))
        and all(map(np.array_equal, plan.curves, other.curves))
        and _lead_alike(plan.terminals, other.terminals)
        and _ring_length(plan) == _ring_length(other)
    )


def _join_alike(feeds: Feeds, others: Feeds) -> bool:
    """Whether feeds join the same places; how much they carry is a value."""
    pairs = zip(feeds._replace(gain=others.gain), others, strict=True)
    return all(np.array_equal(*pair) for pair in pairs)


def _lead_alike(terminals: Terminals, others: Terminals) -> bool:
    """Whether every terminal has the same targets; how long it takes there is a value."""
    ways = ((each.begins, each.own[LEADS_TO::OWN], each.target_a) for each in (terminals, others))
    return all(map(np.array_equal, *ways))


def _carry_state(before: Plan, old: Reals, plan: Plan, new: Reals) -> None:
    """States go over; what was driven and is so no longer ends."""
    undriven = np.ones(len(new), bool)
    for feeds in (plan.fast, plan.always, plan.slow, plan.sensed):
        undriven[feeds.target] = False
    sources, targets, inputs = ([np.zeros(0, np.int64)] for _each in range(3))
    for key, slots in plan.address.items():
        _element, mechanism, row = key
        if key not in before.address or not _is_kept(mechanism, row):
            continue
        source = before.address[key]
        olds, news = _alike(before, plan, key)
        sources.append(source[olds])
        targets.append(slots[news])
        if _is_input(mechanism, row):
            inputs.append(slots)
    new[np.concatenate(targets)] = old[np.concatenate(sources)]
    given = np.concatenate(inputs)
    new[given[undriven[given]]] = 0.0


def _alike(before: Plan, plan: Plan, key: Address) -> tuple[Slots, Slots]:
    """Places, before and now, of what a row has both times: cells by number, boutons by fibre."""
    element, mechanism, _row = key
    if (element, mechanism) in plan.endings:
        return in_both(
            before.endings.get((element, mechanism), ()), plan.endings[element, mechanism]
        )
    both = np.arange(min(len(before.address[key]), len(plan.address[key])))
    return both, both


def _is_kept(mechanism: str, row: str) -> bool:
    return not mechanism or row in MECHANISMS[mechanism].states or _is_input(mechanism, row)


def _is_input(mechanism: str, row: str) -> bool:
    return row in MECHANISMS[mechanism].inputs if mechanism else row == "current"


def _carry_terminals(before: Plan, old: Memory, plan: Plan, new: Memory, send: Send) -> Memory:
    partner = before.pool_owners.partners(plan.pool_owners)
    if len(old.vesicles) and len(new.vesicles):
        was = np.flatnonzero(partner >= 0)
        for name in ("vesicles", "utilised", "last_use"):
            getattr(new, name)[partner[was]] = getattr(old, name)[was]
    places = _partners_of_terminals(before.terminals, plan.terminals, partner)
    for arrival, event in _events_under_way(old):
        now = int(places[old.terminal[event]])
        if now >= 0:
            if new.counters[arrays.FREE_COUNT] == 0:
                new = with_more_events(new)
            last = int(old.counters[arrays.TICK]) + len(new.head) - 1
            send(now, old.size[event], min(arrival, last), new)
    return new


def _partners_of_terminals(before: Terminals, after: Terminals, partner: Slots) -> Slots:
    """(terminals before,) number of each now, or −1: those of a pool in their order."""
    pool = before.pool_of
    now = np.append(partner, -1)[pool]
    place = np.arange(len(pool)) - before.begins[pool]
    length = np.append(np.diff(after.begins), 0)[now]
    return np.where((now >= 0) & (place < length), after.begins[now] + place, -1)


def _events_under_way(memory: Memory) -> Iterator[tuple[int, int]]:
    """(tick of arrival, place in the pool) in the order of arrival and sending."""
    tick, ring = int(memory.counters[arrays.TICK]), len(memory.head)
    for arrival in range(tick, tick + ring):
        event = int(memory.head[arrival % ring])
        while event >= 0:
            yield arrival, event
            event = int(memory.following[event])


def _ring_length(plan: Plan) -> int:
    """A power of two that is longer than the longest delay that can be drawn."""
    terminals = plan.terminals
    needed = int(terminals.own[PART::OWN].max(initial=0) >> STEPS_BITS) + 3
    if len(terminals.mean):
        longest = terminals.delay + _SPREAD * terminals.delay_sd
        needed = int(longest.max(initial=0.0)) + 3
    return int(2 ** np.ceil(np.log2(max(needed, _RING_AT_LEAST))))


def _aligned(values: Reals) -> Reals:
    """A copy that begins with a cache line, so that no block straddles one more than it must."""
    room = np.empty(len(values) + LANES)
    shift = -room.ctypes.data % (8 * LANES) // 8
    copy = room[shift : shift + len(values)]
    copy[:] = values
    return copy
