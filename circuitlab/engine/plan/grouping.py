"""From connections, cell by cell, to terminals: groups that share a source cell and a delay.

There may be millions of connections: they are put in order once, and each of their arrays is
gathered in that order as short as it is stepped with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.building import passed, pieces
from circuitlab.engine.plan.addresses import NOWHERE, blocks_of
from circuitlab.engine.plan.pairs import Pairs, per_pair
from circuitlab.engine.plan.plan import Bank, Population, Reals, Short, Slots
from circuitlab.engine.recipes.gathering import gathered
from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.receptors import relative_weights

T = TypeVar("T", bound=np.generic)
_DIGIT = 16
_DIGITS = 1 << _DIGIT
_SHORT = 1 << 31
_AT_ONCE = 1 << 21
"""Digits that are put in order in one go: twenty milliseconds, in which other threads run on."""
_AT_A_TIME = 1 << 16
"""Connections whose delays are put in order at a time."""


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

    def gathered(self, *places: Slots | Short) -> Targets:
        """Targets at places, which may be given as places among places."""
        b = None if self.b is None else gathered(self.b, *places)
        return Targets(gathered(self.a, *places), b, gathered(self.block, *places))

    def second(self) -> Short:
        """Second slots, whether there are any or not."""
        return np.full(len(self.a), NOWHERE, np.int32) if self.b is None else self.b


@dataclass(frozen=True, slots=True)
class Bundle:
    """The terminals of one population under one element, with their targets one after another.

    Attributes
    ----------
    cell, delay, count : (terminals,) index of the source cell, ms, and number of targets
    silent : whether no spike reaches them and nothing leaves them
    """

    element: str
    pre: Population
    release: int
    timing: Timing
    cell: Short | Slots
    delay: Reals
    count: Slots
    targets: Targets
    weight: Reals
    silent: bool = False


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

    def weights(self, order: Slots | Short) -> Reals:
        """(pairs,) weight of each over the largest, in this order."""
        if not self.weighted:
            return np.ones(len(order))
        return relative_weights(self.values, self.size, self.pairs.post, order)


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
    delay = _delays(p, reached)
    order = by_number(source)
    first = np.flatnonzero(by_delay(order, source, delay, timing, p.settings.dt))
    leading = order[first]
    return Bundle(
        element=p.element.id,
        pre=pre,
        release=release,
        timing=timing,
        cell=source[leading],
        delay=delay[leading],
        count=np.diff(first, append=len(order)),
        targets=_joined_targets(reached).gathered(_places(reached), order),
        weight=_weights(reached, order),
    )


def joined(arrays: Sequence[NDArray[T]]) -> NDArray[T]:
    """Arrays one after another; one alone is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _delays(p: Values, reached: Sequence[Reached]) -> Reals:
    """(pairs,) delay of each connection, ms; of one for all a view that takes no room."""
    each = [per_pair(p, "delay", len(one.pairs.pre)) for one in reached]
    if all(given.strides == (0,) and len(given) for given in each):
        return np.broadcast_to(each[0][:1], (sum(map(len, each)),))
    return joined(each)


def by_delay(
    order: Slots | Short, source: Short, delay: Reals, timing: Timing, dt: float
) -> NDArray[np.bool_]:
    """Put connections that are ordered by source in the order of their delays, too, in place.

    Done some sources at a time, which takes no room that grows with the connections.

    Returns
    -------
    starts : where another terminal begins: with each source, and with each tick of arrival, or
        where delays are drawn with each delay
    """
    starts = np.ones(len(order), bool)
    for at in _whole_sources(order, source):
        piece = order[at]
        own = source[piece]
        starts[at][1:] = own[1:] != own[:-1]
        if delay.strides != (0,):
            others = delay[piece]
            places = np.lexsort((others, own))
            order[at] = piece[places]
            others = others[places]
            if timing.sd == 0.0:
                others = np.floor((others + timing.conduction) / dt + 0.5)
            starts[at][1:] |= others[1:] != others[:-1]
        passed(len(piece))
    return starts


def _whole_sources(order: Slots | Short, source: Short) -> Iterator[slice]:
    """Stretches of connections in the order of their sources, each with all of its sources."""
    start = 0
    while start < len(order):
        stop, length = start, _AT_A_TIME
        while stop == start:
            own = source[order[start : start + length]]
            last = start + length >= len(order)
            stop = start + (len(own) if last else int(np.searchsorted(own, own[-1])))
            length *= 2
        yield slice(start, stop)
        start = stop


def by_number(numbers: Short | Slots) -> Slots | Short:
    """Places of whole numbers from 0 on in rising order, those of equal ones as they stand.

    Sixteen bits at a time, which numpy sorts in linear time.
    """
    if bool(np.all(numbers[1:] >= numbers[:-1])):
        return _as_short(np.arange(len(numbers)))
    order = _by_digit(numbers.astype(np.uint16))
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


def _weights(reached: Sequence[Reached], order: Slots | Short) -> Reals:
    if len(reached) == 1:
        return reached[0].weights(order)
    return gathered(joined([one.weights(np.arange(len(one.at))) for one in reached]), order)


def _places(reached: Sequence[Reached]) -> Slots | Short:
    """(pairs,) which of the joined targets each pair leads to."""
    if len(reached) == 1:
        return reached[0].at
    first = np.cumsum([0, *(len(one.targets.a) for one in reached)]).tolist()
    return joined([one.at + start for one, start in zip(reached, first, strict=False)])


def _joined_targets(reached: Sequence[Reached]) -> Targets:
    return joined_targets([one.targets for one in reached])


def joined_targets(targets: Sequence[Targets]) -> Targets:
    """Targets one after another, with second slots where any has them."""
    double = any(one.b is not None for one in targets)
    return Targets(
        joined([one.a for one in targets]),
        joined([one.second() for one in targets]) if double else None,
        joined([one.block for one in targets]),
    )
