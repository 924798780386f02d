"""Two elements of one run beside each other: a measure of one over, or less, that of another.

``of`` names the measure; its own arguments are given along with it and hold for both elements,
but for the state where the other's has another name.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.analysis.run_records import FOREVER, Ms, spike_times, within

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

Measure = Callable[..., float]
Pair = tuple[float, float]


def of_two(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """Return the measures that set one of `measures` of an element beside that of another."""

    def pair(run: "Run", element: str, other: str, of: str, other_state: str, given: Any) -> Pair:
        theirs = {**given, "state": other_state} if other_state else given
        return measures[of](run, element, **given), measures[of](run, other, **theirs)

    def ratio_between(
        run: "Run", element: str, other: str, of: str, other_state: str = "", **given: Any
    ) -> float:
        """Value of the measure `of` an element over that of the `other` one."""
        first, second = pair(run, element, other, of, other_state, given)
        if second:
            return first / second
        return float("inf") if first > 0 else float("nan")

    def difference_between(
        run: "Run", element: str, other: str, of: str, other_state: str = "", **given: Any
    ) -> float:
        """Value of the measure `of` an element less that of the `other` one."""
        first, second = pair(run, element, other, of, other_state, given)
        return first - second

    return {each.__name__: each for each in (ratio_between, difference_between)}


def lag_between(
    run: "Run",
    element: str,
    other: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    longest: Ms = FOREVER,
) -> float:
    """Mean time from a spike of `element` to the next one of `other` in ms, up to `longest`.

    A spike that none follows so soon is left out. Cells of a population are taken together.
    """
    given = within(spike_times(run, element), start, stop)
    answers = within(spike_times(run, other), start, stop)
    place = np.searchsorted(answers, given)
    found = place < answers.size
    lags = answers[place[found]] - given[found]
    lags = lags[lags <= longest]
    return float(lags.mean()) if lags.size else float("nan")
