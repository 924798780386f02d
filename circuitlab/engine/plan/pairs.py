"""Which cells of two populations a synapse connects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from circuitlab.engine.building import PIECE, passed
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.partners import partners
from circuitlab.engine.plan.plan import Reals, Short
from circuitlab.engine.recipes.parameters import Values, numbers_of
from circuitlab.model.connection_count import MOST_TRIED, expected
from circuitlab.model.frozen import Array
from circuitlab.resources import _

MOST_PAIRS = 50_000_000
"""Pairs that one synapse may connect: beyond, memory runs short."""
DRAW = 0.25
"""What drawing a number takes, beside what passing a connection on does."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Connected cells: (pairs,) index of the source cell and of the target cell."""

    pre: Short
    post: Short


def connected(p: Values, pre: int, post: int) -> Pairs:
    """Pairs of cells that a synapse's rule connects, the same for the same seed.

    Parameters
    ----------
    pre, post : sizes of the two populations

    Raises
    ------
    CannotRun
        When there are too many pairs, or explicit pairs do not fit the populations.
    """
    expected = expected_pairs(p, pre, post)
    if expected > MOST_PAIRS:
        what = _("{count:.0f} connections are more than the {most} that one synapse may have")
        remedy = _("choose a smaller probability or degree, or smaller populations")
        raise CannotRun(p.element.id, what.format(count=expected, most=MOST_PAIRS), remedy)
    return _RULES[str(p.raw("rule"))](p, pre, post)


def per_pair(p: Values, name: str, pairs: int) -> Reals:
    """(pairs,) values of a parameter that may be given pair by pair."""
    given = numbers_of(p.raw(name))
    if given.size not in (1, pairs):
        what = _("{name} has {given} values for {pairs} connections")
        what = what.format(name=name, given=given.size, pairs=pairs)
        raise CannotRun(p.element.id, what, _("give one value, or one for each connection"))
    return np.broadcast_to(given, (pairs,))


def expected_pairs(p: Values, pre: int, post: int) -> float:
    """How many pairs a synapse's rule connects, on average."""
    return expected(p.kind, p.element.params, pre, post)


def _one_to_one(_p: Values, pre: int, post: int) -> Pairs:
    both = np.arange(min(pre, post), dtype=np.int32)
    return Pairs(both, both)


def _all_to_all(_p: Values, pre: int, post: int) -> Pairs:
    sources, targets = np.indices((pre, post), dtype=np.int32).reshape(2, -1)
    return Pairs(sources, targets)


def _by_probability(p: Values, pre: int, post: int) -> Pairs:
    """Each pair by itself; drawn some source cells at a time, which takes little memory."""
    rng, probability = _generator(p), p.number("probability")
    if pre * post > MOST_TRIED:
        return _by_gaps(rng, pre, post, probability)
    at_once = max(1, PIECE // post)
    found = [
        _drawn(rng, range(first, min(first + at_once, pre)), post, probability)
        for first in range(0, pre, at_once)
    ]
    return Pairs(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _drawn(
    rng: np.random.Generator, cells: range, post: int, probability: float
) -> tuple[Short, Short]:
    """Pairs of some source cells, in their order."""
    hits = np.flatnonzero(rng.random(len(cells) * post) < probability)
    passed(DRAW * len(cells) * post)
    own = hits // post
    return (own + cells.start).astype(np.int32), (hits - own * post).astype(np.int32)


def _by_gaps(rng: np.random.Generator, pre: int, post: int, probability: float) -> Pairs:
    """Pairs of so many cells that each cannot be tried: drawn is how many lie before the next."""
    found, last, every = [np.zeros(0, np.int64)], -1, pre * post
    while probability > 0.0 and last < every:
        gaps = np.minimum(rng.geometric(probability, PIECE), every + 1)
        places = last + np.cumsum(gaps)
        last = int(places[-1])
        found.append(places[places < every])
        passed(DRAW * len(found[-1]))
    hits = np.concatenate(found)
    own = hits // post
    return Pairs(own.astype(np.int32), (hits - own * post).astype(np.int32))


def _in_degree(p: Values, pre: int, post: int) -> Pairs:
    own, partners = _fixed_degree(p, post, pre)
    return Pairs(partners, own)


def _out_degree(p: Values, pre: int, post: int) -> Pairs:
    own, partners = _fixed_degree(p, pre, post)
    return Pairs(own, partners)


def _fixed_degree(p: Values, cells: int, others: int) -> tuple[Short, Short]:
    """(cell, partner) pairs: for each cell the same number of different partners."""
    rng, degree = _generator(p), min(int(p.number("degree")), others)
    found = np.empty((cells, degree), np.int32)
    stop = 0
    for some in partners(rng, cells, others, degree, DRAW):
        start, stop = stop, stop + len(some)
        found[start:stop] = some
    own = np.repeat(np.arange(cells, dtype=np.int32), degree)
    return own, found.reshape(-1)


def _explicit(p: Values, pre: int, post: int) -> Pairs:
    pairs = Pairs(_cells(p, "pre", pre), _cells(p, "post", post))
    if len(pairs.pre) != len(pairs.post):
        what = _("{pre} source cells are listed for {post} target cells")
        what = what.format(pre=len(pairs.pre), post=len(pairs.post))
        raise CannotRun(p.element.id, what, _("list one source for each target"))
    return pairs


def _cells(p: Values, name: str, size: int) -> Short:
    """Cell numbers of explicit pairs; numbers beyond the population are refused."""
    numbers = np.asarray(_listed(p, name), np.int32)
    if numbers.min(initial=0) < 0 or numbers.max(initial=0) >= size:
        place = int(np.argmax((numbers < 0) | (numbers >= size)))
        what = _("entry {place} of {name} is cell {cell}, which is not there")
        what = what.format(place=place + 1, name=name, cell=numbers[place])
        remedy = _("number the cells from 0 to {last}").format(last=size - 1)
        raise CannotRun(p.element.id, what, remedy)
    return numbers


def _listed(p: Values, name: str) -> ArrayLike:
    """A list as it is kept: an array is not copied."""
    value = p.raw(name)
    return value.values if isinstance(value, Array) else value


def _generator(p: Values) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=int(p.number("seed"))))


_RULES: MappingProxyType[str, Callable[[Values, int, int], Pairs]] = MappingProxyType(
    {
        "one_to_one": _one_to_one,
        "all_to_all": _all_to_all,
        "probability": _by_probability,
        "in_degree": _in_degree,
        "out_degree": _out_degree,
        "pairs": _explicit,
    }
)
