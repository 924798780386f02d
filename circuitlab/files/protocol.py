"""A file's timeline, experiments and claims: what they name must be there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.blobs import Arrays, filled
from circuitlab.files.parse import pointer
from circuitlab.files.report import Report
from circuitlab.files.schema import ClaimModel, ExperimentModel, StepModel, fitted, sound
from circuitlab.model.circuit import Circuit
from circuitlab.model.run_settings import read_duration
from circuitlab.model.timeline import read_time
from circuitlab.model.values import read_setting
from circuitlab.resources import _

Entry = dict[str, Any]
Judge = Callable[[Mapping[str, Any], str], Iterable[Problem]]
"""Given a claim and its place, yields what is wrong with its measure and what is expected."""

_NAMING = ("element", "heat")
"""The arguments of measures that are ids of elements."""


def read_timeline(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> list[Entry]:
    """Return the steps that fit, times in ms and values in catalog units."""
    given = report.entries(content, "timeline")
    return list(_steps(circuit, catalog, given, ("timeline",), arrays, report))


def read_experiments(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> Entry:
    """Return the experiments by name, without what does not fit in them."""
    experiments: Entry = {}
    found = content.get("experiments", {})
    if not isinstance(found, Mapping):
        what = _("“experiments” is not an object")
        report.add(Problem(pointer("experiments"), what, _("write an object in { }")))
        return experiments
    for name, given in found.items():
        steps = given.get("timeline") if isinstance(given, Mapping) else None
        if isinstance(steps, list | tuple):  # each is judged by itself
            given = {**given, "timeline": []}
        model, wrong = fitted(ExperimentModel, given, "experiments", name)
        report.extend(wrong)
        if model is None:
            continue
        where = pointer("experiments", name)
        time = _said(read_duration(model.duration), where + pointer("for"), report)
        given_values = {address: filled(value, arrays) for address, value in model.set.items()}
        settings = _settings(circuit, catalog, given_values, where + pointer("set"), report)
        entry = model.model_dump(by_alias=True, exclude_unset=True)
        usual = ExperimentModel.model_fields["duration"].default
        experiments[name] = {**entry, "for": usual if time is None else time, "set": settings}
        if isinstance(steps, list | tuple):
            place = ("experiments", name, "timeline")
            fit = _steps(circuit, catalog, steps, place, arrays, report)
            experiments[name]["timeline"] = list(fit)
    return experiments


def read_claims(
    circuit: Circuit,
    experiments: Entry,
    content: Mapping[str, Any],
    report: Report,
    judge: Judge | None = None,
) -> list[Entry]:
    """Return the claims that fit; their measures are judged where they are taken."""
    claims: dict[str, Entry] = {}
    named = content.get("experiments")
    known = {*experiments, *(named if isinstance(named, Mapping) else ())}
    for number, given in enumerate(report.entries(content, "claims")):
        where = pointer("claims", number)
        model, wrong = fitted(ClaimModel, given, "claims", number)
        report.extend(wrong)
        fields = sound(ClaimModel, given)
        report.extend(_misnamed(circuit, known, fields, where, report.left_out))
        if judge is not None:
            report.extend(judge(fields, where))
        if fields.get("id") in claims:
            what = _("Another claim is called “{id}” already").format(id=fields["id"])
            report.add(Problem(where + pointer("id"), what, _("give it another id")))
        elif model is not None and model.experiment in experiments:
            claims[model.id] = dict(given)
    return list(claims.values())


def _misnamed(
    circuit: Circuit,
    experiments: Collection[str],
    claim: Mapping[str, Any],
    where: str,
    left_out: Collection[str],
) -> Iterator[Problem]:
    """Yield the experiments and elements that a claim names and that are not there."""
    for field in ("experiment", "against"):
        name = claim.get(field)
        given = name is not None and not (field == "against" and name == "")
        if given and not (isinstance(name, str) and name in experiments):
            what = _("There is no experiment called “{name}”").format(name=name)
            yield Problem(where + pointer(field), what, did_you_mean(str(name), experiments))
    for argument in _NAMING:
        id = claim.get("args", {}).get(argument)
        there = isinstance(id, str) and (id in circuit.elements or id in left_out)
        if id is not None and not there:
            what = _("There is no element called “{id}”").format(id=id)
            near = did_you_mean(str(id), circuit.elements)
            yield Problem(where + pointer("args", argument), what, near)


def _steps(
    circuit: Circuit,
    catalog: Catalog,
    entries: Iterable[object],
    place: tuple[str, ...],
    arrays: Arrays,
    report: Report,
) -> Iterator[Entry]:
    """Yield the steps of a timeline that have a time, with what fits of their values."""
    for number, entry in enumerate(entries):
        model, wrong = fitted(StepModel, entry, *place, number)
        report.extend(wrong)
        fields = sound(StepModel, entry) if model is None else dict(model)
        where = pointer(*place, number)
        at = None
        if "at" in fields:
            at = _said(read_time(fields["at"]), where + pointer("at"), report)
        given = {address: filled(value, arrays) for address, value in fields.get("set", {}).items()}
        values = _settings(circuit, catalog, given, where + pointer("set"), report)
        words = {"label": model.label} if model is not None and model.label else {}
        if model is not None and at is not None:
            yield {"at": at, "set": values, **words}


def _said(time: float | Problem, where: str, report: Report) -> float | None:
    """Return a time in ms; None where it is none, which is reported."""
    if isinstance(time, Problem):
        report.add(Problem(where, time.what, time.remedy))
        return None
    return time


def _settings(
    circuit: Circuit, catalog: Catalog, given: Mapping[str, Any], where: str, report: Report
) -> Entry:
    """Return the settings that fit; those of elements of unknown kinds are kept as they are."""
    values: Entry = {}
    for address, value in given.items():
        id = address.partition(".")[0]
        element = circuit.elements.get(id)
        if element is None and id in report.left_out:
            continue
        if element is not None and element.kind not in catalog.kinds:
            values[address] = value
            continue
        setting = read_setting(circuit, catalog, address, value)
        if isinstance(setting, Problem):
            report.add(Problem(where + pointer(address), setting.what, setting.remedy))
        else:
            values[address] = setting[2]
    return values
