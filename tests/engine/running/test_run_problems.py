"""What running refuses is found without a step: in the circuit, its timeline, its experiments."""

from collections.abc import Callable
from typing import Any

import pytest
from engine.lab import Circuit

from circuitlab.api import CircuitError, simulate
from circuitlab.engine.running.run_problems import run_problems
from circuitlab.files import store
from circuitlab.model.claims import Experiment
from circuitlab.model.days import DAY_S, Days
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps


def two_populations(first: int, second: int, **params: Any) -> Circuit:
    circuit = Circuit()
    cells = [circuit.add("lif_current", size=size) for size in (first, second)]
    synapse = circuit.wire(*cells)
    circuit.set(synapse, **params)
    return circuit


def pairs_beyond() -> Circuit:
    return two_populations(3, 3, rule="pairs", pre=[0, 5], post=[0, 1])


def delays_for_others() -> Circuit:
    return two_populations(3, 3, rule="all_to_all", delay=[1.0, 2.0])


def too_many_connections() -> Circuit:
    return two_populations(100_000, 100_000, rule="all_to_all")


@pytest.mark.parametrize(
    "made", [pairs_beyond, delays_for_others, too_many_connections], ids=lambda each: each.__name__
)
def test_what_a_run_refuses_is_named_without_running(made: Callable[[], Circuit]) -> None:
    circuit = made()
    with pytest.raises(CircuitError) as refusal:
        simulate(circuit, "1 ms")
    assert run_problems(circuit.model, circuit.catalog) == list(refusal.value.problems)


def test_a_step_of_the_timeline_that_would_stop_the_run_is_named() -> None:
    circuit = two_populations(3, 3, rule="all_to_all")
    later = Step(0.5, {("lif_current1", "size"): 100_000, ("lif_current2", "size"): 100_000})
    circuit.model.apply(with_steps(circuit.model, (later,)))
    with pytest.raises(CircuitError) as refusal:
        simulate(circuit, "1 ms")
    assert run_problems(circuit.model, circuit.catalog) == list(refusal.value.problems)


def test_an_experiment_that_would_not_run_is_named_with_what_it_stumbles_over() -> None:
    circuit = two_populations(3, 3, rule="all_to_all")
    huge = {(f"lif_current{n}", "size"): 100_000 for n in (1, 2)}
    circuit.model.apply(
        circuit.model.with_document({"experiments": {"huge": Experiment(10.0, huge)}})
    )
    (problem,) = run_problems(circuit.model, circuit.catalog)
    assert problem.where == "experiment “huge”, synapse1"


def test_an_experiment_over_days_may_not_set_the_pace() -> None:
    circuit = two_populations(1, 1)
    faster = (Step(5.0, {("document", "body_clock"): 10.0}),)
    days = Experiment(10.0, timeline=faster, days=Days(DAY_S, 10.0))
    circuit.model.apply(circuit.model.with_document({"experiments": {"days": days}}))
    (problem,) = run_problems(circuit.model, circuit.catalog)
    assert problem.where == "experiment “days”, timeline"


def test_every_circuit_that_comes_with_the_program_runs_with_all_its_experiments() -> None:
    for preset in store.presets():
        circuit = store.load_preset(preset.name).circuit
        assert circuit is not None
        assert run_problems(circuit, Circuit().catalog) == []
