"""Files of Neuronify, opened as circuits; those here are our own."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import circuitlab as cl
from benchmarks.neuronify_nodes import LEAKY, edge, node
from circuitlab.catalog.words import Problem
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuronify.opening import open_file
from circuitlab.model.element import Role


def neuron(x: float, y: float = 0, **said: Any) -> Any:
    return node("neurons/LeakyNeuron", x, y, LEAKY, **said)


def opened(
    folder: Path, nodes: list[Any], edges: list[Any], version: int = 4
) -> tuple[cl.Circuit, tuple[LeftOut, ...]]:
    path = folder / "own.nfy"
    path.write_text(json.dumps({"fileFormatVersion": version, "nodes": nodes, "edges": edges}))
    found = open_file(path)
    assert not isinstance(found, Problem)
    return cl.Circuit(found[0]), found[1]


def kinds(circuit: cl.Circuit) -> list[str]:
    return [element.kind for element in circuit.model.elements.values()]


def test_a_leaky_neuron_fires_as_its_equation_says(tmp_path: Path) -> None:
    clamp = node("generators/CurrentClamp", 0, 0, {"currentOutput": 3e-10})
    circuit, left_out = opened(tmp_path, [neuron(128), clamp], [edge("Edge", 1, 0)])
    times = cl.simulate(circuit, "500 ms", seed=1).spikes("lif_current1")
    period = 2.0 + 20.0 * np.log((-40.0 + 80.0) / (-40.0 + 55.0))
    assert np.diff(times) == pytest.approx(period, abs=0.06)
    assert left_out == ()


@pytest.mark.parametrize("of", ["generators/CurrentClamp", "meters/Voltmeter"])
def test_a_wire_from_a_part_to_itself_is_left_out(tmp_path: Path, of: str) -> None:
    circuit, left_out = opened(tmp_path, [neuron(128), node(of, 0, 0)], [edge("Edge", 1, 1)])
    assert not circuit.model.links
    assert [str(each.where) for each in left_out if "itself" in str(each)] == ["edges[1 → 1]"]


def test_a_synapse_has_its_sign_strength_and_times(tmp_path: Path) -> None:
    values = {"maximumCurrent": 2e-9, "tau": 0.003, "delay": 0.004, "alphaFunction": False}
    nodes = [neuron(0, inhibitory=True), neuron(200)]
    circuit, left_out = opened(tmp_path, nodes, [edge("edges/CurrentSynapse", 0, 1, **values)])
    receptor = circuit.model.elements["exp_current1"].params
    assert receptor["weight"] == -2000.0
    assert receptor["tau_syn"] == 3.0
    assert circuit.model.elements["synapse1"].params["delay"] == 4.0
    assert [each.where for each in left_out] == ["*"]


def test_an_adapting_neuron_tires(tmp_path: Path) -> None:
    clamp = node("generators/CurrentClamp", 0, 0, {"currentOutput": 4e-10})
    adapting = node(
        "neurons/AdaptationNeuron", 100, 0, {**LEAKY, "adaptation": 1e-9, "timeConstant": 0.5}
    )
    circuit, _left_out = opened(tmp_path, [adapting, clamp], [edge("Edge", 1, 0)])
    own = circuit.model.elements["exp_conductance1"].params
    assert (own["weight"], own["tau_syn"], own["e_rev"]) == (1.0, 500.0, -70.0)
    intervals = np.diff(cl.simulate(circuit, "1 s", seed=1).spikes("lif_conductance1"))
    assert intervals[-1] > 1.5 * intervals[0]


def test_a_touch_fires_its_target_at_once(tmp_path: Path) -> None:
    nodes = [node("sensors/TouchSensor"), neuron(150)]
    circuit, left_out = opened(tmp_path, nodes, [edge("edges/ImmediateFireSynapse", 0, 1)])
    times = cl.simulate(circuit, "900 ms", seed=1).spikes("lif_current1")
    assert len(times) == 1
    assert times[0] == pytest.approx(500.0, abs=1.5)
    assert "nodes[0]" in {each.where for each in left_out}


def test_meters_record_whichever_way_their_edge_leads(tmp_path: Path) -> None:
    nodes = [neuron(0), node("meters/Voltmeter", 300), node("meters/RasterPlot", 300, 300)]
    wires = [edge("edges/MeterEdge", 1, 0), edge("edges/MeterEdge", 0, 2)]
    circuit, _left_out = opened(tmp_path, nodes, wires)
    assert set(circuit.model.sources("lif_current1", Role.RECORDS)) == {"voltmeter1", "raster1"}


def test_sources_and_notes_are_taken(tmp_path: Path) -> None:
    nodes = [
        node("generators/IrregularSpikeGenerator", 0, 0, {"rate": 200}),
        node("generators/RegularSpikeGenerator", 0, 100, {"rate": 50}),
        node("generators/ACClamp", 0, 200, {"amplitude": 1e-9, "frequency": 34}),
        node("annotations/Note", 0, 300, text="Look here"),
        neuron(300, label="Here"),
    ]
    circuit, _left_out = opened(tmp_path, nodes, [edge("Edge", 2, 4)])
    values = {e.kind: e.params for e in circuit.model.elements.values()}
    assert values["poisson"]["rate"] == 200
    assert values["regular_train"]["period"] == 20
    assert values["sine"]["amplitude"] == 1000
    assert values["note"]["text"] == "Look here"
    assert circuit.model.elements["lif_current1"].label == "Here"


def test_neurons_do_not_lie_on_each_other(tmp_path: Path) -> None:
    nodes = [neuron(64 * k, 64 * (k % 2)) for k in range(4)]
    circuit, _left_out = opened(tmp_path, nodes, [])
    places = [(e.x, e.y) for e in circuit.model.elements.values()]
    assert min(np.hypot(*np.subtract(a, b)) for a in places for b in places if a != b) > 220


def test_the_oldest_files_are_brought_to_size(tmp_path: Path) -> None:
    old = {"capacitance": 1e-6, "restingPotential": -0.07, "threshold": -0.05, "resistance": 10_000}
    nodes = [
        {
            "fileName": "neurons/LeakyNeuron.qml",
            "x": 0,
            "y": 0,
            "engine": {**old, "fireOutput": -1e-5},
        },
        {"fileName": "neurons/LeakyNeuron.qml", "x": 200, "y": 0, "engine": old},
        {
            "fileName": "generators/CurrentClamp.qml",
            "x": 0,
            "y": 200,
            "engine": {"currentOutput": 4e-6},
        },
    ]
    circuit, left_out = opened(tmp_path, nodes, [{"from": 0, "to": 1}, {"from": 2, "to": 0}], 2)
    cell = circuit.model.elements["lif_current1"].params
    assert cell["c_m"] == pytest.approx(1000.0)
    assert cell.get("tau_m", 20.0) == pytest.approx(10.0)
    assert circuit.model.elements["current_step1"].params["amplitude"] == pytest.approx(4000.0)
    assert circuit.model.elements["exp_current1"].params["weight"] < 0.0
    assert any("times smaller" in each.why for each in left_out)


def test_what_is_not_known_is_listed_and_stands_in_a_note(tmp_path: Path) -> None:
    nodes = [neuron(0), node("sensors/Retina", 100), node("neurons/BurstNeuron", 300, 0, LEAKY)]
    circuit, left_out = opened(tmp_path, nodes, [edge("edges/CurrentSynapse", 1, 0)])
    assert [each.where for each in left_out] == ["nodes[1]", "nodes[2]"]
    note = circuit.model.elements["note1"].params["text"]
    assert "Retina" in note
    assert kinds(circuit).count("lif_current") == 2


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"nodes": 3, "edges": []}', '{"nodes": [1, null']
)
def test_what_is_no_such_file_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.nfy"
    path.write_text(text)
    assert isinstance(open_file(path), Problem)


def test_broken_nodes_and_edges_do_not_stop_the_rest(tmp_path: Path) -> None:
    nodes = [
        neuron(0),
        7,
        {"filename": 3},
        node("neurons/LeakyNeuron", 200, 0, {"capacitance": "x"}),
    ]
    circuit, left_out = opened(tmp_path, nodes, [{"from": 0, "to": 99}, "no", {"from": "0"}])
    assert kinds(circuit).count("lif_current") == 2
    assert {each.where for each in left_out} == {"nodes[1]", "nodes[2]"}


def test_edges_that_no_wire_could_be_are_left_out(tmp_path: Path) -> None:
    clamp = node("generators/CurrentClamp", 0, 0, {"currentOutput": 3e-10})
    note = node("annotations/Note", 200, text="a note")
    nodes = [neuron(0), clamp, note, {**note, "filename": "Note.qml"}]
    wires = [edge("Edge", 1, 2), edge("edges/CurrentSynapse", 2, 0), edge("Edge", 1, 0)]
    circuit, left_out = opened(tmp_path, nodes, wires)
    assert {each.where for each in left_out} == {"edges[1 → 2]", "edges[2 → 0]", "*"}
    assert "exp_current" not in kinds(circuit)
    circuit.save(tmp_path / "a.circuit")
    assert cl.load(tmp_path / "a.circuit").model == circuit.model


def test_a_place_that_no_canvas_reaches_moves_nothing_else(tmp_path: Path) -> None:
    nodes = [neuron(0), neuron(-1e308), neuron(9e5), neuron(300)]
    circuit, _left_out = opened(tmp_path, nodes, [])
    places = [element.x for element in circuit.model.elements.values()]
    assert places[0] == places[1] == 160.0
    assert places[3] < 2000.0
    circuit.save(tmp_path / "a.circuit")


def test_a_membrane_without_capacitance_has_the_least_there_is(tmp_path: Path) -> None:
    bare = node("neurons/AdaptationNeuron", 0, 0, {**LEAKY, "capacitance": 0.0})
    circuit, left_out = opened(tmp_path, [bare], [])
    assert circuit.model.elements["lif_conductance1"].params["c_m"] > 0.0
    assert any("Capacitance" in each.why or "capacitance" in each.why for each in left_out)
