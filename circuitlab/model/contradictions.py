"""Values that are each in range but contradict each other: in an element, and in what a run sets.

What the catalog says of a kind (:mod:`circuitlab.catalog.constraints`) is judged here for every
combination that values come to hold together in: as the circuit stands, at each step of its
timeline, and in each of its experiments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np

from circuitlab.catalog.constraints import broken, holds, refusal, related, rule_of
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem, format_value
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import body_words
from circuitlab.model.frozen import Array, Value
from circuitlab.model.paired_lists import in_pairs, unpaired
from circuitlab.model.run_settings import DURATION
from circuitlab.model.step import Step
from circuitlab.model.timeline import when
from circuitlab.resources import _

Address = tuple[str, str]
Values = Mapping[str, Any]
"""Those values of an element that differ from the catalog's, by parameter."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one element that cannot hold together.

    Attributes
    ----------
    names
        The parameters concerned.
    problem
        What is wrong and what to do; its place is the first of these parameters.
    """

    names: tuple[str, ...]
    problem: Problem


def contradictions(kind: Kind, values: Values) -> Iterator[Contradiction]:
    """Yield what contradicts itself in the values of an element, each cell judged by itself."""
    if related_values(kind).isdisjoint(values):
        return  # the catalog's own values agree
    if (found := unpaired(kind, values)) is not None:
        yield Contradiction(*found)
    numbers = {name: _number(kind, values, name) for name in _related(kind)}
    lengths = {len(number) for number in numbers.values() if isinstance(number, np.ndarray)} - {1}
    if len(lengths) > 1:
        return  # that they do not fit the cells is told elsewhere
    several = any(isinstance(number, np.ndarray) for number in numbers.values())
    for constraint in kind.constraints if several else broken(kind, numbers):
        rule = rule_of(constraint)
        place = _first_wrong(holds(kind, rule, numbers)) if several else 0
        if place is not None:
            cell = {name: _at(number, place) for name, number in numbers.items()}
            problem = refusal(kind, constraint, cell)
            yield Contradiction(rule.names, _of_cell(problem, place) if several else problem)


def contradiction_of(
    circuit: Circuit, catalog: Catalog, id: str, names: Collection[str]
) -> Problem | None:
    """Return what these values of an element contradict others in, now or in what runs set.

    The place of the problem is one of `names`, those that somebody sets.
    """
    element = circuit.elements.get(id)
    kind = catalog.kinds.get(element.kind) if element else None
    if element is None or kind is None or related_values(kind).isdisjoint(names):
        return None
    for found in _in_all(circuit, kind, id, element.params):
        name = next((name for name in found.names if name in names), next(iter(names)))
        return Problem(f"{id}.{name}", found.problem.what, found.problem.remedy)
    return None


def contradiction_with(
    circuit: Circuit, catalog: Catalog, id: str, present: Mapping[Address, object]
) -> Problem | None:
    """Return what an element's values contradict in, together with those a run has set by now."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None:
        return None
    values = {**circuit.elements[id].params, **_of(id, present)}
    return next((found.problem for found in contradictions(kind, values)), None)


def in_timeline(
    kind: Kind, id: str, values: Values, steps: Iterable[Step]
) -> Iterator[tuple[Step, Contradiction]]:
    """Yield the steps at which what has been set so far contradicts itself, the earliest first."""
    present = dict(values)
    for _at_once, group in groupby(sorted(steps, key=when), key=when):
        together = list(group)
        for step in together:
            present.update(_of(id, step.values))
        own = [step for step in together if _of(id, step.values)]
        for found in contradictions(kind, present) if own else ():
            yield own[-1], found


def _in_all(circuit: Circuit, kind: Kind, id: str, values: Values) -> Iterator[Contradiction]:
    yield from contradictions(kind, values)
    for step, found in in_timeline(kind, id, values, circuit.document["timeline"]):
        yield _told(found, _moment(step))
    for name, experiment in circuit.document["experiments"].items():
        set_there = {**values, **_of(id, experiment.values)}
        where = _("in the experiment “{name}”").format(name=name)
        for found in contradictions(kind, set_there):
            yield _told(found, where)
        for step, found in in_timeline(kind, id, set_there, experiment.timeline):
            yield _told(found, f"{where}, {_moment(step)}")


def _told(found: Contradiction, where: str) -> Contradiction:
    """Return a contradiction with the words for when it comes about."""
    problem = found.problem
    what = f"{where}: {problem.what}"
    return Contradiction(found.names, Problem(problem.where, what, problem.remedy))


def _moment(step: Step) -> str:
    time = body_words(step.body_s) if step.of_body else format_value(DURATION, step.at)
    if step.label:
        return _("at {time} of the timeline (“{label}”)").format(time=time, label=step.label)
    return _("at {time} of the timeline").format(time=time)


def _of(id: str, values: Mapping[Address, object]) -> dict[str, Any]:
    return {name: value for (of, name), value in values.items() if of == id}


@cache
@cache
def related_values(kind: Kind) -> frozenset[str]:
    """Parameters that another may contradict: related ones, and lists that belong together."""
    return _related(kind) | in_pairs(kind)


@cache
def _related(kind: Kind) -> frozenset[str]:
    return related(kind)


def _number(kind: Kind, values: Values, name: str) -> Any:
    value: Value = values.get(name, kind.parameters[name].default)
    if isinstance(value, Array):
        return value.values.ravel()
    return np.asarray(value) if isinstance(value, tuple) else value


def _first_wrong(kept: Any) -> int | None:
    wrong = np.flatnonzero(~np.atleast_1d(kept))
    return int(wrong[0]) if len(wrong) else None


def _at(number: Any, place: int) -> Any:
    """Return the number of one cell, of those that all share one too."""
    if not isinstance(number, np.ndarray):
        return number
    return number[place if len(number) > 1 else 0].item()


def _of_cell(problem: Problem, place: int) -> Problem:
    what = _("entry {place}: {what}").format(place=place + 1, what=problem.what)
    return Problem(problem.where, what, problem.remedy)
