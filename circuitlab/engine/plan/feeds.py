"""Feeds: what one population's rows add to another's inputs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import numpy as np

from circuitlab.engine.building import passed
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import STEPPED
from circuitlab.engine.plan.addresses import blocks_of, rows_of
from circuitlab.engine.plan.grouping import by_number
from circuitlab.engine.plan.plan import Bank, Feeds, Population, Reals, Short, Slots, banks_of
from circuitlab.engine.plan.row_layout import Place
from circuitlab.engine.recipes.gathering import gathered
from circuitlab.engine.recipes.populations import Clock, Feed
from circuitlab.engine.recipes.states_and_inputs import VOLTAGE

_MANY = 1 << 16
"""Copies from which on counting is quicker than comparing."""

_PER_COPY = 4.0
"""What else is done with each, beside putting it in order, in numbers that are worked through."""

Copies = tuple[Slots, Slots, Reals]
"""(source slot, target slot, gain) of single copies."""


def make_feeds(
    feeds: Iterable[Feed], populations: Sequence[Population], cell_by_cell: Container[str] = ()
) -> tuple[Feeds, Feeds, Feeds, Feeds]:
    """Feeds as copies between slots: of stimuli, of boutons, of every millisecond, and of voltages.

    What stimuli give is looked at in every step, what boutons give is another in every step, and
    voltages are sensed before either is stepped.

    Parameters
    ----------
    cell_by_cell : elements that act on each cell in its own way, even where there is only one
    """
    rows = rows_of(populations)
    stepped = {p.cells.element for p in populations if p.cells.clock is Clock.STEP}
    fast: list[Copies] = []
    always: list[Copies] = []
    slow: list[Copies] = []
    sensed: list[Copies] = []
    for feed in feeds:
        source = rows.get((feed.source.element, feed.source.mechanism, feed.source.name))
        target = rows.get((feed.target.element, feed.target.mechanism, feed.target.name))
        if source is None or target is None:
            continue
        each = feed.target.name in STEPPED and feed.source.element in stepped
        own = feed.source.element in cell_by_cell
        copies = fast if each else sensed if _is_sensed(feed, target[0]) else slow
        copies = always if _is_always_new(source[0]) else copies
        copies.append(_matched(source, target, feed, own))
    banks = banks_of(p for p in populations if p.cells.spiking)
    return (
        _feeds_of(fast, banks),
        _feeds_of(always, banks),
        _feeds_of(slow, banks),
        _feeds_of(sensed, banks),
    )


def _is_sensed(feed: Feed, receiving: Population) -> bool:
    """Whether a voltage is fed to a unit that follows it from step to step."""
    stepped = receiving.cells.clock is Clock.STEP and not receiving.cells.spiking
    return stepped and (feed.source.mechanism, feed.source.name) == VOLTAGE


def _is_always_new(population: Population) -> bool:
    """Whether it is no cell, and moves in every step by what spikes have brought it."""
    reached = any(MECHANISMS[use.mechanism].events for use in population.cells.uses)
    stepped = population.cells.clock is Clock.STEP and not population.cells.spiking
    return stepped and reached


def nearest(places: int, others: int) -> Slots:
    """(others,) the place, of so many in a row, that lies nearest to each of the others."""
    return ((np.arange(others) + 0.5) * places / others).astype(np.int64)


def _matched(
    source: tuple[Population, Place], target: tuple[Population, Place], feed: Feed, own: bool
) -> Copies:
    """Pair by pair where pairs are given, else each cell from its like or from the nearest.

    What all cells share, or one cell has, takes the mean of all sources; where each source acts
    on its ``own`` cells, the nearest. Pairs that end on one cell all count in full.
    """
    (sending, given), (receiving, taken) = source, target
    sources = sending.slots_of(given)
    if feed.pairs is not None and (len(feed.pairs[0]) or receiving.cells.size > 1):
        sources, targets = sources[feed.pairs[0]], receiving.slots_of(taken)[feed.pairs[1]]
        return sources, targets, np.broadcast_to(feed.gain, len(targets))
    if receiving.cells.size > 1 and not receiving.layout.is_shared(taken):
        targets = receiving.slots_of(taken)
        sources = sources[nearest(len(sources), len(targets))]
        return sources, targets, np.full(len(targets), feed.gain)
    targets = receiving.written_slots_of(taken)
    sources = sources[nearest(len(sources), 1)] if own else sources
    each = np.full(len(sources) * len(targets), feed.gain / len(sources))
    return np.tile(sources, len(targets)), np.repeat(targets, len(sources)), each


def _feeds_of(copies: Sequence[Copies], banks: Sequence[Bank]) -> Feeds:
    """Copies in the order of their targets; those to one target in the order of the feeds."""
    none = np.zeros(0, np.int64)
    sources = np.concatenate([none, *(source for source, _target, _gain in copies)])
    targets = np.concatenate([none, *(target for _source, target, _gain in copies)])
    gains = np.concatenate([np.zeros(0), *(gain for _source, _target, gain in copies)])
    order = _in_order(targets)
    passed(_PER_COPY * len(order))
    sources, sorted_targets = gathered(sources, order), gathered(targets, order)
    first = np.flatnonzero(np.diff(sorted_targets, prepend=-1))
    target = sorted_targets[first]
    return Feeds(
        target=target,
        first=np.append(first, len(order)).astype(np.int64),
        source=sources,
        gain=gathered(gains, order),
        distinct=_distinct(sources),
        block=blocks_of(banks, target),
    )


def _in_order(slots: Slots) -> Slots | Short:
    """The order of slots, those of equal ones as they stand; junctions may have millions."""
    return np.argsort(slots, kind="stable") if len(slots) < _MANY else by_number(slots)


def _distinct(slots: Slots) -> Slots:
    """Slots in rising order, each once."""
    if len(slots) < _MANY:
        return np.unique(slots)
    is_there = np.zeros(int(slots.max()) + 1, bool)
    is_there[slots] = True
    return np.flatnonzero(is_there)
