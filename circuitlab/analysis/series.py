"""What several experiments say together: a measure of each, read as a function of a number x.

A claim's series names its experiments with their x, such as a weight, a dose or a place. How it is
read is one of `READINGS`; each takes the x, rising, and what was measured at each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from circuitlab.analysis.hill_fit import fitted_hill
from circuitlab.analysis.run_records import Floats
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.model.claims import Claim
from circuitlab.resources import _

Read = Callable[[Floats, Floats, float], float]
_KNOWN = ("x", "read", "level", "precision", "unit")


def threshold(x: Floats, y: Floats, level: float) -> float:
    """The smallest x at which the measure reaches the level, on straight lines between them.

    Not a number where it reaches it from the beginning, or never.
    """
    reached = np.flatnonzero(y >= level)
    if not reached.size or reached[0] == 0:
        return float("nan")
    n = int(reached[0])
    part = (level - y[n - 1]) / (y[n] - y[n - 1])
    return float(x[n - 1] + part * (x[n] - x[n - 1]))


def ec50(x: Floats, y: Floats, _level: float) -> float:
    """The x with half of the effect, of a Hill curve fitted to all; within the x that were tried.

    Not a number where the curve's middle lies outside of them.
    """
    middle = fitted_hill(x, y).middle
    return middle if x[x > 0.0].min() <= middle <= x.max() else float("nan")


def hill_slope(x: Floats, y: Floats, _level: float) -> float:
    """Exponent of the fitted Hill curve."""
    return fitted_hill(x, y).exponent


def rises(_x: Floats, y: Floats, _level: float) -> float:
    """1 where the measure never falls as x grows and ends above where it began, else 0."""
    return float(bool(np.all(np.diff(y) >= 0.0) and y[-1] > y[0]))


def falls(x: Floats, y: Floats, level: float) -> float:
    """1 where the measure never rises as x grows and ends below where it began, else 0."""
    return rises(x, -y, level)


def share_reaching(_x: Floats, y: Floats, level: float) -> float:
    """Part of the experiments whose measure reaches the level, 0 to 1: the area of a field."""
    return float(np.mean(y >= level))


class Reading(NamedTuple):
    """A way to read a series, the fewest experiments it takes, and whether it needs a level."""

    read: Read
    fewest: int = 2
    needs_level: bool = False


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "threshold": Reading(threshold, needs_level=True),
        "ec50": Reading(ec50, fewest=4),
        "hill_slope": Reading(hill_slope, fewest=4),
        "rises": Reading(rises),
        "falls": Reading(falls),
        "share_reaching": Reading(share_reaching, needs_level=True),
    }
)


def read_series(claim: Claim, measured: Mapping[str, float]) -> float:
    """Return what a series says, given the measure of each of its experiments by name."""
    if any(np.isnan(value) for value in measured.values()):
        return float("nan")
    points = sorted((float(x), measured[name]) for name, x in claim.series["x"].items())
    x, y = np.array(points).T
    level = float(claim.series.get("level", 0.0))
    return READINGS[claim.series["read"]].read(x, y, level)


def series_problems(claim: Claim, where: str) -> Iterator[Problem]:
    """Yield what is wrong with a claim's series: how it is read, its x and its level."""
    given = claim.series
    if not given:
        return
    for field in ("experiment", "against"):
        if getattr(claim, field):
            what = _("a claim on a series has no “{name}”").format(name=field)
            yield Problem(f"{where}/{field}", what, _("take it out, or the series"))
    for name in given:
        if name not in _KNOWN:
            what = _("“{name}” is not known here").format(name=name)
            yield Problem(f"{where}/series/{name}", what, meant(name, _KNOWN))
    yield from _wrong_reading(given, f"{where}/series")


def _wrong_reading(given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    name = given.get("read")
    if name is None:
        yield Problem(f"{where}/read", _("“{name}” is missing").format(name="read"), _("add it"))
        return
    if not isinstance(name, str) or name not in READINGS:
        what = _("a series is not read as “{name}”").format(name=name)
        yield Problem(f"{where}/read", what, meant(str(name), READINGS))
        return
    reading = READINGS[name]
    yield from _wrong_x(given.get("x"), reading, f"{where}/x")
    if reading.needs_level and not _is_number(given.get("level")):
        what = _("“{name}” needs the level to reach").format(name=name)
        yield Problem(f"{where}/level", what, _("give “level”, a number in the measure's unit"))
    yield from _wrong_precision(given, reading, f"{where}/precision")
    if not isinstance(given.get("unit", ""), str):
        what = _("{given} does not fit here").format(given=given["unit"])
        yield Problem(f"{where}/unit", what, _("write the unit of x in quotes"))


def _wrong_precision(given: Mapping[str, Any], reading: Reading, where: str) -> Iterator[Problem]:
    if "precision" not in given:
        return
    precision = given["precision"]
    if reading.read is not threshold:
        what = _("only a threshold has a precision")
        yield Problem(where, what, _("take it out, or read “threshold”"))
    elif not (_is_number(precision) and precision > 0):
        what = _("{given} does not fit here").format(given=precision)
        yield Problem(where, what, _("write a number above 0, in the unit of x"))


def _wrong_x(given: object, reading: Reading, where: str) -> Iterator[Problem]:
    remedy = _("name at least {count} experiments, each with its own number: {{“weak”: 1}}")
    remedy = remedy.format(count=reading.fewest)
    if not isinstance(given, Mapping) or len(given) < reading.fewest:
        yield Problem(where, _("there are too few experiments to read this from"), remedy)
        return
    wrong = [name for name, x in given.items() if not _is_number(x)]
    for name in wrong:
        what = _("the x of “{name}” is no number").format(name=name)
        yield Problem(f"{where}/{name}", what, _("write a number"))
    if not wrong and len({*given.values()}) < len(given):
        yield Problem(where, _("two experiments have the same x"), remedy)
    elif not wrong and reading.fewest > 2 and not _are_doses([*given.values()]):
        what = _("a Hill curve has no doses below 0, and at most one that is 0")
        yield Problem(where, what, _("give x from 0 on"))


def _are_doses(x: list[float]) -> bool:
    return min(x) >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value)
