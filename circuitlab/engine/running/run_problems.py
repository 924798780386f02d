"""What running a circuit, or one of its experiments, would refuse: found without a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.plan.retune import retuned
from circuitlab.engine.running.days_run import at_pace_of_neurons
from circuitlab.engine.stroboscope.body_clock import clock_problems_ever
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.experimenting import as_experiment
from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.timeline import steps_of
from circuitlab.resources import _


def run_problems(circuit: Circuit, catalog: Catalog) -> list[Problem]:
    """Return why a circuit, or any of its experiments, would not run; each reason once."""
    found = dict.fromkeys(_problems(circuit, catalog))
    experiments: Mapping[str, Experiment] = circuit.document["experiments"]
    for name, experiment in experiments.items():
        for problem in _problems_of_experiment(circuit, name, experiment, catalog):
            if problem not in found:
                where = _("experiment “{name}”, {where}").format(name=name, where=problem.where)
                found[Problem(where, problem.what, problem.remedy)] = None
    return list(found)


def _problems_of_experiment(
    circuit: Circuit, name: str, experiment: Experiment, catalog: Catalog
) -> list[Problem]:
    try:
        played = as_experiment(circuit, name)
        if experiment.days is not None:
            played = at_pace_of_neurons(played)
    except CannotRun as refusal:
        return [refusal.problem]
    return _problems(played, catalog)


def _problems(circuit: Circuit, catalog: Catalog) -> list[Problem]:
    """Return why a circuit would not begin, or stop at a step of its timeline."""
    if ahead := clock_problems_ever(circuit, catalog):
        return ahead
    try:
        plan = compile_circuit(circuit, catalog)
        present = circuit
        for later in _stages(circuit):
            known = retuned(plan, present, later, catalog)
            plan, present = known or compile_circuit(later, catalog), later
    except CannotRun as refusal:
        return [refusal.problem]
    return []


def _stages(circuit: Circuit) -> Iterator[Circuit]:
    """Yield the circuit as it is after each step of its timeline."""
    values: dict[tuple[str, str], Value] = {}
    for step in steps_of(circuit):
        values |= step.values
        yield resolve(circuit, [Overlay("timeline", values)])


def mistake_of_ours(error: Exception) -> Problem:
    """Return what is said where a run has ended over an error that no user could make."""
    what = _("the run stopped over a mistake of ours ({error})").format(error=repr(error))
    return Problem(_("engine"), what, _("nothing is lost: undo the last change, then restart"))
