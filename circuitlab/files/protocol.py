"""A file's timeline, experiments and claims: what they name must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.blobs import Arrays, filled
from circuitlab.files.parse import pointer
from circuitlab.files.report import Report
from circuitlab.files.schema import ClaimModel, ExperimentModel, StepModel, fitted
from circuitlab.model.circuit import Circuit
from circuitlab.model.timeline import read_time
from circuitlab.model.values import read_setting
from circuitlab.resources import _

Entry = dict[str, Any]
_NAMING = ("element", "heat")
"""The arguments of measures that are ids of elements."""


def read_timeline(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> list[Entry]:
    """Return the steps that fit, times in ms and values in catalog units."""
    steps = []
    for number, given in enumerate(report.entries(content, "timeline")):
        model, wrong = fitted(StepModel, given, "timeline", number)
        report.extend(wrong)
        if model is None:
            continue
        at = read_time(model.at)
        if isinstance(at, Problem):
            report.add(Problem(pointer("timeline", number, "at"), at.what, at.remedy))
            continue
        where = pointer("timeline", number, "set")
        given_values = {address: filled(value, arrays) for address, value in model.set.items()}
        values = _settings(circuit, catalog, given_values, where, report)
        words = {"label": model.label} if model.label else {}
        steps.append({"at": at, "set": values, **words})
    return steps


def read_experiments(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> Entry:
    """Return the experiments that fit, by name."""
    experiments: Entry = {}
    found = content.get("experiments", {})
    if not isinstance(found, Mapping):
        what = _("“experiments” is not an object")
        report.add(Problem(pointer("experiments"), what, _("write an object in { }")))
        return experiments
    for name, given in found.items():
        model, wrong = fitted(ExperimentModel, given, "experiments", name)
        report.extend(wrong)
        if model is None:
            continue
        time = read_time(model.duration)
        where = pointer("experiments", name)
        if isinstance(time, Problem):
            report.add(Problem(where + pointer("for"), time.what, time.remedy))
            continue
        given_values = {address: filled(value, arrays) for address, value in model.set.items()}
        settings = _settings(circuit, catalog, given_values, where + pointer("set"), report)
        entry = model.model_dump(by_alias=True, exclude_unset=True)
        experiments[name] = {**entry, "for": time, "set": settings}
    return experiments


def read_claims(
    circuit: Circuit, experiments: Entry, content: Mapping[str, Any], report: Report
) -> list[Entry]:
    """Return the claims that fit; their measures are judged where they are taken."""
    claims: dict[str, Entry] = {}
    for number, given in enumerate(report.entries(content, "claims")):
        model, wrong = fitted(ClaimModel, given, "claims", number)
        report.extend(wrong)
        if model is None:
            continue
        where = pointer("claims", number)
        report.extend(_misnamed(circuit, model, where))
        if model.id in claims:
            what = _("Another claim is called “{id}” already").format(id=model.id)
            report.add(Problem(where + pointer("id"), what, _("give it another id")))
        elif model.experiment not in experiments:
            what = _("There is no experiment called “{name}”").format(name=model.experiment)
            near = did_you_mean(model.experiment, experiments)
            report.add(Problem(where + pointer("experiment"), what, near))
        else:
            claims[model.id] = dict(given)
    return list(claims.values())


def _misnamed(circuit: Circuit, claim: ClaimModel, where: str) -> Iterator[Problem]:
    """Yield the elements that a claim measures and that are not there."""
    for name in _NAMING:
        id = claim.args.get(name)
        if isinstance(id, str) and id not in circuit.elements:
            what = _("There is no element called “{id}”").format(id=id)
            near = did_you_mean(id, circuit.elements)
            yield Problem(where + pointer("args", name), what, near)


def _settings(
    circuit: Circuit, catalog: Catalog, given: Mapping[str, Any], where: str, report: Report
) -> Entry:
    """Return the settings that fit; those of elements of unknown kinds are kept as they are."""
    values: Entry = {}
    for address, value in given.items():
        element = circuit.elements.get(address.partition(".")[0])
        if element is not None and element.kind not in catalog.kinds:
            values[address] = value
            continue
        setting = read_setting(circuit, catalog, address, value)
        if isinstance(setting, Problem):
            report.add(Problem(where + pointer(address), setting.what, setting.remedy))
        else:
            values[address] = setting[2]
    return values
