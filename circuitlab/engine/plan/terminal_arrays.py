"""The arrays of terminals, as they are compiled into kernels: what a spike and an event look up.

Of connections there may be millions, and with a delay each they have as many terminals. What is
read together of one terminal lies side by side in two words, and four terminals lie in a line of
the processor's cache: with an array for each of its numbers, a spike waits for as many far lines as
there are arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int64]
Reals = NDArray[np.float64]
Short = NDArray[np.int32]
"""Slots, blocks or cells of connections, of which there may be millions: half as long."""

OWN, LEADS_TO, PART = 2, 0, 1
"""Words of a terminal, and the place of each: number of its first target and of its targets; number
of its bundle, whether its targets have one weight, and steps to where it arrives."""
COUNT_BITS, FIRST_MASK = 36, (1 << 36) - 1
"""Of the first word, how far up the number of targets stands, and where that of the first is."""
STEPS_BITS, EVEN_BIT, BUNDLE_MASK = 32, 31, (1 << 31) - 1
"""Of the second word, how far up the steps stand, which bit tells of one weight, and where the
bundle's number is."""
SHARED, RELEASE, DELAY_SD, USE, RECOVERY, FACILITATION, DOUBLE, LEADS = 8, 0, 1, 2, 3, 4, 5, 6
"""Numbers of a bundle of terminals: slot of the release factor, spread of the delay (steps),
Tsodyks–Markram utilisation and time constants (steps), 1 where targets have second slots, and the
block that the first target lies in, or −1."""
_AT_A_TIME = 1 << 16


class Terminals(NamedTuple):
    """Groups of synaptic targets that share a source, a delay and a pool of vesicles.

    The terminals of one cell under one element release together: they share their pool, too.

    Attributes
    ----------
    pool : (sources + 1,) number of each source's first pool
    begins : (pools + 1,) number of each pool's first terminal
    own : (terminals × OWN,) words of each terminal
    shared : (bundles × SHARED,) numbers of those that one population has under one element
    mean, key : (terminals,) delay in steps and (pools,) random numbers, where any delay is drawn
        anew for each spike; else none
    target_a, target_b, weight : slots that an event is added to, and its size; no second slots
        where no terminal has any
    block : number of the block of cells that each target lies in, or −1
    room : (1,) events that may be sent in one step
    """

    pool: Slots
    begins: Slots
    own: Slots
    shared: Reals
    mean: Reals
    key: NDArray[np.uint64]
    target_a: Short
    target_b: Short
    weight: Reals
    block: Short
    room: Slots

    @property
    def terminals(self) -> int:
        """How many there are."""
        return len(self.own) // OWN

    @property
    def tires(self) -> bool:
        """Whether spikes use vesicles of any terminal; else these never move."""
        return bool(self.shared[USE::SHARED].any())

    @property
    def target_first(self) -> Slots:
        """(terminals + 1,) number of each one's first target, and where the last one's end."""
        return np.append(self.own[LEADS_TO::OWN] & FIRST_MASK, len(self.target_a))

    @property
    def delay(self) -> Reals:
        """(terminals,) steps; the mean where delays are drawn anew for each spike."""
        whole = (self.own[PART::OWN] >> STEPS_BITS).astype(np.float64)
        return np.where(self.delay_sd > 0.0, self.mean, whole) if len(self.mean) else whole

    @property
    def even(self) -> NDArray[np.bool_]:
        """(terminals,) whether all targets of a terminal have one weight."""
        return (self.own[PART::OWN] >> EVEN_BIT & 1).astype(bool)

    @property
    def bundle(self) -> Slots:
        """(terminals,) which numbers it shares."""
        return self.own[PART::OWN] & BUNDLE_MASK

    @property
    def first(self) -> Slots:
        """(sources + 1,) number of each source's first terminal."""
        return self.begins[self.pool]

    @property
    def pool_of(self) -> Slots:
        """(terminals,) the pool whose vesicles it releases."""
        return np.repeat(np.arange(len(self.begins) - 1), np.diff(self.begins))

    @property
    def release(self) -> Slots:
        """(terminals,) slot of the release factor."""
        return self._of_bundle(RELEASE).astype(np.int64)

    @property
    def delay_sd(self) -> Reals:
        """(terminals,) steps: where it is 0 delays are not drawn."""
        return self._of_bundle(DELAY_SD)

    @property
    def use(self) -> Reals:
        """(terminals,) fraction of vesicles that a spike takes; with 0 a synapse never tires."""
        return self._of_bundle(USE)

    @property
    def recovery(self) -> Reals:
        """(terminals,) time constant, steps."""
        return self._of_bundle(RECOVERY)

    @property
    def facilitation(self) -> Reals:
        """(terminals,) time constant, steps; far below one there is none."""
        return self._of_bundle(FACILITATION)

    def _of_bundle(self, number: int) -> Reals:
        return self.shared[number::SHARED][self.bundle]


def write_own(
    own: Slots,
    at: slice | Short | Slots,
    first: Slots,
    count: NDArray[Any],
    steps: NDArray[Any],
    bundle: int,
) -> None:
    """Write the words of some terminals of a bundle; what their weights are comes later.

    Parameters
    ----------
    own : (terminals × OWN,)
    at : which of them
    first, count, steps : of each, number of its first target and of its targets, and its delay
    """
    words = own.reshape(-1, OWN)
    words[at, LEADS_TO] = (count.astype(np.int64) << COUNT_BITS) | first
    words[at, PART] = (steps.astype(np.int64) << STEPS_BITS) | bundle


def mark_even(own: Slots, weight: Reals) -> None:
    """Mark the terminals all of whose targets have one weight; all targets are in their order."""
    words = own.reshape(-1, OWN)
    for at in range(0, len(words), _AT_A_TIME):
        some = words[at : at + _AT_A_TIME]
        first = some[:, LEADS_TO] & FIRST_MASK
        end = int(first[-1] + (some[-1, LEADS_TO] >> COUNT_BITS))
        values, places = weight[first[0] : end], first - first[0]
        least = np.minimum.reduceat(values, places)
        even = np.maximum.reduceat(values, places) == least
        some[:, PART] |= even.astype(np.int64) << EVEN_BIT
