"""The arrays that kernels work on, in named tuples: what moves, what is stepped, what comes out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Wholes = NDArray[np.int64]
Numbers = NDArray[np.uint64]
Flags = NDArray[np.uint8]
Short = NDArray[np.int32]

TICK, LISTED_NEXT, FREE, FREE_COUNT, SPIKES, STRAYED, USED, ASLEEP = range(8)
"""Places in :attr:`Memory.counters`."""
ANY_CELL_MV, WITH_CHANNELS_MV = (-150.0, 150.0), (-130.0, 100.0)
"""Lowest and highest voltage that make sense in a cell, and where ion channels make its spikes."""


class Memory(NamedTuple):
    """All that a running simulation changes.

    Attributes
    ----------
    state : (slots,) float64
    counters : tick, next listed spike, first free place of an event that was used before, or −1,
        free events, spikes in this call, 1 where this call ended because a voltage left its range,
        events that were ever used, and blocks that are not stepped
    head, tail : (ring,) first and last event of each coming tick, −1 where there is none
    following, terminal, size : (events,) a pool of events under way, linked lists by tick; what was
        never used of it takes no memory
    vesicles, utilised, last_use : (pools,) fraction of vesicles ready after the last spike, the
        fraction that it used, and its tick; none where no synapse tires
    fed : (distinct fast sources,) what each gave at the last step
    low, high : (watches,) range since the watch's last column
    awake, awake_count : blocks that are stepped, in order, from each bank's first place on
    asleep : (blocks,) whether a block is stepped: see :mod:`circuitlab.engine.stepping.resting`
    woken : (banks,) 1 where the list of blocks is behind the flags
    since : (blocks × lanes,) tick up to which the state of a fading cell holds
    met, seldom : (banks,) events since the last look, and 1 where they are few
    idle : (stepped units,) 1 where a stimulus gives nothing until its next pulse
    patience : (banks,) looks let pass until the next: the longer, the less was found
    """

    state: Reals
    counters: Wholes
    head: Wholes
    tail: Wholes
    following: Short
    terminal: Short
    size: Reals
    vesicles: Reals
    utilised: Reals
    last_use: Wholes
    fed: Reals
    low: Reals
    high: Reals
    awake: Numbers
    awake_count: Wholes
    asleep: Flags
    woken: Flags
    since: Wholes
    met: Wholes
    seldom: Flags
    idle: Flags
    patience: Wholes


class Steps(NamedTuple):
    """Compiled steps in the order they are called, by address.

    Attributes
    ----------
    table, table_at : places of rows, and where each call's begin
    dt : (calls,) the step that each is given
    first : (banks + 1,) number of each bank's first call
    cells, blocks : (banks,) sizes
    first_block : (banks + 1,) number of each bank's first block, counted over all
    owner : (blocks,) the bank of each block
    tail : address of each bank's step of the last block, 0 if it is like the others
    own, stride : slot of each bank's own rows, and slots from block to block
    restless : 1 where a step depends on time, so that no block may sleep
    closed_at : where in the table a bank's rows of the closed form begin, −1 if it has none
    pulse : (units, 4) slots of start, width, period and count of what gives nothing between
        pulses, −1 for all else
    every : numbers of blocks from 0 on
    source : (blocks × lanes,) number of the cell in each lane among all sources, −1 for none
    several : (banks, 4) of sources that may fire more than once a step, slot and stride of their
        keys and of the mean number a step; −1 for all else
    """

    address: Numbers
    table: Numbers
    table_at: Wholes
    dt: Reals
    first: Wholes
    cells: Wholes
    blocks: Wholes
    first_block: Wholes
    owner: Wholes
    tail: Numbers
    own: Wholes
    stride: Wholes
    restless: Flags
    closed_at: Wholes
    pulse: Wholes
    every: Numbers
    source: Wholes
    several: Wholes


class Ranges(NamedTuple):
    """Where each bank's voltages stand, slots from block to block, and the range that they keep."""

    slot: Wholes
    stride: Wholes
    low: Reals
    high: Reals


class Bench(NamedTuple):
    """Room to work in: blocks that fired in a call, and a copy of what may be at rest."""

    fired: Numbers
    before: Wholes


class Watches(NamedTuple):
    """Slots whose range is kept: a column of (lowest, highest) every ``every`` steps.

    Attributes
    ----------
    block : the block that each lies in, or −1
    """

    slot: Wholes
    every: Wholes
    block: Wholes


class Output(NamedTuple):
    """What one call hands out: (spikes, 3) source, tick and count, (watches, columns, 2) ranges."""

    spikes: Wholes
    columns: Reals
    written: Wholes
