"""A file's timeline, experiments and claims: what they name must be there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.agreeing import agreeing_settings, agreeing_steps
from circuitlab.files.entries import claim_of, misfits
from circuitlab.files.packed_arrays import Arrays, filled
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.schema import ClaimModel, ExperimentModel, StepModel, fitted, sound
from circuitlab.model.circuit import Circuit
from circuitlab.model.claim_windows import window_problems
from circuitlab.model.claims import (
    Claim,
    Experiment,
    expectation_problems,
    taken_id,
)
from circuitlab.model.days import Days, read_days
from circuitlab.model.element import MUTED
from circuitlab.model.frozen import Value
from circuitlab.model.lasting import says_nothing
from circuitlab.model.leaving_out import measured_though_left_out, set_though_left_out
from circuitlab.model.mixing import unmixable
from circuitlab.model.parameter_values import read_setting
from circuitlab.model.run_settings import read_duration
from circuitlab.model.step import Step
from circuitlab.model.timeline import read_moment
from circuitlab.resources import _

T = TypeVar("T")
Judge = Callable[[Claim, str], Iterable[Problem]]
"""Given a claim and its place, yields what is wrong with its measure."""

_CHANGES = frozenset({"set", "mute", "unmute"})
"""What a step may do; one that does nothing is none."""


def read_timeline(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> tuple[Step, ...]:
    """Return the steps that fit."""
    given = report.entries(content, "timeline")
    steps = _steps(circuit, catalog, given, ("timeline",), arrays, report)
    return agreeing_steps(circuit, catalog, {}, dict(steps), "/timeline", report)


def read_experiments(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> dict[str, Experiment]:
    """Return the experiments by name, without what does not fit in them."""
    experiments: dict[str, Experiment] = {}
    found = content.get("experiments", {})
    if not isinstance(found, Mapping):
        what = _("“experiments” is not an object")
        report.add(Problem(pointer("experiments"), what, _("write an object in { }")))
        return experiments
    for name, given in found.items():
        experiment = _experiment(circuit, catalog, name, given, arrays, report)
        if experiment is not None:
            experiments[name] = experiment
    return experiments


def _experiment(
    circuit: Circuit, catalog: Catalog, name: str, given: Any, arrays: Arrays, report: Report
) -> Experiment | None:
    steps = given.get("timeline") if isinstance(given, Mapping) else None
    if isinstance(steps, list | tuple):  # each is judged by itself
        given = {**given, "timeline": []}
    model, wrong = fitted(ExperimentModel, given, "experiments", name)
    report.extend(wrong)
    if model is None:
        return None
    where = pointer("experiments", name)
    days = _days(model, where, report)
    time = _said(read_duration(model.duration), where + pointer("for"), report)
    given_values = {address: filled(value, arrays) for address, value in model.set.items()}
    values = read_settings(circuit, catalog, given_values, where + pointer("set"), report)
    values = agreeing_settings(circuit, catalog, values, where + pointer("set"), report)
    values |= read_mutes(circuit, model.mute, model.unmute, where, report)
    place = ("experiments", name, "timeline")
    fitting = steps if isinstance(steps, list | tuple) else ()
    timeline = read_steps(circuit, catalog, fitting, place, values, arrays, report)
    lasts = days.probe_ms if days else Experiment().duration_ms if time is None else time
    gone = tuple(_there(circuit, model.without, where + pointer("without"), report))
    other = model.model_extra or {}
    experiment = Experiment(lasts, values, tuple(model.seeds), timeline, gone, other, days)
    report.extend(set_though_left_out(circuit, experiment, where))
    return experiment


def _days(model: ExperimentModel, where: str, report: Report) -> Days | None:
    """Return the days that an experiment is seen over, if it is."""
    given = model.model_fields_set
    if model.days is None:
        for name in sorted(given & {"probe", "every"}):
            wrong = says_nothing(name)
            report.add(Problem(where + pointer(name), wrong.what, wrong.remedy))
        return None
    if "duration" in given:
        what = _("an experiment over days is as long as its windows")
        report.add(Problem(where + pointer("for"), what, _("take “for” out, and give “probe”")))
    found = read_days(model.days, model.probe, model.every)
    if isinstance(found, Days):
        return found
    report.extend(Problem(where + pointer(p.where), p.what, p.remedy) for p in found)
    return None


def read_claims(
    circuit: Circuit,
    experiments: Mapping[str, Experiment],
    content: Mapping[str, Any],
    report: Report,
    judge: Judge | None = None,
) -> tuple[Claim, ...]:
    """Return the claims that fit, and name all that is wrong with any of them.

    Parameters
    ----------
    judge
        Says what is wrong with a claim's measure, where measures are known.
    """
    claims: dict[str, Claim] = {}
    named = content.get("experiments")
    known = {*experiments, *(named if isinstance(named, Mapping) else ())}
    elements = circuit.elements.keys() | report.left_out
    for number, given in enumerate(report.entries(content, "claims")):
        where = pointer("claims", number)
        model, wrong = fitted(ClaimModel, given, "claims", number)
        report.extend(wrong)
        if not isinstance(given, Mapping):
            continue
        fields = sound(ClaimModel, given)
        claim = claim_of(given, fields)
        if not (given.get("series") or "experiment" in given):
            what = _("“{name}” is missing").format(name="experiment")
            report.add(Problem(where + pointer("experiment"), what, _("add it")))
        report.extend(naming_problems(claim, known, elements, where))
        report.extend(measured_though_left_out(circuit, claim, experiments, where))
        report.extend(unmixable(claim, experiments, where))
        report.extend(window_problems(claim, experiments, where))
        if judge is not None:
            report.extend(judge(claim, where))
        _judge_expectation(claim, fields, where, wrong, report)
        if "id" in fields and claim.id in claims:
            report.add(taken_id(claim.id, where))
        elif model is not None and _is_of_what_is_there(claim, circuit, experiments):
            claims[claim.id] = claim
    return tuple(claims.values())


def _is_of_what_is_there(claim: Claim, circuit: Circuit, experiments: Collection[str]) -> bool:
    """Whether all experiments and elements that a claim names are there."""
    measured = claim.experiments if claim.series else (claim.experiment,)
    return any(measured) and not any(naming_problems(claim, experiments, circuit.elements, ""))


def naming_problems(
    claim: Claim, experiments: Collection[str], elements: Collection[str], where: str
) -> Iterator[Problem]:
    """Yield the experiments and elements that a claim names and that are not there."""
    single = (("experiment", claim.experiment), ("against", claim.against))
    several = ((f"series/x/{name}", name) for name in claim.experiments if claim.series)
    for field, name in (*single, *several):
        if name and name not in experiments:
            what = _("There is no experiment called “{name}”").format(name=name)
            yield Problem(f"{where}/{field}", what, meant(name, experiments))
    for argument, id in claim.names():
        if not (isinstance(id, str) and id in elements):
            what = _("There is no element called “{id}”").format(id=id)
            yield Problem(f"{where}/args/{argument}", what, meant(str(id), elements))


def _judge_expectation(
    claim: Claim, fields: Mapping[str, Any], where: str, told: Iterable[Problem], report: Report
) -> None:
    """Name what is wrong with what a claim expects; no place is named twice."""
    wrong = list(misfits(fields, where))
    places = {problem.where for problem in (*told, *wrong)}
    if where + pointer("relative") in places:
        places.add(where + pointer("tolerance"))
    rest = expectation_problems(claim, where)
    report.extend([*wrong, *(problem for problem in rest if problem.where not in places)])


def read_steps(
    circuit: Circuit,
    catalog: Catalog,
    entries: Iterable[object],
    place: tuple[object, ...],
    values: Mapping[tuple[str, str], Value],
    arrays: Arrays,
    report: Report,
) -> tuple[Step, ...]:
    """Return the steps of a timeline at some place, beside values that are set there."""
    numbered = dict(_steps(circuit, catalog, entries, place, arrays, report))
    return agreeing_steps(circuit, catalog, values, numbered, pointer(*place), report)


def _steps(
    circuit: Circuit,
    catalog: Catalog,
    entries: Iterable[object],
    place: tuple[object, ...],
    arrays: Arrays,
    report: Report,
) -> Iterator[tuple[int, Step]]:
    """Yield the steps of a timeline that have a time, by number, with what fits of their values."""
    for number, entry in enumerate(entries):
        model, wrong = fitted(StepModel, entry, *place, number)
        report.extend(wrong)
        fields = sound(StepModel, entry) if model is None else dict(model)
        where = pointer(*place, number)
        at = None
        if "at" in fields:
            at = _said(read_moment(fields["at"]), where + pointer("at"), report)
        given = {address: filled(value, arrays) for address, value in fields.get("set", {}).items()}
        values = read_settings(circuit, catalog, given, where + pointer("set"), report)
        mute, unmute = fields.get("mute", []), fields.get("unmute", [])
        values |= read_mutes(circuit, mute, unmute, where, report)
        if model is not None and not _CHANGES & model.model_fields_set:
            what = _("“{name}” is missing").format(name="set")
            report.add(Problem(where + pointer("set"), what, _("add it")))
        elif model is not None and at is not None:
            yield number, Step(at[0], values, model.label, at[1])


def _said(time: T | Problem, where: str, report: Report) -> T | None:
    """Return a time; None where it is none, which is reported."""
    if isinstance(time, Problem):
        report.add(Problem(where, time.what, time.remedy))
        return None
    return time


def read_mutes(
    circuit: Circuit, mute: list[str], unmute: list[str], where: str, report: Report
) -> dict[tuple[str, str], Value]:
    """Return who is muted and who acts again, without those that are not there."""
    both = set(mute) & set(unmute)
    for id in sorted(both):
        what = _("“{id}” is to be muted and to act at once").format(id=id)
        report.add(Problem(where + pointer("unmute"), what, _("name it in one of the two lists")))
    values: dict[tuple[str, str], Value] = {}
    for name, ids in (("mute", mute), ("unmute", unmute)):
        known = _there(circuit, ids, where + pointer(name), report)
        values |= {(id, MUTED): name == "mute" for id in known if id not in both}
    return values


def _there(circuit: Circuit, ids: list[str], where: str, report: Report) -> list[str]:
    """Return the ids that elements have; others are reported."""
    there = report.left_out | circuit.elements.keys()
    for id in ids:
        if id not in there:
            what = _("There is no element called “{id}”").format(id=id)
            report.add(Problem(where, what, meant(id, circuit.elements)))
    return [id for id in ids if id in circuit.elements]


def read_settings(
    circuit: Circuit, catalog: Catalog, given: Mapping[str, Any], where: str, report: Report
) -> dict[tuple[str, str], Value]:
    """Return the settings that fit; those of elements of unknown kinds are kept as they are."""
    values: dict[tuple[str, str], Value] = {}
    for address, value in given.items():
        id, _dot, name = address.partition(".")
        element = circuit.elements.get(id)
        if element is None and id in report.left_out:
            continue
        if element is not None and element.kind not in catalog.kinds:
            values[id, name] = value
            continue
        setting = read_setting(circuit, catalog, address, value, given)
        if isinstance(setting, Problem):
            report.add(Problem(where + pointer(address), setting.what, setting.remedy))
        else:
            values[id, name] = setting[2]
    return values
