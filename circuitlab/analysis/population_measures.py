"""How many cells do something: the part that fires, that fires fast, and that answers."""

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.run_records import (
    FOREVER,
    Count,
    Floats,
    Hz,
    Ids,
    Ms,
    cells_of,
    spikes_of_cells,
)

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run


def share_firing(
    run: "Run", element: str, start: Ms = 0.0, stop: Ms = FOREVER, least: Count = 1
) -> float:
    """Part of the cells that fire at least `least` spikes from `start` up to `stop`, 0 to 1."""
    return float(np.mean(_counts(run, element, start, stop) >= least))


def share_above(
    run: "Run",
    element: str,
    rate: Hz,
    others: Ids = (),
    start: Ms = 0.0,
    stop: Ms = FOREVER,
) -> float:
    """Part of the cells that fire faster than `rate`, 0 to 1: the area of a field.

    The cells of the `others`, other elements, are counted with those of the element.
    """
    seconds = (min(stop, run.duration_ms) - start) / 1000.0
    every = [_counts(run, each, start, stop) for each in dict.fromkeys((element, *others))]
    return float(np.mean(np.concatenate(every) / seconds > rate))


def share_answering(
    run: "Run",
    element: str,
    start: Ms,
    stop: Ms,
    rest_start: Ms,
    rest_stop: Ms,
    by: Hz = 0.3,
) -> float:
    """Part of the cells that fire faster by more than `by` than they do at rest, 0 to 1.

    They are asked from `start` up to `stop`; rest lasts from `rest_start` up to `rest_stop`.
    """
    asked = _counts(run, element, start, stop) / (stop - start)
    rest = _counts(run, element, rest_start, rest_stop) / (rest_stop - rest_start)
    return float(np.mean(1000.0 * (asked - rest) > by))


def _counts(run: "Run", element: str, start: float, stop: float) -> Floats:
    """Spikes of every cell from `start` up to `stop`."""
    index, at = spikes_of_cells(run, element)
    kept = index[(at >= start) & (at < stop)]
    return np.bincount(kept, minlength=cells_of(run, element)).astype(float)
