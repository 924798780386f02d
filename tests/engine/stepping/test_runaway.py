"""A voltage that runs away says where it went and what drives it there."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, simulation

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.running.run import run_circuit
from circuitlab.engine.stepping.runaway import first_no_number
from circuitlab.model.circuit import Circuit as Model
from circuitlab.model.element import Element

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
    circuit.add("adex", v_t=-80, tau_w=150)
    said = refusal(circuit)
    assert said.endswith("bring “Threshold”, “Adaptation time” nearer to the usual")


def test_a_synapse_whose_current_runs_away_is_named() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current")
    source = circuit.add("regular_train", period=1.0)
    circuit.wire(source, cell)
    (receptor,) = circuit.model.parts(cell)
    circuit.set(receptor, weight=-10_000, tau_syn=1000)
    assert "“Current per spike” of Current synapse (−10000 pA)" in refusal(circuit)


def test_a_state_that_is_no_number_is_found_though_no_voltage_is() -> None:
    circuit = Circuit()
    heat = circuit.add("heat", on=circuit.add("nociceptor_c"))
    running = simulation(circuit)
    advance(running, 5.0)
    assert first_no_number(running) is None
    running.state[running.plan.address[heat, "ramped_pulse", "level"]] = np.nan
    problem = first_no_number(running)
    assert problem is not None
    assert problem.where == f"{heat}.difference"
    assert problem.what == "it is no number any more at 5 ms"


@pytest.mark.parametrize("kind", [kind.name for kind in default_catalog().ordered()])
def test_the_least_above_nothing_makes_no_state_other_than_a_number(kind: str) -> None:
    """What may be 0 may as well be the smallest number there is, or says that it may not."""
    spec = default_catalog().kind(kind)
    for name, parameter in spec.parameters.items():
        if parameter.type != "number" or parameter.minimum != 0.0:
            continue
        circuit = Model([Element("it", kind, params={name: 5e-324})])
        try:
            run_circuit(circuit, 3.0)
        except NotFinite as stopped:
            raise AssertionError(f"{kind}.{name}: {stopped}") from stopped
        except CannotRun:
            continue
