"""Steps of a walk as text, to be carried from one circuit to another.

The text is that of a circuit's file: the elements that the steps speak of, without wires, and the
steps. So one reader judges both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.files.agreeing import agreeing_steps
from circuitlab.files.problem_report import Report
from circuitlab.files.schema import FORMAT
from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_text
from circuitlab.model.circuit import Circuit
from circuitlab.model.counterparts import counterparts
from circuitlab.model.names import called
from circuitlab.model.scenario_edits import carried_over, named_in
from circuitlab.model.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.catalog.words import Problem
    from circuitlab.model.scenario import ScenarioStep
    from circuitlab.model.scenario_edits import Steps


@dataclass(frozen=True, slots=True)
class CarriedSteps:
    """Steps as a circuit takes them over.

    Attributes
    ----------
    lacking
        Names of elements that they speak of and that the circuit has not.
    problems
        What of them could not be read, or contradicts the circuit's values.
    """

    steps: Steps = ()
    lacking: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def text_of_steps(circuit: Circuit, steps: Iterable[ScenarioStep]) -> str:
    """Return steps of a circuit as text, with the elements that they speak of."""
    given = tuple(steps)
    named = [circuit.elements[id] for id in named_in(given) if id in circuit.elements]
    document = {"title": circuit.document["title"], "scenario": given}
    return text_of(Circuit(named, document=document))


def holds_steps(text: str) -> bool:
    """Tell whether a text may hold steps, without reading it."""
    return FORMAT in text and '"scenario"' in text


def steps_in(text: str, circuit: Circuit, catalog: Catalog) -> CarriedSteps:
    """Return the steps that a text holds, as `circuit` takes them."""
    loaded = load_text(text, catalog)
    if loaded.circuit is None:
        return CarriedSteps(problems=tuple(loaded.problems))
    given: Steps = loaded.circuit.document["scenario"]
    elements = loaded.circuit.elements
    ids = counterparts(elements.values(), circuit.elements)
    lacking = [elements[id] for id in named_in(given) if id in elements and id not in ids]
    names = tuple(called(each, catalog.kinds.get(each.kind)) for each in lacking)
    steps, wrong = fitting(circuit, catalog, carried_over(given, ids))
    return CarriedSteps(steps, names, (*loaded.problems, *wrong))


def fitting(circuit: Circuit, catalog: Catalog, steps: Steps) -> tuple[Steps, tuple[Problem, ...]]:
    """Return steps without values that contradict each other or the circuit's, and which did."""
    report = Report()
    given = {number: Step(float(number), step.values) for number, step in enumerate(steps)}
    kept = agreeing_steps(circuit, catalog, {}, given, "/scenario", report)
    fit = tuple(replace(step, values=each.values) for step, each in zip(steps, kept, strict=True))
    return fit, tuple(report.problems)
