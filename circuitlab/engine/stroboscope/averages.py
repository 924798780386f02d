"""What slow biology is told of a window: averages of what is fast, taken while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.plan.plan import Address, Plan, Reals, Slots
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.stepping.simulation import Watch
from circuitlab.engine.stroboscope.strobed_states import StrobedState

_PEAKEDNESS = 16
"""Power by which a moment counts: high enough that the half of a peak counts nothing."""


class Averages:
    """Averages over a window, from samples a millisecond apart.

    Parameters
    ----------
    crossing : slots of what is fast and tells slow biology something
    strobed : slow states inside fast mechanisms, whose rates are averaged

    Attributes
    ----------
    watches : what must be watched in a window, in this order
    """

    def __init__(self, plan: Plan, crossing: Slots, strobed: Sequence[StrobedState]) -> None:
        self._strobed = strobed
        self._felt = np.isin(crossing, _felt_slots(plan))
        each = plan.settings.slow_steps
        places = _places(plan, crossing)
        self._own = tuple(
            Watch(element, "", index, each, (mechanism, row))
            for (element, mechanism, row), index in places
        )
        self.watches = (*self._own, *(watch for one in strobed for watch in one.watches))
        self.clear()

    def clear(self) -> None:
        """Begin another window."""
        self._samples = [np.zeros((0, len(self._own)))]
        for each in self._strobed:
            each.clear()

    def take(self, columns: Sequence[Reals], state: Reals) -> None:
        """Take what a call of the driver gave for :attr:`watches`."""
        if self._own:
            ranges = np.stack(columns[: len(self._own)], axis=1)
            self._samples.append(ranges.mean(axis=2))
        first = len(self._own)
        for each in self._strobed:
            end = first + len(each.watches)
            each.take(columns[first:end], state)
            first = end

    def are_of(self, strobed: Sequence[StrobedState]) -> bool:
        """Whether these, and no others, are the strobed states."""
        return [each.key for each in strobed] == [each.key for each in self._strobed]

    def carried(self, before: Averages, means: Reals, others: Reals) -> Reals:
        """(crossing,) averages that another plan had, and `others` of what it did not have."""
        known = dict(zip(before._own, means.tolist(), strict=True))
        rates = {each.key: each for each in before._strobed}
        for each in self._strobed:
            each.take_over(rates.get(each.key))
        found = zip(self._own, others.tolist(), strict=True)
        return np.array([known.get(watch, other) for watch, other in found])

    def end(self) -> Reals:
        """(crossing,) averages of the window; of what is felt, of where it is felt most."""
        for each in self._strobed:
            each.average()
        samples = np.concatenate(self._samples)
        if not len(samples):
            return np.zeros(samples.shape[1])
        return np.asarray(np.where(self._felt, near_peak(samples), samples.mean(axis=0)))


def near_peak(samples: Reals) -> Reals:
    """(columns,) averages of (samples, columns) in which each counts by a power of how high it is.

    It is as long as it is near its peak that something tells; pauses and tails do not.
    """
    highest = samples.max(axis=0)
    parts = np.divide(samples, highest, out=np.zeros_like(samples), where=highest > 0.0)
    weights = parts**_PEAKEDNESS
    total = weights.sum(axis=0)
    mean = np.divide((weights * parts).sum(axis=0), total, out=np.ones_like(total), where=total > 0)
    return np.asarray(mean * highest)


def _felt_slots(plan: Plan) -> Slots:
    """Slots of what is learnt from as it is felt."""
    none = np.zeros(0, np.int64)
    found = [
        plan.address[element, *place]
        for element, mechanism in plan.mechanisms_of.items()
        for place in recipe_of(mechanism).felt
        if (element, *place) in plan.address
    ]
    return np.concatenate([none, *found])


def _places(plan: Plan, slots: Slots) -> list[tuple[Address, int]]:
    """The address of each slot, with its place there."""
    wanted = np.zeros(len(plan.state), bool)
    wanted[slots] = True
    found = dict(_among(plan, wanted))
    return [found[slot] for slot in slots.tolist()]


def _among(plan: Plan, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, tuple[Address, int]]]:
    for address, slots in plan.address.items():
        for index in np.flatnonzero(wanted[slots]).tolist():
            yield int(slots[index]), (address, index)
