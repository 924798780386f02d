"""Claims judged and experiments run from Python, with the results of the command."""

from pathlib import Path

import pytest

import circuitlab as cl
from circuitlab.analysis.tables import claims_json
from circuitlab.api import Circuit, CircuitError
from circuitlab.cli.claims import judge, read_judged


def judged() -> Circuit:
    """A cell that fires when it is driven, and what is claimed of it."""
    circuit = Circuit()
    cell = circuit.add("lif_current", noise=0)
    circuit.timeline.add(0, set={f"{cell}.i_e": 900})
    circuit.experiments.add("rest", duration="60 ms")
    circuit.experiments.add("driven", duration="60 ms", set={f"{cell}.i_e": 900}, seeds=[5, 6])
    several = {"measure": "spike_count", "args": {"element": cell}}
    circuit.claims.add("silent", experiment="rest", text="No spike", at_most=0, **several)
    circuit.claims.add("fires", experiment="driven", text="Spikes", at_least=2, **several)
    circuit.claims.add("wrong", experiment="rest", text="Spikes", at_least=2, **several)
    return circuit


def test_claims_are_judged_as_by_the_command(tmp_path: Path) -> None:
    circuit, path = judged(), tmp_path / "own.circuit"
    circuit.save(path)
    (said,) = judge(read_judged([str(path)])).values()
    assert claims_json(circuit.verify()) == claims_json(said)
    assert claims_json(cl.verify(path)) == claims_json(said)
    assert [result.holds for result in cl.verify(circuit)] == [True, True, False]
    assert circuit.verify()[1].used == (5, 6)


def test_some_claims_are_judged_with_other_seeds() -> None:
    results = judged().verify(only="FIRE*", seeds=[9])
    assert [(result.claim.id, result.used) for result in results] == [("fires", (9,))]
    assert Circuit().verify() == []


def test_claims_that_cannot_be_judged_are_refused() -> None:
    circuit = judged()
    with pytest.raises(CircuitError, match="no claim has “ketamine”"):
        circuit.verify(only="ketamine")
    with pytest.raises(CircuitError, match="seeds: −1 is too low"):
        circuit.verify(seeds=[-1])
    with pytest.raises(CircuitError, match="no preset called “fig44”; did you mean"):
        cl.verify("fig44")


def test_an_experiment_is_run_with_what_it_says() -> None:
    circuit = judged()
    driven = cl.simulate(circuit, experiment="driven")
    assert (driven.duration_ms, driven.seed) == (60.0, 5)
    assert len(driven.spikes("lif_current1")) >= 2
    assert len(cl.simulate(circuit, experiment="rest").spikes("lif_current1")) == 0
    assert cl.simulate(circuit, experiment="driven", seed=8).seed == 8
    assert circuit.model.value("lif_current1", "i_e") == 0


def test_a_circuit_may_be_run_without_its_timeline() -> None:
    circuit = judged()
    assert len(cl.simulate(circuit, "60 ms").spikes("lif_current1")) >= 2
    assert len(cl.simulate(circuit, "60 ms", timeline=False).spikes("lif_current1")) == 0
    assert len(circuit.timeline) == 1


def test_an_experiment_that_does_not_fit_is_refused() -> None:
    circuit = judged()
    with pytest.raises(CircuitError, match="no experiment called “rst”; did you mean “rest”"):
        cl.simulate(circuit, experiment="rst")
    with pytest.raises(CircuitError, match="an experiment says itself how long it is"):
        cl.simulate(circuit, "2 s", experiment="rest")  # type: ignore[call-overload]
