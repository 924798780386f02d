"""Where between two experiments a measure reaches a level, found by running what lies between."""

from __future__ import annotations

from collections.abc import Callable

from circuitlab.model.claims import Experiment
from circuitlab.model.mixing import between

MOST_RUNS = 20

MeasureOf = Callable[[Experiment], float]


def bisected(
    low: tuple[float, Experiment],
    high: tuple[float, Experiment],
    level: float,
    precision: float,
    measure: MeasureOf,
) -> float:
    """Return the x at which a measure reaches a level, to within half the precision.

    Parameters
    ----------
    low, high
        x and experiment below the level, and at it or above.
    """
    (start, first), (stop, last) = low, high
    below, above = 0.0, 1.0
    for _run in range(MOST_RUNS):
        if (above - below) * abs(stop - start) <= precision:
            break
        middle = (below + above) / 2.0
        if measure(between(first, last, middle)) >= level:
            above = middle
        else:
            below = middle
    return start + (below + above) / 2.0 * (stop - start)
