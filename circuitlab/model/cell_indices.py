"""Numbers of cells as scripts give them, in pairs that a synapse connects."""

from __future__ import annotations

from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

_FARTHEST = 2**31


def cell_indices(name: str, numbers: ArrayLike) -> NDArray[np.int64] | Problem:
    """Return indices of cells, of which none is rounded, or which entry is no index."""
    if isinstance(numbers, np.ndarray) and numbers.dtype.kind in "iu":
        return np.asarray(numbers, dtype=np.int64)
    found = []
    for place, number in enumerate(np.ravel(np.asarray(numbers, dtype=object)).tolist(), start=1):
        real = isinstance(number, Real) and not isinstance(number, bool)
        if not real or number % 1 != 0 or abs(number) >= _FARTHEST:
            what = _("entry {place}: {given} is not the index of a cell")
            what = what.format(place=place, given=repr(number))
            return Problem(name, what, _("write whole numbers from 0"))
        found.append(int(number))
    return np.asarray(found, dtype=np.int64)
