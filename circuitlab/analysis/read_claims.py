"""Claims and experiments as they stand in a circuit's document, read and checked."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from circuitlab.analysis.measures import MEASURES, Argument, arguments
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Value
from circuitlab.model.overlay import Overlay
from circuitlab.model.run_settings import DURATION, read_duration
from circuitlab.model.timeline import Step, read_time
from circuitlab.model.values import overlay_of
from circuitlab.resources import _

COMPARISONS = ("ratio", "difference")
BOUNDS = ("at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Experiment:
    """A protocol: how long, with which values and steps, and with which seeds."""

    name: str
    duration_ms: float
    values: Mapping[tuple[str, str], Value]
    seeds: tuple[int, ...]
    timeline: tuple[Step, ...] = ()


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
        where = f"/experiments/{name}"
        values = _values(circuit, name, given.get("set", {}), f"{where}/set", problems)
        lasts = read_duration(given.get("for", DURATION.default))
        duration = _said(lasts, f"{where}/for", problems)
        seeds = given.get("seeds") or (circuit.document["seed"],)
        steps = tuple(_steps(circuit, name, given.get("timeline", ()), where, problems))
        found[name] = Experiment(name, duration, values, tuple(map(int, seeds)), steps)
    return found, problems


def _said(time: float | Problem, where: str, problems: list[Problem]) -> float:
    """A time in ms; what is wrong with it goes to `problems`."""
    if isinstance(time, Problem):
        problems.append(Problem(where, time.what, time.remedy))
        return math.nan
    return time


def _steps(
    circuit: Circuit,
    name: str,
    given: Iterable[Mapping[str, Any]],
    where: str,
    problems: list[Problem],
) -> Iterator[Step]:
    """Yield the steps of an experiment's timeline."""
    for place, entry in enumerate(given):
        here = f"{where}/timeline/{place}"
        values = _values(circuit, name, entry["set"], f"{here}/set", problems)
        yield Step(_said(read_time(entry["at"]), f"{here}/at", problems), values)


def read_claims(circuit: Circuit) -> tuple[list[Claim], list[Problem]]:
    """Return the claims of a circuit, and all that is wrong with them."""
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for place, given in enumerate(circuit.document["claims"]):
        id = str(given.get("id", place))
        where = f"/claims/{place}"
        wrong = [*_misnamed(circuit, given, where), *claim_problems(given, where)]
        if id in claims:
            what = _("Another claim is called “{id}” already").format(id=id)
            wrong.append(Problem(f"{where}/id", what, _("give it another id")))
        problems += wrong
        if not wrong:
            claims[id] = _claim(id, given)
    return list(claims.values()), problems


