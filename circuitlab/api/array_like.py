"""Columns of tables and arrays of other libraries, as arrays."""

from __future__ import annotations

import numpy as np

from circuitlab.model.frozen import Array

_WITH_UNITS = ("unit", "units")


def plain(given: object) -> object:
    """Return what numpy reads as an array of numbers as one; anything else as it is.

    What carries a unit is left alone: numpy would drop it.
    """
    known = isinstance(given, np.ndarray | np.generic | Array)
    if known or not hasattr(given, "__array__") or any(hasattr(given, n) for n in _WITH_UNITS):
        return given
    values = np.asarray(given)
    return values if values.ndim and values.dtype.kind in "iufb" else given
