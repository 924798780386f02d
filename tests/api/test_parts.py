"""An element in Python: what it is and its parameters, read and set."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from circuitlab.api import Circuit, CircuitError
from circuitlab.api.part import Part
from circuitlab.catalog.load import default_catalog


@pytest.fixture
def circuit() -> Circuit:
    circuit = Circuit()
    circuit.add("lif_current", size=3)
    circuit.add("heat", label="Lamp")
    return circuit


def test_a_part_tells_what_it_is(circuit: Circuit) -> None:
    heat = circuit["heat1"]
    assert (heat.id, heat.kind, heat.label, heat.muted) == ("heat1", "heat", "Lamp", False)
    assert heat.position == (150.0, 0.0)
    assert heat.unit("temperature") == "°C"
    assert heat.parameters["temperature"] == heat.temperature
    assert set(heat.parameters) == set(default_catalog().kind("heat").parameters)
    assert "temperature" in dir(heat)
    assert repr(heat) == "<heat1: heat “Lamp”>"


def test_a_parameter_that_is_set_is_the_circuits(circuit: Circuit) -> None:
    heat = circuit["heat1"]
    heat.temperature = "47.5 °C"
    assert circuit.model.value("heat1", "temperature") == 47.5
    circuit.set("heat1", temperature=44)
    assert heat.temperature == 44


def test_values_of_each_cell_are_an_array_that_cannot_be_written_to(circuit: Circuit) -> None:
    cells = circuit["lif_current1"]
    cells.i_e = [1, 2, 3]
    np.testing.assert_array_equal(cells.i_e, [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="read-only"):
        cells.i_e[0] = 5


def test_label_place_and_mute_can_be_set(circuit: Circuit) -> None:
    heat = circuit["heat1"]
    heat.label, heat.position, heat.muted = "Sun", np.array([4.0, 5.0]), True
    element = circuit.model.elements["heat1"]
    assert (element.label, element.x, element.y, element.muted) == ("Sun", 4.0, 5.0, True)


def test_a_part_that_sits_in_another_stands_where_it_was_put() -> None:
    circuit = Circuit()
    circuit[circuit.add("nociceptor_c")].position = (300, 200)
    channel = circuit["trpv1_1"]
    channel.position = (310, 190)
    assert channel.position == (310.0, 190.0)
    assert circuit.model.elements["trpv1_1"].x == 10.0


REFUSED: dict[str, tuple[Callable[[Circuit], object], str]] = {
    "nobody": (lambda c: c["heat2"], "no element called “heat2”; did you mean “heat1”?"),
    "no such parameter": (
        lambda c: setattr(c["heat1"], "temprature", 3),
        "no parameter “temprature”; did you mean “temperature”?",
    ),
    "no such unit": (lambda c: c["heat1"].unit("temprature"), "did you mean “temperature”?"),
    "too hot": (lambda c: setattr(c["heat1"], "temperature", 900), "900 °C is too high"),
    "a label that is none": (lambda c: setattr(c["heat1"], "label", 3), "write a text"),
    "a place that is none": (lambda c: setattr(c["heat1"], "position", 3), "write (x, y)"),
    "half a place": (lambda c: setattr(c["heat1"], "position", (1, "a")), "“a” does not fit"),
    "half muted": (lambda c: setattr(c["heat1"], "muted", "perhaps"), "allowed: on, off"),
    "receptors of nobody": (lambda c: c.receptors("synapse1"), "no element called “synapse1”"),
}


@pytest.mark.parametrize(("ask", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_and_the_circuit_stays(
    circuit: Circuit, ask: Callable[[Circuit], object], said: str
) -> None:
    before = circuit.model.copy()
    with pytest.raises(CircuitError) as refusal:
        ask(circuit)
    assert said in str(refusal.value)
    assert circuit.model == before


def test_a_parameter_that_there_is_not_is_no_attribute(circuit: Circuit) -> None:
    with pytest.raises(AttributeError, match="did you mean “temperature”"):
        _ = circuit["heat1"].temprature
    assert not hasattr(circuit["heat1"], "temprature")


def test_a_part_that_is_gone_says_so(circuit: Circuit) -> None:
    heat = circuit["heat1"]
    circuit.remove("heat1")
    with pytest.raises(CircuitError, match="no element called “heat1”"):
        _ = heat.kind


def test_no_parameter_hides_behind_what_every_part_has() -> None:
    own = {name for name, _value in inspect.getmembers(Part)}
    for kind in default_catalog().kinds.values():
        assert not own & set(kind.parameters), kind.name


def test_a_circuit_knows_its_kinds_links_and_receptors(circuit: Circuit) -> None:
    fibre, cell = circuit.add("nociceptor_c"), circuit.add("projection_neuron")
    synapse = circuit.wire(fibre, cell)
    assert circuit.receptors(synapse) == ("ampa1", "nmda1", "nk1_1")
    assert circuit.kinds()["lif_current"] == ("lif_current1",)
    assert set().union(*circuit.kinds().values()) == set(circuit.ids)
    found = [(link.source, link.target, str(link.role)) for link in circuit.links]
    assert (fibre, synapse, "releases onto") in found
    assert len(found) == len(circuit.model.links)
    assert fibre in circuit
    assert "nobody" not in circuit
    assert tuple(circuit) == circuit.ids
    assert len(circuit) == len(circuit.ids)


def wired(circuit: Circuit, **given: Any) -> str:
    circuit.add("lif_current", size=3)
    return circuit.connect(
        "lif_current1", "lif_current2", receptor="exp_current", pre=[0], post=[1], **given
    )


def test_parameters_of_synapse_and_receptor_are_set_by_name(circuit: Circuit) -> None:
    synapse = wired(circuit, tau_syn="7 ms", u=0.25)
    (receptor,) = circuit.receptors(synapse)
    assert circuit[synapse].u == 0.25
    assert circuit[receptor].tau_syn == 7.0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"tau_sin": 3}, "neither Synapse nor Current synapse has a parameter “tau_sin”; did you"),
        ({"rule": "all"}, "pairs are given by “pre” and “post”"),
        ({"u": 3}, "u: 3 is too high"),
        ({"tau_sin": 3, "nonsense": 4}, "“nonsense”"),
    ],
)
def test_a_name_that_does_not_fit_connects_nothing(
    circuit: Circuit, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(CircuitError) as refusal:
        wired(circuit, **given)
    assert said in str(refusal.value)
    assert not circuit.links


def test_a_name_of_both_is_ambiguous() -> None:
    circuit = Circuit()
    fibre, cell = circuit.add("nociceptor_c"), circuit.add("projection_neuron")
    with pytest.raises(CircuitError, match="“tau_traffic” is a parameter of both Synapse and NMDA"):
        circuit.connect(fibre, cell, receptor="nmda", pre=[0], post=[0], tau_traffic=3)
    assert fibre in circuit
    assert "synapse1" not in circuit


def test_an_id_that_was_given_up_is_not_given_again() -> None:
    circuit = Circuit()
    first, second = circuit.add("heat"), circuit.add("heat")
    circuit.remove(second)
    third = circuit.add("heat")
    circuit.remove(first, third)
    assert circuit.add("heat") == "heat4"
    assert circuit.ids == ("heat4",)


def test_tidy_lays_out_what_was_added_in_rows() -> None:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    heat = circuit.add("heat", on=fibre)
    goal = circuit.add("projection_neuron")
    circuit.wire(fibre, goal)
    assert circuit[heat].position[0] > circuit[fibre].position[0]
    circuit.tidy()
    across = [circuit[id].position[0] for id in (heat, fibre, goal)]
    assert across == sorted(across)
    with pytest.raises(CircuitError, match="nobody"):
        circuit.tidy(goal, "nobody")


def test_tidy_of_some_leaves_the_others_where_they_stand() -> None:
    circuit = Circuit()
    cells = [circuit.add("lif_current") for _ in range(4)]
    circuit[cells[1]].position = circuit[cells[0]].position
    others = [circuit[id].position for id in cells[1:]]
    circuit.tidy(cells[0])
    assert [circuit[id].position for id in cells[1:]] == others
    assert circuit[cells[0]].position != circuit[cells[1]].position
