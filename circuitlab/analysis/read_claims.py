"""Whether a claim can be measured: its measure, with its arguments, and what it names."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping
from typing import Any

from circuitlab.analysis.arguments import Argument, arguments
from circuitlab.analysis.measures import MEASURES
from circuitlab.analysis.series import series_problems
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.files.protocol import naming_problems
from circuitlab.model.circuit import Circuit
from circuitlab.model.claim_windows import WINDOW, window_problems
from circuitlab.model.claims import Claim, expectation_problems, taken_id
from circuitlab.model.leaving_out import measured_though_left_out
from circuitlab.model.mixing import unmixable
from circuitlab.model.timeline import read_time
from circuitlab.resources import _


def claim_problems(claim: Claim, where: str) -> Iterator[Problem]:
    """Yield what is wrong with a claim's measure and its arguments.

    That a measure is missing is the file's to name.
    """
    if claim.measure and claim.measure not in MEASURES:
        what = _("there is no measure called “{name}”").format(name=claim.measure)
        yield Problem(f"{where}/measure", what, meant(claim.measure, MEASURES))
    elif claim.measure:
        yield from _wrong_arguments(claim.args, claim.measure, f"{where}/args")
    yield from series_problems(claim, where)


def unmeasurable(circuit: Circuit) -> Iterator[Problem]:
    """Yield why claims of a circuit cannot be measured; one that was opened whole has no such."""
    experiments, elements = circuit.document["experiments"], circuit.elements
    ids: set[str] = set()
    for number, claim in enumerate(circuit.document["claims"]):
        where = f"/claims/{number}"
        yield from _missing(claim, where)
        yield from naming_problems(claim, experiments, elements, where)
        yield from measured_though_left_out(circuit, claim, experiments, where)
        yield from claim_problems(claim, where)
        yield from unmixable(claim, experiments, where)
        yield from window_problems(claim, experiments, where)
        yield from expectation_problems(claim, where)
        if claim.id in ids:
            yield taken_id(claim.id, where)
        ids.add(claim.id)


def _missing(claim: Claim, where: str) -> Iterator[Problem]:
    for name in ("experiment", "measure"):
        if not (getattr(claim, name) or (name == "experiment" and claim.series)):
            yield Problem(
                f"{where}/{name}", _("“{name}” is missing").format(name=name), _("add it")
            )


def measure_arguments(claim: Claim) -> dict[str, Any]:
    """Return the arguments of a claim with which nothing is wrong, times in ms."""
    known = arguments(claim.measure, str(claim.args.get("of", "")))
    given = {name: value for name, value in claim.args.items() if name != WINDOW}
    return {name: _read(known[name], value) for name, value in given.items()}


def _read(argument: Argument, given: Any) -> Any:
    """Return an argument in its unit; a Problem where a text is no such quantity."""
    if argument.unit == "ms":
        return read_time(given)
    if argument.unit and isinstance(given, str):
        return parse_quantity(given, argument.unit)
    return given


def _wrong_arguments(given: object, measure: str, where: str) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        return
    known = arguments(measure, str(given.get("of", "")))
    for name, value in given.items():
        if name == WINDOW:  # which there are, the experiments say
            continue
        if name in known:
            yield from _wrong_argument(known[name], value, f"{where}/{name}")
        else:
            what = _("“{measure}” has no argument “{name}”").format(measure=measure, name=name)
            yield Problem(f"{where}/{name}", what, meant(name, known))
    for name, argument in known.items():
        if argument.required and name not in given:
            what = _("“{measure}” needs “{name}”").format(measure=measure, name=name)
            yield Problem(f"{where}/{name}", what, _("add it"))


def _wrong_argument(argument: Argument, given: object, where: str) -> Iterator[Problem]:
    value = _read(argument, given)
    if isinstance(value, Problem):
        yield Problem(where, value.what, value.remedy)
    elif argument.type is tuple and not _are_texts(value):
        yield Problem(where, _not_fitting(given), _("write ids in quotes, in [ ]"))
    elif argument.type is str and not isinstance(value, str):
        yield Problem(where, _not_fitting(given), _("write a text in quotes"))
    elif argument.choices and value not in argument.choices:
        yield Problem(where, _not_fitting(given), meant(str(value), argument.choices))
    elif argument.type is int and not _is_number(value, int):
        yield Problem(where, _not_fitting(given), _("write a whole number"))
    elif argument.type is float and not _is_number(value, int, float):
        yield Problem(where, _not_fitting(given), _("write a number"))
    elif argument.least is not None and value < argument.least:
        remedy = _("write a number from {least:g} on").format(least=argument.least)
        yield Problem(where, _not_fitting(given), remedy)


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def _is_number(value: object, *kinds: type) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


def _not_fitting(given: object) -> str:
    shown = f"“{given}”" if isinstance(given, str) else reprlib.repr(given)
    return _("{given} does not fit here").format(given=shown)
