"""Numbers of cells as scripts give them, in pairs that a synapse connects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

_FARTHEST = 2**31


def cell_indices(name: str, numbers: ArrayLike) -> NDArray[Any] | Problem:
    """Return indices of cells, of which none is rounded, or which entry is no index.

    An array of whole numbers is returned as it is.
    """
    if isinstance(numbers, np.ndarray) and numbers.dtype.kind in "iu":
        return numbers
    if isinstance(numbers, np.ndarray) and numbers.dtype.kind == "f":
        return _of_reals(name, numbers)
    if isinstance(numbers, list | tuple) and all(type(number) is int for number in numbers):
        return _of_whole(name, numbers)
    return _one_by_one(name, np.ravel(np.asarray(numbers, dtype=object)).tolist())


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
