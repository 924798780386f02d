"""From connections, cell by cell, to terminals: groups that share a source cell and a delay.

There may be millions of connections: they are put in order once, in numbers as short as may be, and
what they lead to is read in that order when all terminals are laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.building import passed, pieces
from circuitlab.engine.plan.addresses import NOWHERE, blocks_of
from circuitlab.engine.plan.pairs import Pairs, per_pair
from circuitlab.engine.plan.plan import Bank, Population, Reals, Short, Slots
from circuitlab.engine.recipes.gathering import gathered
from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.receptors import RelativeWeights, weights_of

T = TypeVar("T", bound=np.generic)
_DIGIT = 16
_DIGITS = 1 << _DIGIT
_SHORT = 1 << 31
_A_LITTLE = 1 << 16
"""Delays that are turned into steps at a time, in room that is used again."""
_AT_ONCE = 1 << 21
"""Digits that are put in order in one go: twenty milliseconds, in which other threads run on."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds, or the parameters of depression, that a group of terminals shares.

    Attributes
    ----------
    apart : most spikes of a cell in one step that may arrive apart from each other
    """

    conduction: float = 0.0
    sd: float = 0.0
    use: float = 0.0
    recovery: float = 1.0
    facilitation: float = 0.0
    apart: int = 1


@dataclass(frozen=True, slots=True)
class Targets:
    """What events are added to: two slots each, and the block that the first lies in.

    Attributes
    ----------
    b : second slots; None where there are none
    """

    a: Short
    b: Short | None
    block: Short

    def second(self) -> Short:
        """Second slots, whether there are any or not."""
        return np.full(len(self.a), NOWHERE, np.int32) if self.b is None else self.b


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the connections of a bundle lead, one terminal's after another's.

    Attributes
    ----------
    at : (connections,) which of the targets each leads to
    order : (connections,) which of them stands at each place; None where they stand in their
        places, and all weights are 1
    """

    targets: Targets
    at: Slots | Short
    weights: RelativeWeights
    order: Slots | Short | None = None

    def __len__(self) -> int:
        return len(self.at)

    def piece(self, some: slice) -> tuple[Slots | Short, Reals | float]:
        """Which targets some places lead to, and with what weight."""
        if self.order is None:
            return self.at[some], 1.0
        places = self.order[some]
        at: Slots | Short = self.at.take(places, mode="clip")
        return at, self.weights.of(places, at)

    @property
    def leads(self) -> int:
        """Block that the first of all lies in, or −1."""
        if not len(self):
            return NOWHERE
        at, _weights = self.piece(slice(1))
        return int(self.targets.block[at[0]])


@dataclass(frozen=True, slots=True)
class Bundle:
    """The terminals of one population under one element, in the order of its cells.

    Attributes
    ----------
    terminals, targets : (cells,) how many each cell of the population has
    steps, count : (terminals,) steps to where it arrives, and number of targets
    mean : (terminals,) delay in steps, where delays are drawn; else none
    silent : whether no spike reaches them and nothing leaves them
    """

    element: str
    pre: Population
    release: int
    timing: Timing
    terminals: Slots
    targets: Slots
    steps: NDArray[Any]
    count: NDArray[Any]
    mean: Reals
    ways: Ways
    silent: bool = False


