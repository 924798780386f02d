"""A voltage that runs away says where it went and what drives it there."""

import pytest
from engine.lab import Circuit

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import NotFinite
from circuitlab.engine.running.run import run_circuit

KINDS = [kind.name for kind in default_catalog().ordered() if kind.family == NEURON]


def refusal(circuit: Circuit, milliseconds: float = 300.0) -> str:
    with pytest.raises(NotFinite) as stopped:
        run_circuit(circuit.model, milliseconds)
    return str(stopped.value)


def outcome(circuit: Circuit) -> NotFinite | None:
    try:
        run_circuit(circuit.model, 300.0)
    except NotFinite as stopped:
        return stopped
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_too_strong_a_steady_current_is_named_with_its_sign(kind: str) -> None:
    circuit = Circuit()
    cell = circuit.add(kind)
    lowest = default_catalog().kind(kind).parameters["i_e"].minimum
    circuit.set(cell, i_e=lowest)
    stopped = outcome(circuit)
    if stopped is not None:
        title = default_catalog().kind(kind).title
        named = f"weaken “Steady current” of {title} (−{-lowest:g} pA)"
        assert stopped.problem.where == cell
        assert stopped.problem.remedy == named
        assert "fell below" in stopped.problem.what or "no number" in stopped.problem.what


def test_the_strongest_of_several_currents_is_named() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", i_e=-100)
    circuit.add("current_step", on=cell, amplitude=9000)
    circuit.add("current_step", on=cell, amplitude=-10_000, label="Pull")
    said = refusal(circuit)
    assert said.endswith("fell below −150 mV at 72 ms; weaken “Amplitude” of Pull (−10000 pA)")


def test_a_current_that_goes_both_ways_is_named_without_a_sign() -> None:
    circuit = Circuit()
    circuit.add("inhibitory_interneuron", noise=100.0, area=100.0)
    assert "“Membrane noise” of Inhibitory interneuron (100 pA)" in refusal(circuit)


def test_without_a_current_the_values_that_are_far_from_usual_are_named() -> None:
    circuit = Circuit()
    circuit.add("adex", b=5000, i_e=1000, tau_w=150)
    said = refusal(circuit)
    assert said.endswith("bring “Adaptation per spike”, “Adaptation time” nearer to the usual")


def test_a_synapse_whose_current_runs_away_is_named() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current")
    source = circuit.add("regular_train", period=1.0)
    circuit.wire(source, cell)
    (receptor,) = circuit.model.parts(cell)
    circuit.set(receptor, weight=-10_000, tau_syn=1000)
    assert "“Current per spike” of Current synapse (−10000 pA)" in refusal(circuit)
