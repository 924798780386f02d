"""What a circuit says of itself: experiments, and claims on what they show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.model.days import Days
from circuitlab.model.frozen import FrozenMap, Value, freeze
from circuitlab.model.run_settings import DURATION
from circuitlab.model.step import Step
from circuitlab.resources import _

COMPARISONS = ("ratio", "difference")

_NAMING = ("element", "heat", "other")
"""The arguments of measures that are ids of elements."""
_NAMING_SEVERAL = ("others",)
_NOTHING: FrozenMap[Any] = FrozenMap()
_NEAR = 0.05
"""Part of a known miss that another measurement of it may be off, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A protocol: how long, with which values and steps, and with which seeds.

    Attributes
    ----------
    duration_ms
        Model time in ms; of days that are seen through windows, that of a window.
    values
        By (element id or "document", parameter), in catalog units.
    without
        Ids of the elements that it leaves out, with what needs them.
    seeds
        One run for each; the circuit's own where there are none.
    days
        Body time that is seen through windows; None where the run is one stretch of model time.
    other
        What a file says beyond this, by name; it is written back as it stood.
    """

    duration_ms: float = float(str(DURATION.default))
    values: Mapping[tuple[str, str], Value] = FrozenMap()  # type: ignore[assignment]
    seeds: tuple[int, ...] = ()
    timeline: tuple[Step, ...] = ()
    without: tuple[str, ...] = ()
    other: Mapping[str, Any] = _NOTHING
    days: Days | None = None

    def __post_init__(self) -> None:
        for name in ("values", "seeds", "timeline", "without", "other"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    @property
    def neural_ms(self) -> float:
        """Model time that a run of it takes in all."""
        return self.duration_ms if self.days is None else self.days.neural_ms

    def sets(self) -> Iterator[tuple[str, str]]:
        """Yield every (element id, parameter) that it sets, at its start or later."""
        yield from self.values
        for step in self.timeline:
            yield from step.values


@dataclass(frozen=True, slots=True)
class Claim:
    """What a measure of an experiment must be; a file names each part as it is named here.

    Attributes
    ----------
    measure, args
        A number that `analysis.measures` reads off a run, and its arguments as they were written.
    series
        In place of one experiment several, each with a number (``x``), and how what was measured is
        read as a function of it (``read``, ``level``).
    against, compare
        Another experiment that the measure is compared with, and how (ratio or difference).
    expected
        A value, how far off it may be (`tolerance`) and what part of it that is (`relative`).
    at_least, at_most
        Bounds in place of a value, both included.
    literature
        The range that experiments on tissue or people allow, in words.
    source
        Where the expected value comes from.
    known_miss
        What is measured in place of it, where that is known (``measured``), and why (``reason``);
        how far off that may be (``tolerance``), else what the claim itself allows.
    other
        What a file says beyond this, or in a way that does not fit; it is written back as it stood.
    """

    id: str
    text: str = ""
    experiment: str = ""
    measure: str = ""
    args: Mapping[str, Any] = _NOTHING
    series: Mapping[str, Any] = _NOTHING
    against: str = ""
    compare: str = "ratio"
    expected: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    tolerance: float | None = None
    relative: float | None = None
    literature: str = ""
    source: str = ""
    known_miss: Mapping[str, Any] = _NOTHING
    other: Mapping[str, Any] = _NOTHING

    def __post_init__(self) -> None:
        for name in ("args", "series", "known_miss", "other"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    @property
    def title(self) -> str:
        """What people read of it."""
        return self.text or self.id

    @property
    def experiments(self) -> tuple[str, ...]:
        """Names of the experiments it needs."""
        if self.series:
            several = self.series.get("x")
            return tuple(several) if isinstance(several, Mapping) else ()
        return (self.experiment, self.against) if self.against else (self.experiment,)

    def names(self) -> Iterator[tuple[str, object]]:
        """Yield each argument that names elements, with what it names."""
        yield from ((name, self.args[name]) for name in _NAMING if self.args.get(name) is not None)
        for name in _NAMING_SEVERAL:
            given = self.args.get(name)
            yield from ((name, id) for id in (given if isinstance(given, tuple) else ()))

    @property
    def margin(self) -> float:
        """How far off the expected value it may be: the wider of the two that may be given."""
        return max(self.tolerance or 0.0, (self.relative or 0.0) * abs(self.expected or 0.0))

    @property
    def low(self) -> float:
        """The lowest value that it allows."""
        if self.expected is not None:
            return self.expected - self.margin
        return -math.inf if self.at_least is None else self.at_least

    @property
    def high(self) -> float:
        """The highest value that it allows."""
        if self.expected is not None:
            return self.expected + self.margin
        return math.inf if self.at_most is None else self.at_most

    def misses_as_known(self, measured: float) -> bool:
        """Whether a number that was measured is the one with which it is known to miss."""
        told = self.known_miss.get("measured")
        if told is None:
            return False
        margin = self.known_miss.get("tolerance")
        if margin is None:
            margin = max(self.margin, _NEAR * abs(told))
        return bool(abs(measured - told) <= margin)


def expectation_problems(claim: Claim, where: str) -> Iterator[Problem]:
    """Yield what is wrong with the value that a claim expects, and how it is compared."""
    if claim.compare not in COMPARISONS:
        remedy = _("allowed: {choices}").format(choices=", ".join(COMPARISONS))
        what = _("this is neither “ratio” nor “difference”")
        yield Problem(f"{where}/compare", what, remedy)
    if claim.expected is claim.at_least is claim.at_most is None:
        what = _("nothing says what is expected")
        remedy = _("give “expected” with “tolerance” or “relative”")
        yield Problem(f"{where}/expected", what, remedy)
    elif claim.expected is not None and claim.tolerance is claim.relative is None:
        what = _("nothing says how near to what is expected it must be")
        yield Problem(f"{where}/tolerance", what, _("give “tolerance” or “relative”"))
    for name, margin in (("tolerance", claim.tolerance), ("relative", claim.relative)):
        if margin is not None and not margin >= 0:
            what = _("{given} does not fit here").format(given=margin)
            yield Problem(f"{where}/{name}", what, _("write a number that is not negative"))


def taken_id(id: str, where: str) -> Problem:
    """Return what is wrong with a claim whose id another one has."""
    what = _("Another claim is called “{id}” already").format(id=id)
    return Problem(f"{where}/id", what, _("give it another id"))
