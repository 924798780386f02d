"""A circuit exported as a graph reads back in networkx with the same content."""

import io
import json
import math
from xml.etree import ElementTree

import networkx as nx
import pytest
from each_case import each_case
from hypothesis import given, settings
from toy import circuits, toy_catalog

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.described_graph import described, plain, text_of
from circuitlab.model.element import Array, Element
from circuitlab.model.graph_files import encoded, suffixes

CATALOG = default_catalog()


def everything() -> Circuit:
    """One element of every kind, wired to whatever takes it."""
    circuit = Circuit()
    for kind in CATALOG.ordered():
        added = rules.add_kind(circuit, CATALOG, kind.name, label=f"<{kind.title}> & “co”\n")
        if not isinstance(added, Problem):
            circuit.apply(added[1])
    for source in list(circuit.elements):
        for target in sorted(rules.targets_for(circuit, CATALOG, source))[:2]:
            wired = rules.connect(circuit, CATALOG, source, target)
            if not isinstance(wired, Problem):
                circuit.apply(wired)
    return circuit


def preset(name: str) -> Circuit:
    circuit = store.load_preset(name).circuit
    assert circuit is not None
    return circuit


CIRCUITS = {each.name: lambda name=each.name: preset(name) for each in store.presets()}
CIRCUITS["every kind"] = everything


def read(content: bytes, suffix: str) -> nx.DiGraph:
    if suffix == ".json":
        return nx.node_link_graph(json.loads(content), edges="edges")
    reader = nx.read_graphml if suffix == ".graphml" else nx.read_gexf
    graph = reader(io.BytesIO(content))
    for _source, _target, data in graph.edges(data=True):
        data.pop("id", None)  # GEXF numbers its edges
    return graph


def bytes_of(circuit: Circuit, suffix: str, catalog=CATALOG) -> bytes:  # type: ignore[no-untyped-def]
    content = encoded(circuit, catalog, f"x{suffix}")
    assert isinstance(content, bytes)
    return content


@each_case("suffix", suffixes())
@each_case("name", CIRCUITS)
def test_what_is_read_back_is_what_was_written(name: str, suffix: str) -> None:
    circuit = CIRCUITS[name]()
    graph, wanted = read(bytes_of(circuit, suffix), suffix), plain(circuit, CATALOG)
    assert len(graph) == len(circuit.elements) > 10
    assert graph.is_directed()
    assert dict(graph.nodes(data=True)) == dict(wanted.nodes(data=True))
    assert {(s, t): d for s, t, d in graph.edges(data=True)} == {
        (s, t): d for s, t, d in wanted.edges(data=True)
    }
    for _id, data in graph.nodes(data=True):
        assert {type(value) for value in data.values()} <= {int, float, bool, str}


@pytest.mark.parametrize("suffix", suffixes())
def test_the_same_circuit_is_the_same_file(suffix: str) -> None:
    assert bytes_of(preset("fig4"), suffix) == bytes_of(preset("fig4"), suffix)


@settings(max_examples=40, deadline=None)
@given(circuits())
def test_any_circuit_can_be_read_back_whatever_its_labels_are(circuit: Circuit) -> None:
    wanted = plain(circuit, toy_catalog())
    for suffix in suffixes():
        graph = read(bytes_of(circuit, suffix, toy_catalog()), suffix)
        assert dict(graph.nodes(data=True)) == dict(wanted.nodes(data=True)), suffix


@pytest.mark.parametrize(
    "label", ["a\x00b", "\x1b[31mred", "x\ufffe", "half \ud83d", "\x0b\x0c", "\r"]
)
def test_control_characters_make_no_file_that_cannot_be_read(label: str) -> None:
    circuit = Circuit([Element("cell1", "lif_current", label)], document={"title": label})
    for suffix in (".graphml", ".gexf"):
        content = bytes_of(circuit, suffix)
        ElementTree.fromstring(content)
        assert read(content, suffix).nodes["cell1"]["label"] == text_of(label)
    assert read(bytes_of(circuit, ".json"), ".json").nodes["cell1"]["label"] == text_of(label)
    assert text_of("Aδ\tfibre\n“x” 🧠") == "Aδ\tfibre\n“x” 🧠"