def one_each(element: str, pre: Population, slots: Targets, weight: float, release: int) -> Bundle:
    """A bundle in which each cell has one terminal, without a delay, that leads to one target."""
    size = pre.cells.size
    once, at = np.ones(size, np.int64), np.zeros(size, np.int32)
    weights = RelativeWeights(np.full(size, weight), 1.0, by_cell=False)
    return Bundle(
        element=element,
        pre=pre,
        release=release,
        timing=Timing(),
        terminals=once,
        targets=once,
        steps=at,
        count=once.astype(np.int32),
        mean=np.zeros(0),
        ways=Ways(slots, at, weights, np.arange(size, dtype=np.int32)),
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """The cells of one receptor that a synapse reaches.

    Attributes
    ----------
    values : the receptor's
    size : cells that it sits in
    at : (pairs,) which of the targets each pair leads to
    weighted : whether an event counts by the pair's weight, and not as one
    """

    values: Values
    size: int
    pairs: Pairs
    targets: Targets
    at: Slots | Short
    weighted: bool

    @property
    def receptor(self) -> str:
        """The receptor's element."""
        return self.values.element.id

    def weights(self) -> RelativeWeights:
        """Weight of each pair over the largest."""
        if not self.weighted:
            return RelativeWeights(np.zeros(0), 1.0, by_cell=False)
        return weights_of(self.values, self.size, len(self.pairs.post))


def targets_at(a: Slots, b: Slots, banks: Sequence[Bank]) -> Targets:
    """Targets at these slots; the second may all be nowhere."""
    none = bool(np.all(b == NOWHERE))
    block = blocks_of(banks, a).astype(np.int32)
    return Targets(a.astype(np.int32), None if none else b.astype(np.int32), block)


def grouped(
    p: Values,
    pre: Population,
    release: int,
    timing: Timing,
    reached: Sequence[Reached],
) -> Bundle:
    """One terminal for all targets whose events leave one cell and arrive at one time."""
    source = joined([one.pairs.pre for one in reached])
    key = _arrivals(p, reached, timing)
    order = _order(source, key)
    own = gathered(source, order)
    starts = np.ones(len(order), bool)
    starts[1:] = own[1:] != own[:-1]
    bounds = np.searchsorted(own, np.arange(pre.cells.size + 1))
    del own, source
    if len(key) > 1:
        key = gathered(key, order)
        starts[1:] |= key[1:] != key[:-1]
    first = np.flatnonzero(starts)
    given = key[first] if len(key) > 1 else np.repeat(key[:1], len(first))
    mean = given.view(np.float64) if timing.sd > 0.0 else np.zeros(0)
    return Bundle(
        element=p.element.id,
        pre=pre,
        release=release,
        timing=timing,
        terminals=np.diff(np.searchsorted(first, bounds)),
        targets=np.diff(bounds),
        steps=np.zeros(len(first), np.uint16) if timing.sd > 0.0 else given,
        count=_as_few(np.diff(first, append=len(order))),
        mean=mean,
        ways=_ways(reached, order),
    )


def joined(arrays: Sequence[NDArray[T]]) -> NDArray[T]:
    """Arrays one after another; one alone is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _arrivals(p: Values, reached: Sequence[Reached], timing: Timing) -> NDArray[Any]:
    """(connections,) number that those share which arrive together; one where all delays are one.

    Steps; where delays are drawn the bits of the mean in steps, which rise as it does.
    """
    each = [per_pair(p, "delay", len(one.pairs.pre)) for one in reached]
    if all(given.strides == (0,) and len(given) for given in each):
        each = [each[0][:1]]
    found = [_steps_of(delay, timing, p.settings.dt) for delay in each]
    return _as_few(found[0] if len(found) == 1 else np.concatenate(found))


def _as_few(numbers: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers in two bytes each, where they fit."""
    return numbers.astype(np.uint16) if numbers.max(initial=0) < _DIGITS else numbers


def _steps_of(delay: Reals, timing: Timing, dt: float) -> NDArray[Any]:
    """(connections,) steps to where each arrives, or the bits of the mean; some at a time."""
    kind = np.dtype(np.int64 if timing.sd > 0.0 else np.int32)
    found = np.empty(len(delay), kind)
    for start in range(0, len(delay), _A_LITTLE):
        at = slice(start, start + _A_LITTLE)
        steps = (delay[at] + timing.conduction) / dt
        found[at] = steps.view(np.int64) if timing.sd > 0.0 else np.floor(steps + 0.5)
    return found


def _order(source: Short, key: NDArray[Any]) -> Slots | Short:
    """Places of connections by their sources, and of one source by when they arrive."""
    if len(key) <= 1:
        return by_number(source)
    order = by_number(key)
    return gathered(order, by_number(gathered(source, order)))


def _ways(reached: Sequence[Reached], order: Slots | Short) -> Ways:
    """Where connections lead in this order, which is kept where weights are to be read in it."""
    at, targets, weights = _places(reached), _joined_targets(reached), _weights(reached)
    if len(weights.given):
        return Ways(targets, at, weights, order)
    return Ways(targets, gathered(at, order), weights)


def by_number(numbers: Short | Slots) -> Slots | Short:
    """Places of whole numbers from 0 on in rising order, those of equal ones as they stand.

    Sixteen bits at a time, which numpy sorts in linear time.
    """
    if bool(np.all(numbers[1:] >= numbers[:-1])):
        return _as_short(np.arange(len(numbers)))
    order = _by_digit(numbers.astype(np.uint16, copy=False))
    shift = _DIGIT
    while len(numbers) and int(numbers.max()) >> shift:
        digit = (numbers >> shift).astype(np.uint16)
        order = gathered(order, _by_digit(gathered(digit, order)))
        shift += _DIGIT
    return order


def _as_short(places: Slots) -> Slots | Short:
    """Places in numbers as short as may be."""
    return places.astype(np.int32) if len(places) < _SHORT else places


def _by_digit(digits: NDArray[np.uint16]) -> Slots | Short:
    """The order of digits: each piece by itself, laid where its digits stand among all."""
    if len(digits) <= _AT_ONCE:
        passed(len(digits))
        return _as_short(np.argsort(digits, kind="stable"))
    order = _as_short(np.empty(len(digits), np.int64))
    counts = np.array([np.bincount(digits[at], minlength=_DIGITS) for at in pieces(len(digits))])
    ahead = np.cumsum(counts.sum(axis=0)) - counts.sum(axis=0)
    for piece, at in enumerate(pieces(len(digits))):
        own = np.argsort(digits[at], kind="stable")
        first = ahead - (np.cumsum(counts[piece]) - counts[piece])
        order[first[digits[at][own]] + np.arange(len(own))] = own + at.start
        ahead = ahead + counts[piece]
    return order


def _weights(reached: Sequence[Reached]) -> RelativeWeights:
    found = [one.weights() for one in reached]
    if len(reached) == 1 or not any(len(weights.given) for weights in found):
        return found[0]
    every = [
        np.broadcast_to(weights.of(np.arange(len(one.at)), one.pairs.post), (len(one.at),))
        for weights, one in zip(found, reached, strict=True)
    ]
    return RelativeWeights(joined(every), 1.0, by_cell=False)


def _places(reached: Sequence[Reached]) -> Slots | Short:
    """(pairs,) which of the joined targets each pair leads to."""
    if len(reached) == 1:
        return reached[0].at
    first = np.cumsum([0, *(len(one.targets.a) for one in reached)]).tolist()
    return joined([one.at + start for one, start in zip(reached, first, strict=False)])


def _joined_targets(reached: Sequence[Reached]) -> Targets:
    """Targets one after another, with second slots where any has them."""
    targets = [one.targets for one in reached]
    double = any(one.b is not None for one in targets)
    return Targets(
        joined([one.a for one in targets]),
        joined([one.second() for one in targets]) if double else None,
        joined([one.block for one in targets]),
    )
