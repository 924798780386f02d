"""Claims and experiments as they stand in a circuit's document, read and checked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from circuitlab.analysis.measures import MEASURES, arguments
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Value
from circuitlab.model.overlay import Overlay
from circuitlab.model.timeline import read_time
from circuitlab.model.values import overlay_of
from circuitlab.resources import _

COMPARISONS = ("ratio", "difference")


@dataclass(frozen=True, slots=True)
class Experiment:
    """A protocol: how long, with which values, and with which seeds."""

    name: str
    duration_ms: float
    values: Mapping[tuple[str, str], Value]
    seeds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a measure of an experiment must be.

    Attributes
    ----------
    against, compare
        Another experiment that the measure is compared with, and how (ratio or difference).
    low, high
        Bounds of what is expected, both included.
    literature
        The range that experiments on tissue or people allow, in words.
    source
        Where the expected value comes from.
    """

    id: str
    text: str
    experiment: str
    measure: str
    args: Mapping[str, Any] = field(default_factory=dict)
    expected: float = math.nan
    low: float = -math.inf
    high: float = math.inf
    against: str = ""
    compare: str = "ratio"
    literature: str = ""
    source: str = ""

    @property
    def experiments(self) -> tuple[str, ...]:
        """Names of the experiments it needs."""
        return (self.experiment, self.against) if self.against else (self.experiment,)


def read_experiments(circuit: Circuit) -> tuple[dict[str, Experiment], list[Problem]]:
    """Return the experiments of a circuit by name, and all that is wrong with them."""
    found: dict[str, Experiment] = {}
    problems: list[Problem] = []
    for name, given in circuit.document["experiments"].items():
        where = f"experiments/{name}"
        values = _values(circuit, name, given.get("set", {}), f"{where}/set", problems)
        duration = _time(given.get("for", 1000.0), f"{where}/for", problems)
        seeds = given.get("seeds") or (circuit.document["seed"],)
        found[name] = Experiment(name, duration, values, tuple(int(seed) for seed in seeds))
    return found, problems


def read_claims(circuit: Circuit) -> tuple[list[Claim], list[Problem]]:
    """Return the claims of a circuit, and all that is wrong with them."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for place, given in enumerate(circuit.document["claims"]):
        id = str(given.get("id", place))
        where = f"claims/{id}"
        wrong = [*_wrong_claim(circuit, given, where)]
        if id in names:
            wrong.append(Problem(where, _("another claim has this id")))
        names.add(id)
        problems += wrong
        if not wrong:
            claims.append(_claim(id, given, where, problems))
    return claims, problems


def _wrong_claim(circuit: Circuit, given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    experiments = circuit.document["experiments"]
    for key in ("experiment", "against"):
        name = given.get(key, "" if key == "against" else None)
        if name != "" and name not in experiments:
            what = _("there is no experiment called “{name}”").format(name=name)
            yield Problem(f"{where}/{key}", what, did_you_mean(str(name), experiments))
    if given.get("compare", "ratio") not in COMPARISONS:
        yield Problem(f"{where}/compare", _("this is neither “ratio” nor “difference”"))
    measure = str(given.get("measure"))
    if measure not in MEASURES:
        what = _("there is no measure called “{name}”").format(name=measure)
        yield Problem(f"{where}/measure", what, did_you_mean(measure, MEASURES))
    else:
        yield from _wrong_arguments(circuit, given.get("args", {}), measure, f"{where}/args")
    if not _bounds(given):
        what = _("nothing says what is expected")
        yield Problem(where, what, _("give “expected” with “tolerance” or “relative”"))


def _wrong_arguments(
    circuit: Circuit, given: Mapping[str, Any], measure: str, where: str
) -> Iterator[Problem]:
    known = arguments(measure)
    for name in given:
        if name not in known:
            what = _("“{measure}” has no argument “{name}”").format(measure=measure, name=name)
            yield Problem(f"{where}/{name}", what, did_you_mean(name, known))
    for name, (required, _unit) in known.items():
        if required and name not in given:
            what = _("“{measure}” needs “{name}”").format(measure=measure, name=name)
            yield Problem(where, what)
    for name in ("element", "heat"):
        if name in given and given[name] not in circuit.elements:
            what = _("the circuit has no element “{id}”").format(id=given[name])
            near = did_you_mean(str(given[name]), circuit.elements)
            yield Problem(f"{where}/{name}", what, near)


def _claim(id: str, given: Mapping[str, Any], where: str, problems: list[Problem]) -> Claim:
    units = arguments(str(given["measure"]))
    args = {
        name: _time(value, f"{where}/args/{name}", problems) if units[name][1] == "ms" else value
        for name, value in given.get("args", {}).items()
    }
    low, high = _bounds(given) or (-math.inf, math.inf)
    expected = given["expected"]
    number = float(expected) if isinstance(expected, int | float) else math.nan
    words = {key: str(given[key]) for key in ("against", "compare", "literature") if key in given}
    return Claim(
        id,
        str(given.get("text", id)),
        str(given["experiment"]),
        str(given["measure"]),
        args,
        number,
        low,
        high,
        source=str(given.get("source", "")),
        **words,
    )


def _bounds(given: Mapping[str, Any]) -> tuple[float, float] | None:
    """The lowest and the highest value that a claim allows, or None where it says neither."""
    expected = given.get("expected")
    if isinstance(expected, Mapping):
        low, high = expected.get("at_least"), expected.get("at_most")
        if low is None and high is None:
            return None
        return -math.inf if low is None else float(low), math.inf if high is None else float(high)
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return None
    if "relative" not in given and "tolerance" not in given:
        return None
    margin = max(float(given.get("tolerance", 0)), float(given.get("relative", 0)) * abs(expected))
    return expected - margin, expected + margin


def _values(
    circuit: Circuit, name: str, given: Mapping[str, Any], where: str, problems: list[Problem]
) -> Mapping[tuple[str, str], Value]:
    """Every address with its value in the catalog's unit; what is wrong goes to `problems`."""
    overlay = overlay_of(circuit, default_catalog(), name, given)
    if isinstance(overlay, Overlay):
        return overlay.values
    problems += [Problem(f"{where}/{p.where}", p.what, p.remedy) for p in overlay]
    return {}


def _time(given: object, where: str, problems: list[Problem]) -> float:
    """A time in ms, from a number or a text with its unit."""
    time = read_time(given)
    if isinstance(time, Problem):
        problems.append(Problem(where, time.what, time.remedy))
        return math.nan
    return time
