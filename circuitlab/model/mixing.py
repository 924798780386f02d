"""Experiments that lie between two others, where these differ in nothing but numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from circuitlab.catalog.words import Problem
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.frozen import Value
from circuitlab.resources import _


def between(low: Experiment, high: Experiment, part: float) -> Experiment:
    """Return the experiment that lies a part of the way from one to another, 0 to 1."""
    values: dict[tuple[str, str], Value] = dict(low.values)
    for address in _differing(low, high):
        first, last = float(str(low.values[address])), float(str(high.values[address]))
        values[address] = first + part * (last - first)
    return replace(low, values=values)


def unmixable(claim: Claim, experiments: Mapping[str, Experiment], where: str) -> Iterator[Problem]:
    """Yield what keeps a series with a precision from being run between its experiments."""
    named = claim.series.get("x")
    if "precision" not in claim.series or not isinstance(named, Mapping):
        return
    if not all(name in experiments and _is_number(x) for name, x in named.items()):
        return
    rising = sorted(named, key=lambda name: float(named[name]))
    for first, later in pairwise(rising):
        if not _mix(experiments[first], experiments[later]):
            what = _("nothing lies between “{first}” and “{later}”")
            remedy = _("let the same values be set in both, and only numbers differ")
            yield Problem(
                f"{where}/series/x/{later}", what.format(first=first, later=later), remedy
            )


def _mix(low: Experiment, high: Experiment) -> bool:
    """Whether two experiments differ in nothing but numbers that both set."""
    if replace(low, values=high.values) != high or {*low.values} != {*high.values}:
        return False
    return all(
        _is_number(experiment.values[address])
        for experiment in (low, high)
        for address in _differing(low, high)
    )


def _differing(low: Experiment, high: Experiment) -> list[tuple[str, str]]:
    return [address for address, value in low.values.items() if high.values[address] != value]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
