"""From Python, what cannot be done is refused in one clear sentence, and nothing is half done."""

import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from each_case import each_case

from circuitlab.api import Circuit, CircuitError, simulate


def two_cells() -> Circuit:
    circuit = Circuit()
    circuit.add("lif_current", size=3)
    circuit.add("lif_current", size=3)
    return circuit


def connected(circuit: Circuit, **given: Any) -> str:
    pairs = {"receptor": "exp_current", "pre": [0], "post": [1], **given}
    return circuit.connect("lif_current1", "lif_current2", **pairs)


REFUSED: dict[str, tuple[Callable[[Circuit], object], str]] = {
    "a step of nothing": (lambda c: simulate(c, 10, dt=0), "dt: 0 ms is too low; allowed: 0.001"),
    "a step back": (lambda c: simulate(c, 10, dt=-1), "dt: −1 ms is too low"),
    "a long step": (lambda c: simulate(c, 10, dt=50), "dt: 50 ms is too high"),
    "a step that is no number": (lambda c: simulate(c, 10, dt=math.nan), "not a finite number"),
    "a step in words": (lambda c: simulate(c, 10, dt="soon"), "dt: “soon” is not a number"),
    "a low seed": (lambda c: simulate(c, 10, seed=-1), "seed: −1 is too low; allowed: 0 to"),
    "a high seed": (lambda c: simulate(c, 10, seed=2**70), "is too high"),
    "half a seed": (lambda c: simulate(c, 10, seed=1.5), "seed: 1.5 is not a whole number"),  # type: ignore[arg-type]
    "a strange stepping": (
        lambda c: simulate(c, 10, stepping="foo"),  # type: ignore[arg-type]
        "stepping: “foo” is no way of stepping; choose from adaptive, dense",
    ),
    "a run back": (lambda c: simulate(c, -5), "−5 ms is too low"),
    "a record of nobody": (
        lambda c: simulate(c, 1, record=[("nope", "v")]),
        "There is no element called “nope”",
    ),
    "a record of nothing": (
        lambda c: simulate(c, 1, record=[("lif_current1", "volts")]),
        "“lif_current1” has no quantity called “volts”; choose from v",
    ),
    "a record without a state": (
        lambda c: simulate(c, 1, record=["lif_current1"]),  # type: ignore[list-item]
        "is not an element with its state",
    ),
    "removing nobody": (
        lambda c: c.remove("lif_current1", "lif_curent2"),
        "There is no element called “lif_curent2”; did you mean “lif_current2”?",
    ),
    "pairs in words": (lambda c: connected(c, pre=["a"]), "pre: entry 1: 'a' is not the index"),
    "pairs of halves": (lambda c: connected(c, post=[0, 0.5]), "post: entry 2: 0.5 is not the"),
    "pairs of nothing": (lambda c: connected(c, pre=[math.nan]), "pre: entry 1: nan is not the"),
    "pairs of floats": (
        lambda c: connected(c, post=np.array([0.0, 1.5])),
        "post: entry 2: 1.5 is not the index",
    ),
    "too high a cell": (
        lambda c: connected(c, pre=np.array([0, 100_000]), post=[0, 0]),
        "pre: entry 2 of pre is cell 100000, which is not there; number the cells from 0 to",
    ),
    "a negative cell": (
        lambda c: connected(c, pre=[0, -1], post=[0, 0]),
        "pre: entry 2 of pre is cell -1, which is not there",
    ),
    "pairs of other lengths": (
        lambda c: connected(c, pre=[0, 0], post=[0]),
        "pre: 2 source cells are listed for 1 target cells",
    ),
    "weights of another length": (
        lambda c: connected(c, pre=[0, 0], post=[0, 0], weight=[1, 2, 3]),
        "weight: 3 values for 2 pairs; give one number, or one for each pair",
    ),
    "a bad delay": (lambda c: connected(c, delay="3 mV"), "3 mV is not a time"),
    "a bad weight": (lambda c: connected(c, weight="3 mV"), "3 mV is not a"),
    "another receptor": (lambda c: connected(c, receptor="nmda"), "choose from exp_current"),
    "a parameter called x": (lambda c: c.add("lif_current", x=3), "has no parameter “x”"),
    "a wire that is none": (
        lambda c: c.add("lif_current", wired_from="lif_current1"),
        "has no parameter “wired_from”",
    ),
    "a kind that there is not": (lambda c: c.add("lif_curent", x=3), "did you mean “lif_current”?"),
}


