"""Terminals as arrays: what a spike reads of one lies side by side, in half a line of the cache.

Events come in no order that a processor could foresee. Where each of a terminal's numbers has an
array of its own, a spike waits for as many far lines as there are arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int64]
Reals = NDArray[np.float64]
Short = NDArray[np.int32]
"""Slots, blocks or cells of connections, of which there may be millions: half as long."""

OWN, FIRST, DELAY, COMMON, PART = 4, 0, 1, 2, 3
"""Words of a terminal, and the place of each: number of its first target, delay in steps, weight of
all its targets (not a number where they differ), number of its bundle and of its targets."""
SHARED, RELEASE, DELAY_SD, USE, RECOVERY, FACILITATION, DOUBLE, LEADS = 8, 0, 1, 2, 3, 4, 5, 6
"""Numbers of a bundle of terminals: slot of the release factor, spread of the delay (steps),
Tsodyks–Markram utilisation and time constants (steps), 1 where targets have second slots, and the
block that the first target lies in, or −1."""
COUNT_BITS, BUNDLE_MASK = 32, (1 << 32) - 1
"""Of the word that holds two numbers, how far up the targets' stands, and where the bundle's is."""
_LINE = 64
_AT_A_TIME = 1 << 16


class Terminals(NamedTuple):
    """Groups of synaptic targets that share a source, a delay and a vesicle pool.

    Attributes
    ----------
    first : (sources + 1,) number of each source's first terminal
    own : (terminals × OWN,) words of each terminal; reals among them by their bits
    shared : (bundles × SHARED,) numbers of those that one population has under one element
    key : (terminals,) of random delays; none where no delay is drawn
    target_a, target_b, weight : slots that an event is added to, and its size; no second slots
        where no terminal has any
    block : number of the block of cells that each target lies in, or −1
    room : (1,) events that may be sent in one step
    """

    first: Slots
    own: Slots
    shared: Reals
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
    def target_first(self) -> Slots:
        """(terminals + 1,) number of each one's first target, and where the last one's end."""
        return np.append(self.own[FIRST::OWN], len(self.target_a))

    @property
    def delay(self) -> Reals:
        """(terminals,) steps; the mean where delays are drawn anew for each spike."""
        return self.own.view(np.float64)[DELAY::OWN]

    @property
    def common(self) -> Reals:
        """(terminals,) the weight of all targets of a terminal; no number where they differ."""
        return self.own.view(np.float64)[COMMON::OWN]

    @property
    def bundle(self) -> Slots:
        """(terminals,) which numbers it shares."""
        return self.own[PART::OWN] & BUNDLE_MASK

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


def own_words(delay: Reals, bundle: Short, count: Slots, weight: Reals) -> Slots:
    """Words of terminals, none of which straddles two lines of the cache.

    Each column is written where it stands: of terminals there may be as many as connections.

    Parameters
    ----------
    delay, bundle, count : (terminals,) steps, number of the bundle, and number of targets
    weight : of all targets, one terminal's after another's
    """
    words = in_lines(OWN * len(count))
    words[FIRST::OWN][:1] = 0
    np.cumsum(count[:-1], out=words[FIRST::OWN][1:])
    np.left_shift(count, COUNT_BITS, out=words[PART::OWN])
    words[PART::OWN] |= bundle
    reals = words.view(np.float64)
    reals[DELAY::OWN] = delay
    for at in range(0, len(count), _AT_A_TIME):
        some = slice(at, at + _AT_A_TIME)
        reals[COMMON::OWN][some] = _common(weight, words[FIRST::OWN][some], int(count[some].sum()))
    return words


def _common(weight: Reals, first: Slots, targets: int) -> Reals:
    """The weight of all targets of each terminal of some; no number where they differ."""
    own = weight[first[0] : first[0] + targets]
    least = np.minimum.reduceat(own, first - first[0])
    return np.where(np.maximum.reduceat(own, first - first[0]) == least, least, np.nan)


def in_lines(length: int) -> Slots:
    """Room for so many words that begins with a line of the cache."""
    room: NDArray[Any] = np.empty(8 * length + _LINE, np.uint8)
    shift = -room.ctypes.data % _LINE
    return room[shift : shift + 8 * length].view(np.int64)
