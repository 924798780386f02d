"""What was watched over some calls of the driver, of each quantity one array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from circuitlab.engine.numerics.arrays import Output, Reals


def joined_columns(outputs: Sequence[Output]) -> Sequence[Reals]:
    """Return (columns, 2) ranges of each watch: rows of one array where all have as many.

    Thousands of cells are recorded at every call, and no array is made for each.
    """
    written = [output.written for output in outputs]
    if all(np.all(each == each[0]) for each in written if len(each)):
        parts = [o.columns[:, : n[0]] for o, n in zip(outputs, written, strict=True) if len(n)]
        return cast("Sequence[Reals]", _joined(parts, axis=1)) if parts else ()
    watches = range(len(written[0]))
    return tuple(
        _joined([o.columns[k, : n[k]] for o, n in zip(outputs, written, strict=True)], axis=0)
        for k in watches
    )


def _joined(parts: Sequence[Reals], axis: int) -> Reals:
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=axis)
