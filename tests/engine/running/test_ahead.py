"""What may not run ahead of the neurons is refused, from the start or by the timeline."""

import pytest
from engine.lab import Circuit

from circuitlab.api import CircuitError, simulate
from circuitlab.catalog.words import Problem
from circuitlab.engine.running.run_problems import run_problems
from circuitlab.engine.stroboscope.body_clock import clock_problems_ever
from circuitlab.model.claims import Experiment
from circuitlab.model.days import DAY_S, Days
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps

FASTER = ("document", "body_clock")


def learning(*steps: Step, **document: object) -> Circuit:
    circuit = Circuit()
    readout = circuit.add("pain_readout", on=circuit.add("projection_neuron"))
    circuit.add("expectation", on=readout, learning=0.05)
    circuit.model.apply(with_steps(circuit.model, steps))
    circuit.model.apply(circuit.model.with_document(document))
    return circuit


def refused(circuit: Circuit) -> list[Problem]:
    return run_problems(circuit.model, circuit.catalog)


SET_BY_TIMELINE = Step(5.0, {FASTER: DAY_S})


@pytest.mark.parametrize("circuit", [learning(body_clock=DAY_S), learning(SET_BY_TIMELINE)])
def test_a_belief_that_learns_is_not_sped_up(circuit: Circuit) -> None:
    with pytest.raises(CircuitError, match=r"what experience teaches.*run it over days"):
        simulate(circuit, "20 ms")
    (problem,) = refused(circuit)
    assert problem.where == "expectation1"


def test_what_is_set_later_counts_from_then_on() -> None:
    stops = Step(2.0, {("expectation1", "learning"): 0.0})
    circuit = learning(stops, SET_BY_TIMELINE)
    assert clock_problems_ever(circuit.model, circuit.catalog) == []
    simulate(circuit, "10 ms")


def test_the_same_runs_over_days() -> None:
    run = simulate(learning(body_clock=DAY_S), days=1, probe="10 ms")
    assert len(run.windows) == 2


def test_check_looks_at_experiments_too_but_not_at_those_over_days() -> None:
    faster = {FASTER: DAY_S}
    over_days = Experiment(10.0, faster, days=Days(DAY_S, 10.0))
    plain = Experiment(10.0, faster)
    assert refused(learning(experiments={"days": over_days})) == []
    (problem,) = refused(learning(experiments={"plain": plain}))
    assert problem.where == "experiment “plain”, expectation1"
