"""Which cells of two populations a synapse connects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.plan import Reals, Short, Slots
from circuitlab.engine.recipes.parameters import Values, numbers_of
from circuitlab.model.frozen import Array
from circuitlab.resources import _

MOST_PAIRS = 50_000_000
"""Pairs that one synapse may connect: beyond, memory runs short."""


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
    rule = str(p.raw("rule"))
    if rule == "pairs":
        return float(np.size(_listed(p, "pre")))
    degree = p.number("degree") if "degree" in p.kind.parameters else 0.0
    fractions = {
        "one_to_one": 1.0 / max(pre, post),
        "all_to_all": 1.0,
        "probability": p.number("probability"),
        "in_degree": min(1.0, degree / pre),
        "out_degree": min(1.0, degree / post),
    }
    return pre * post * fractions[rule]


def _one_to_one(_p: Values, pre: int, post: int) -> Pairs:
    both = np.arange(min(pre, post), dtype=np.int32)
    return Pairs(both, both)


def _all_to_all(_p: Values, pre: int, post: int) -> Pairs:
    sources, targets = np.indices((pre, post), dtype=np.int32).reshape(2, -1)
    return Pairs(sources, targets)


def _pairs(pre: Slots, post: Slots) -> Pairs:
    return Pairs(pre.astype(np.int32), post.astype(np.int32))


def _by_probability(p: Values, pre: int, post: int) -> Pairs:
    """Each pair by itself; drawn source by source, which takes little memory."""
    rng, probability = _generator(p), p.number("probability")
    targets = [_chosen(rng, post, probability) for _cell in range(pre)]
    counts = [len(chosen) for chosen in targets]
    return Pairs(np.repeat(np.arange(pre, dtype=np.int32), counts), np.concatenate(targets))


def _chosen(rng: np.random.Generator, cells: int, probability: float) -> Short:
    return np.flatnonzero(rng.random(cells) < probability).astype(np.int32)


def _in_degree(p: Values, pre: int, post: int) -> Pairs:
    own, partners = _fixed_degree(p, post, pre)
    return _pairs(partners, own)


def _out_degree(p: Values, pre: int, post: int) -> Pairs:
    own, partners = _fixed_degree(p, pre, post)
    return _pairs(own, partners)


def _fixed_degree(p: Values, cells: int, others: int) -> tuple[Slots, Slots]:
    """(cell, partner) pairs: for each cell the same number of different partners."""
    rng, degree = _generator(p), min(int(p.number("degree")), others)
    partners = [np.sort(rng.choice(others, degree, replace=False)) for _cell in range(cells)]
    return np.repeat(np.arange(cells), degree), np.concatenate(partners).astype(np.int64)


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
