"""Spikes as JSON text, however many: cells that fire in the same step share what is written of it.

Made as lists of lists first, a hundred thousand cells that fire in each step would take minutes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.cli.console import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray


def written_times(times: NDArray[np.float64]) -> Written:
    """Return times (ms) as a JSON list."""
    return Written(f"[{', '.join(map(repr, times.tolist()))}]")


def written_pairs(index: NDArray[np.int64], times: NDArray[np.float64]) -> Written:
    """Return [index of the cell, ms] pairs, in order of time, as a JSON list."""
    if not len(times):
        return Written("[]")
    names = [str(cell) for cell in range(int(index.max()) + 1)]
    edges = [0, *(np.flatnonzero(np.diff(times)) + 1).tolist(), len(times)]
    cells, moments = index.tolist(), times[edges[:-1]].tolist()
    pieces = []
    for (start, stop), moment in zip(pairwise(edges), moments, strict=True):
        between = f", {moment!r}], ["
        pieces.append(between.join([names[cell] for cell in cells[start:stop]]) + f", {moment!r}]")
    return Written(f"[[{', ['.join(pieces)}]")