def claim_problems(given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Yield what is wrong with a claim by itself, whatever experiments and elements there are.

    A measure that is missing, and arguments that are no object, are the file's to name.
    """
    if given.get("compare", "ratio") not in COMPARISONS:
        remedy = _("allowed: {choices}").format(choices=", ".join(COMPARISONS))
        what = _("this is neither “ratio” nor “difference”")
        yield Problem(f"{where}/compare", what, remedy)
    measure = given.get("measure")
    if isinstance(measure, str) and measure not in MEASURES:
        what = _("there is no measure called “{name}”").format(name=measure)
        yield Problem(f"{where}/measure", what, did_you_mean(measure, MEASURES))
    elif isinstance(measure, str):
        yield from _wrong_arguments(given.get("args", {}), measure, f"{where}/args")
    yield from _wrong_expectation(given, where)


def _misnamed(circuit: Circuit, given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Yield what a claim names and is not there."""
    experiments = circuit.document["experiments"]
    for key in ("experiment", "against"):
        name = given.get(key, "" if key == "against" else None)
        if name != "" and name not in experiments:
            what = _("There is no experiment called “{name}”").format(name=name)
            yield Problem(f"{where}/{key}", what, did_you_mean(str(name), experiments))
    for key in ("element", "heat"):
        id = given.get("args", {}).get(key)
        if id is not None and id not in circuit.elements:
            what = _("There is no element called “{id}”").format(id=id)
            near = did_you_mean(str(id), circuit.elements)
            yield Problem(f"{where}/args/{key}", what, near)
    if not isinstance(given.get("measure"), str):
        what = _("“{name}” is missing").format(name="measure")
        yield Problem(f"{where}/measure", what, _("add it"))


def _wrong_arguments(given: object, measure: str, where: str) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        return
    known = arguments(measure)
    for name, value in given.items():
        if name in known:
            yield from _wrong_argument(known[name], value, f"{where}/{name}")
        else:
            what = _("“{measure}” has no argument “{name}”").format(measure=measure, name=name)
            yield Problem(f"{where}/{name}", what, did_you_mean(name, known))
    for name, argument in known.items():
        if argument.required and name not in given:
            what = _("“{measure}” needs “{name}”").format(measure=measure, name=name)
            yield Problem(f"{where}/{name}", what, _("add it"))


def _wrong_argument(argument: Argument, value: object, where: str) -> Iterator[Problem]:
    if argument.unit == "ms":
        time = read_time(value)
        if isinstance(time, Problem):
            yield Problem(where, time.what, time.remedy)
    elif argument.type is int and (isinstance(value, bool) or not isinstance(value, int)):
        yield Problem(where, _not_fitting(value), _("write a whole number"))
    elif argument.type is str and not isinstance(value, str):
        yield Problem(where, _not_fitting(value), _("write a text in quotes"))


def _wrong_expectation(given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Yield what is wrong with the value that a claim expects, and how near it must be."""
    expected = given.get("expected")
    if isinstance(expected, Mapping):
        yield from _wrong_bounds(expected, f"{where}/expected")
    elif expected is None:
        what = _("nothing says what is expected")
        remedy = _("give “expected” with “tolerance” or “relative”")
        yield Problem(f"{where}/expected", what, remedy)
    elif not _is_number(expected):
        remedy = _("write a number, or “at_least” and “at_most” in { }")
        yield Problem(f"{where}/expected", _not_fitting(expected), remedy)
    elif given.get("tolerance") is None and given.get("relative") is None:
        what = _("nothing says how near to what is expected it must be")
        yield Problem(f"{where}/tolerance", what, _("give “tolerance” or “relative”"))
    for name in ("tolerance", "relative"):
        margin = given.get(name)
        if margin is not None and not (_is_number(margin) and margin >= 0):
            remedy = _("write a number that is not negative")
            yield Problem(f"{where}/{name}", _not_fitting(margin), remedy)


def _wrong_bounds(expected: Mapping[str, Any], where: str) -> Iterator[Problem]:
    for name, bound in expected.items():
        if name not in BOUNDS:
            what = _("“{name}” is not known here").format(name=name)
            yield Problem(f"{where}/{name}", what, did_you_mean(name, BOUNDS))
        elif not (bound is None or _is_number(bound)):
            yield Problem(f"{where}/{name}", _not_fitting(bound), _("write a number"))
    if all(expected.get(name) is None for name in BOUNDS):
        what = _("nothing says what is expected")
        yield Problem(where, what, _("give “at_least” or “at_most”"))


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _not_fitting(given: object) -> str:
    shown = f"“{given}”" if isinstance(given, str) else reprlib.repr(given)
    return _("{given} does not fit here").format(given=shown)


def _claim(id: str, given: Mapping[str, Any]) -> Claim:
    """Return a claim with which nothing is wrong."""
    known = arguments(given["measure"])
    args = {
        name: read_time(value) if known[name].unit == "ms" else value
        for name, value in given.get("args", {}).items()
    }
    low, high = _bounds(given)
    expected = given["expected"]
    words = {key: str(given[key]) for key in ("against", "compare", "literature") if key in given}
    return Claim(
        id,
        str(given.get("text", id)),
        str(given["experiment"]),
        given["measure"],
        args,
        float(expected) if _is_number(expected) else math.nan,
        low,
        high,
        source=str(given.get("source", "")),
        **words,
    )


def _bounds(given: Mapping[str, Any]) -> tuple[float, float]:
    """The lowest and the highest value that a claim allows."""
    expected = given["expected"]
    if isinstance(expected, Mapping):
        low, high = (expected.get(name) for name in BOUNDS)
        return -math.inf if low is None else float(low), math.inf if high is None else float(high)
    tolerance, relative = (float(given.get(name) or 0) for name in ("tolerance", "relative"))
    margin = max(tolerance, relative * abs(expected))
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
