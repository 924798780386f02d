"""Numbers of cells as scripts give them, in pairs that a synapse connects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

_FARTHEST = 2**31


def cell_indices(name: str, numbers: object) -> NDArray[Any] | Problem:
    """Return indices of cells, of which none is rounded, or which entry is no index.

    An array of whole numbers is returned as it is.
    """
    if isinstance(numbers, np.ndarray) and numbers.dtype.kind in "iu":
        return numbers
    if isinstance(numbers, np.ndarray) and numbers.dtype.kind == "f":
        return _of_reals(name, numbers)
    if isinstance(numbers, list | tuple) and set(map(type, numbers)) <= {int}:
        return _of_whole(name, numbers)
    return _one_by_one(name, np.ravel(np.asarray(numbers, dtype=object)).tolist())


def pairs_problem(
    pre: NDArray[Any],
    post: NDArray[Any],
    sizes: tuple[int | None, int | None],
    beside: Mapping[str, object],
) -> Problem | None:
    """Return what is wrong with pairs as a whole: cells that are not there, lists of other lengths.

    Parameters
    ----------
    sizes : how many cells there are at either end, where that is known
    beside : what is given one by one beside them, by name; one number counts for all
    """
    if len(pre) != len(post):
        what = _("{pre} source cells are listed for {post} target cells")
        what = what.format(pre=len(pre), post=len(post))
        return Problem("pre", what, _("list one source for each target"))
    for name, numbers, size in (("pre", pre, sizes[0]), ("post", post, sizes[1])):
        if size is not None and (place := _first_beyond(numbers, size)) is not None:
            what = _("entry {place} of {name} is cell {cell}, which is not there")
            what = what.format(place=place + 1, name=name, cell=int(numbers[place]))
            remedy = _("number the cells from 0 to {last}").format(last=size - 1)
            return Problem(name, what, remedy)
    for name, values in beside.items():
        if isinstance(values, Sized) and not isinstance(values, str) and np.ndim(values) == 1:  # type: ignore[arg-type]
            count = len(values)
            if count not in (1, len(pre)):
                what = _("{count} values for {pairs} pairs").format(count=count, pairs=len(pre))
                return Problem(name, what, _("give one number, or one for each pair"))
    return None


def _first_beyond(numbers: NDArray[Any], size: int) -> int | None:
    """Return the place of the first number that is of no cell."""
    if not len(numbers) or (numbers.min() >= 0 and numbers.max() < size):
        return None
    return int(np.argmax((numbers < 0) | (numbers >= size)))


def _of_reals(name: str, numbers: NDArray[Any]) -> NDArray[Any] | Problem:
    with np.errstate(invalid="ignore"):
        good = (numbers % 1 == 0) & (np.abs(numbers) < _FARTHEST)
    if good.all():
        return numbers.astype(np.int32)
    place = int(np.argmin(good.ravel()))
    return _no_index(name, place + 1, numbers.ravel()[place].item())


def _of_whole(name: str, numbers: Sequence[int]) -> NDArray[Any] | Problem:
    try:
        return np.asarray(numbers, dtype=np.int32)
    except OverflowError:
        return _one_by_one(name, numbers)


def _one_by_one(name: str, numbers: Iterable[Any]) -> NDArray[Any] | Problem:
    found = []
    for place, number in enumerate(numbers, start=1):
        real = isinstance(number, Real) and not isinstance(number, bool)
        if not real or number % 1 != 0 or abs(number) >= _FARTHEST:
            return _no_index(name, place, number)
        found.append(int(number))
    return np.asarray(found, dtype=np.int32)


def _no_index(name: str, place: int, given: object) -> Problem:
    what = _("entry {place}: {given} is not the index of a cell")
    what = what.format(place=place, given=repr(given))
    return Problem(name, what, _("write whole numbers from 0"))
