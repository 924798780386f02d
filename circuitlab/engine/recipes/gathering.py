"""Values in another order, of arrays so long that no copy of their order may be made."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.building import passed
from circuitlab.engine.numerics.arrays import Wholes

Values = TypeVar("Values", bound=NDArray[Any])
Places = NDArray[np.int32] | Wholes

_AT_ONCE = 1 << 16


def gathered(values: Values, *places: Places) -> Values:
    """Return ``values[a[b]]`` for places a, b, as many as there are.

    Taken piece by piece: numpy would copy each list of short numbers as long ones. All places must
    be there; that is not looked at ("clip"), which would take most of the time.
    """
    *others, last = places
    found = np.empty(len(last), values.dtype)
    for start in range(0, len(last), _AT_ONCE):
        piece = last[start : start + _AT_ONCE]
        for other in reversed(others):
            piece = other.take(piece, mode="clip")
        values.take(piece, out=found[start : start + _AT_ONCE], mode="clip")
        passed(len(piece))
    return cast("Values", found)