def test_attributes_say_kind_place_unit_sign_and_delay() -> None:
    graph = plain(preset("fig4"), CATALOG)
    heat = graph.nodes["heat"]
    assert (heat["kind"], heat["family"]) == ("heat", "stimulus")
    assert isinstance(heat["param.temperature (°C)"], float)
    roles = {data["role"]: data for _s, _t, data in graph.edges(data=True)}
    assert roles["releases onto"]["sign"] == 0
    assert roles["drives"]["sign"] == 1
    assert graph.nodes["synapse_c"]["delay_ms"] == 200.0
    assert graph.edges["synapse_c", "ampa_c"]["delay_ms"] == 200.0
    spots = [(graph.nodes[id]["x"], graph.nodes[id]["y"]) for id in ("synapse_c", "ampa_c")]
    assert math.dist(*spots) < 60


def test_what_inhibits_has_a_negative_sign() -> None:
    circuit = Circuit()
    for kind, wired_from in (
        ("inhibitory_interneuron", None),
        ("projection_neuron", "inhibitory_interneuron1"),
    ):
        added = rules.add_kind(circuit, CATALOG, kind, wired_from=wired_from)
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
    graph = plain(circuit, CATALOG)
    inside = [
        d
        for _s, t, d in graph.edges(data=True)
        if d["role"] == "sits in" and t == "projection_neuron1"
    ]
    assert {(data["effect"], data["sign"]) for data in inside} == {("inhibits", -1)}


def test_values_for_each_cell_and_of_unknown_kinds_are_texts() -> None:
    odd = Element("odd1", "warp_drive", params={"source": "x", "id": 3, "deep": {"a": [1, None]}})
    cell = Element("cell1", "lif_current", params={"size": 2, "i_e": Array([1.0, 2.5])})
    circuit = Circuit([odd, cell])
    for suffix in suffixes():
        graph = read(bytes_of(circuit, suffix), suffix)
        assert graph.nodes["cell1"]["param.i_e (pA)"] == "[1.0, 2.5]"
        assert graph.nodes["odd1"]["param.source"] == "x"
        assert graph.nodes["odd1"]["param.id"] == 3
        assert json.loads(graph.nodes["odd1"]["param.deep"]) == {"a": [1, None]}
        assert "family" not in graph.nodes["odd1"]


@pytest.mark.parametrize("values", [(5.0, Array([1.0, 2.5])), (5, 2.5), (True, 2.5, "off")])
def test_an_attribute_has_one_type_whatever_comes_first(values: tuple[object, ...]) -> None:
    for order in (values, values[::-1]):
        cells = [
            Element(f"cell{at}", "warp_drive", params={"p": value})
            for at, value in enumerate(order)
        ]
        wanted = plain(Circuit(cells), CATALOG)
        found = [data["param.p"] for _id, data in wanted.nodes(data=True)]
        assert len({type(value) for value in found}) == 1
        for suffix in suffixes():
            graph = read(bytes_of(Circuit(cells), suffix), suffix)
            assert [data["param.p"] for _id, data in graph.nodes(data=True)] == found


@pytest.mark.parametrize("name", ["x.gml", "x", "graphml", ".json", "x.json.bak"])
def test_another_ending_is_refused_with_those_that_are_known(name: str) -> None:
    problem = encoded(Circuit(), CATALOG, name)
    assert isinstance(problem, Problem)
    assert ".graphml, .gexf, .json" in problem.remedy


def test_the_described_graph_cannot_be_changed_in_any_part() -> None:
    circuit = preset("fig4")
    graph = described(circuit, CATALOG)
    assert list(graph) == list(circuit.elements)
    assert set(graph.edges) == set(circuit.links)
    with pytest.raises(nx.NetworkXError, match="edit the circuit"):
        graph.remove_node("heat")
    with pytest.raises(nx.NetworkXError, match="edit the circuit"):
        graph.nodes["heat"]["kind"] = "cold"
    with pytest.raises(nx.NetworkXError, match="edit the circuit"):
        graph.edges["synapse_c", "ampa_c"]["role"] = ""
    with pytest.raises(TypeError):
        graph.nodes["heat"]["parameters"]["temperature"] = 1.0
    copied = graph.copy()
    copied.nodes["heat"]["kind"] = "cold"
    copied.remove_node("trpv1")
    assert "trpv1" in graph
    assert graph.nodes["heat"]["kind"] == "heat"