@each_case(("ask", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_and_the_circuit_stays(
    ask: Callable[[Circuit], object], said: str
) -> None:
    circuit = two_cells()
    before = circuit.model.copy()
    with pytest.raises(CircuitError) as refusal:
        ask(circuit)
    assert said in str(refusal.value)
    assert circuit.model == before


def test_every_parameter_that_does_not_fit_is_named() -> None:
    with pytest.raises(CircuitError) as refusal:
        Circuit().add("lif_current", c_m=-1, taum=5)
    assert len(refusal.value.problems) == 2


def test_pairs_may_be_whole_numbers_of_any_sort() -> None:
    for pre in ([0, 2], np.array([0, 2]), [0.0, 2.0], (np.int32(0), 2)):
        circuit = two_cells()
        synapse = connected(circuit, pre=pre, post=[1, 1], weight=[1.0, 2.0])
        assert circuit.model.value(synapse, "pre") == (0.0, 2.0)


def test_values_are_set_together_or_not_at_all() -> None:
    circuit = Circuit()
    cell = circuit.add("projection_neuron")
    with pytest.raises(CircuitError, match="nonsense"):
        circuit.set(cell, i_e=1.0, nonsense=3)
    assert not circuit.model.elements[cell].params
    circuit.set(cell, size=3, i_e=[1.0, 2.0, 3.0])
    assert circuit.model.value(cell, "size") == 3


@pytest.mark.parametrize(
    ("kind", "quantity"),
    [
        ("projection_neuron", "v"),
        ("nociceptor_c", "v"),
        ("izhikevich", "v"),
        ("ketamine", "concentration"),
        ("pain_readout", "pain"),
    ],
)
def test_a_meter_reads_what_says_most_where_it_is_wired_anew(kind: str, quantity: str) -> None:
    circuit = Circuit()
    target, meter = circuit.add(kind), circuit.add("voltmeter", quantity="plasma")
    circuit.wire(meter, target)
    plasma = circuit.catalog.kinds[kind].states.get("plasma")
    assert circuit.model.value(meter, "quantity", circuit.catalog) == (
        "plasma" if plasma else quantity
    )


def test_a_quantity_that_was_asked_for_is_not_replaced() -> None:
    circuit = Circuit()
    cell = circuit.add("projection_neuron")
    with pytest.raises(CircuitError, match="which Projection neuron does not have"):
        circuit.add("voltmeter", on=cell, quantity="plasma")
    assert circuit.ids == (cell,)


def test_a_busy_meter_says_the_same_from_either_end() -> None:
    circuit = Circuit()
    cell, drug = circuit.add("projection_neuron"), circuit.add("ketamine")
    meter = circuit.add("voltmeter", on=cell)
    for ends in ((meter, drug), (drug, meter)):
        with pytest.raises(CircuitError, match="set to “Membrane potential”, which Ketamine"):
            circuit.wire(*ends)


def test_the_graph_is_the_circuit_as_it_is_when_asked_and_cannot_be_changed() -> None:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c", label="C fibre", size=3)
    cell = circuit.add("projection_neuron")
    before = circuit.graph
    synapse = circuit.wire(fibre, cell)
    graph = circuit.graph
    assert synapse not in before
    assert nx.has_path(graph, fibre, cell)
    assert graph.edges[fibre, synapse] == {"role": "releases onto"}
    assert graph.nodes[fibre] == {
        "kind": "nociceptor_c",
        "label": "C fibre",
        "family": "neuron",
        "position": (0.0, 0.0),
        "parameters": {"size": 3},
    }
    with pytest.raises(nx.NetworkXError, match=r"edit the circuit, or take graph.copy\(\)"):
        graph.add_edge(cell, fibre)
    with pytest.raises(nx.NetworkXError, match="edit the circuit"):
        graph.nodes[cell]["label"] = "mine"
    with pytest.raises(AttributeError):
        circuit.graph = graph  # type: ignore[misc]


def test_what_is_added_after_a_removal_comes_last_under_an_id_of_its_own() -> None:
    circuit = two_cells()
    circuit.add("lif_current")
    circuit.remove("lif_current2")
    assert circuit.add("lif_current") == "lif_current4"
    assert circuit.ids == ("lif_current1", "lif_current3", "lif_current4")


def test_a_run_may_leave_elements_out() -> None:
    c = Circuit()
    cell, other = c.add("hh_squid"), c.add("hh_squid")
    step = c.add("current_step", on=cell, start=0, amplitude=20)
    assert len(simulate(c, "30 ms").spikes(cell)) > 0
    run = simulate(c, "30 ms", without=[step, other])
    assert len(run.spikes(cell)) == 0
    assert [id for id, _state in run.recorded] == [cell]
    assert step in c.model.elements
    with pytest.raises(CircuitError, match="no element called “step”"):
        simulate(c, "30 ms", without=["step"])
