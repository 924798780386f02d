"""The graph of a circuit is a networkx graph whose versions never change."""

import copy

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import add, circuits, edits, small_circuit, wire

from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, IllegalDelta
from circuitlab.model.element import Element, Link, Role


def rebuilt(circuit: Circuit) -> nx.DiGraph:
    """The same graph, made by networkx's own methods."""
    graph = nx.DiGraph()
    graph.add_nodes_from((id, {"element": each}) for id, each in circuit.elements.items())
    graph.add_edges_from((*key, {"link": link}) for key, link in circuit.links.items())
    return graph


def without_ranks(graph: nx.DiGraph) -> nx.DiGraph:
    plain = graph.copy()
    for _key, data in [*plain.nodes.items(), *plain.edges.items()]:
        del data["rank"]
    return plain


def state(circuit: Circuit) -> tuple[object, ...]:
    return (
        list(circuit.elements.items()),
        list(circuit.links.items()),
        {id: (circuit.sources(id), circuit.targets(id)) for id in circuit.elements},
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_is_what_networkx_itself_would_make_of_elements_and_links(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    graph, expected = circuit.graph, rebuilt(circuit)
    assert nx.utils.graphs_equal(without_ranks(graph), expected)
    for id in expected:
        assert set(circuit.sources(id)) == set(expected.predecessors(id)) == set(graph.pred[id])
        assert set(circuit.targets(id)) == set(expected.successors(id)) == set(graph.succ[id])
    for source, target in expected.edges:
        assert graph.succ[source][target] is graph.pred[target][source]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_was_given_out_before_an_edit_stays_as_it_was(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    kept = circuit.copy()
    elements, links, graph = circuit.elements, circuit.links, circuit.graph
    before, nodes, rows = state(kept), dict(graph.nodes), nx.to_dict_of_dicts(graph)
    for _number in range(3):
        circuit.apply(data.draw(edits(circuit)))
    assert state(kept) == before
    assert (list(elements.items()), list(links.items())) == before[:2]
    assert (dict(graph.nodes), nx.to_dict_of_dicts(graph)) == (nodes, rows)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_edits_taken_back_leave_no_trace_in_any_order(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    done: list[tuple[tuple[object, ...], Delta]] = []
    for _number in range(4):
        delta = data.draw(edits(circuit))
        done.append((state(circuit), delta))
        circuit.apply(delta)
    for before, delta in reversed(done):
        circuit.apply(delta.inverse())
        assert state(circuit) == before


@settings(max_examples=40, deadline=None)
@given(circuits())
def test_order_follows_ranks_whether_carried_on_or_made_anew(circuit: Circuit) -> None:
    ids = list(circuit.elements)
    delta = circuit.removed(ids[::2])
    circuit.apply(delta)
    circuit.apply(delta.inverse())
    nodes, edges = circuit.graph.nodes, circuit.graph.edges
    assert list(circuit.elements) == ids == sorted(nodes, key=lambda id: nodes[id]["rank"])
    assert list(circuit.links) == sorted(edges, key=lambda pair: edges[pair]["rank"])


def test_copies_part_at_their_first_edit() -> None:
    circuit = small_circuit()
    twin = circuit.copy()
    assert twin.graph is circuit.graph
    add(twin, "cell")
    wire(circuit, "cell1", "cell1")
    assert "cell2" in twin.elements
    assert "cell2" not in circuit.elements
    assert "contact2" not in twin.elements
    assert twin.targets("feeler1") == ["contact1"]


def test_a_value_that_changes_leaves_the_links_the_same_mapping() -> None:
    circuit = small_circuit()
    links = circuit.links
    circuit.apply(circuit.moved({"cell1": (1, 2)}))
    assert circuit.links is links


def test_an_edit_that_is_refused_leaves_the_version_that_was_there() -> None:
    circuit = small_circuit()
    graph, document = circuit.graph, dict(circuit.document)
    second_host = Link("ear1", "feeler1", Role.SITS_IN)
    delta = circuit.with_document({"seed": 99}).merged(circuit.added(second_host))
    with pytest.raises(IllegalDelta, match="two places"):
        circuit.apply(delta)
    assert circuit.graph is graph
    assert dict(circuit.document) == document


def test_a_link_may_change_its_role_in_place() -> None:
    circuit = Circuit([Element("a1", "cell"), Element("b1", "cell"), Element("c1", "cell")])
    old, new = Link("a1", "b1", Role.DRIVES), Link("a1", "b1", Role.MODULATES)
    circuit.apply(circuit.added(old, Link("a1", "c1", Role.DRIVES)))
    circuit.apply(Delta("", {old.key: (old, new)}))
    assert circuit.targets("a1") == ["b1", "c1"]
    assert circuit.sources("b1", Role.MODULATES) == ["a1"]
    assert list(circuit.links.values()) == [new, Link("a1", "c1", Role.DRIVES)]


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: graph.add_node("x1"),
        lambda graph: graph.remove_node("cell1"),
        lambda graph: graph.add_edge("cell1", "feeler1"),
        lambda graph: graph.remove_edge("feeler1", "contact1"),
        lambda graph: graph.update(nodes=["x1"]),
        lambda graph: graph.clear(),
        lambda graph: graph.nodes["cell1"].update(element=None),
        lambda graph: graph.nodes["cell1"].__setitem__("element", None),
        lambda graph: graph.edges["feeler1", "contact1"].pop("link"),
    ],
)
def test_it_refuses_to_be_changed_and_says_what_can(change: object) -> None:
    circuit = small_circuit()
    before = state(circuit)
    with pytest.raises(nx.NetworkXError, match=r"edit the circuit, or take graph.copy\(\)"):
        change(circuit.graph)  # type: ignore[operator]
    assert nx.is_frozen(circuit.graph)
    assert state(circuit) == before


def test_algorithms_of_networkx_take_it_as_it_is() -> None:
    graph = small_circuit().graph
    assert nx.is_directed_acyclic_graph(graph)
    assert nx.has_path(graph, "feeler1", "cell1")
    assert set(graph.reverse().successors("cell1")) == set(graph.predecessors("cell1"))
    assert set(graph.subgraph(["cell1", "ear1"]).copy()) == {"cell1", "ear1"}
    assert len(nx.condensation(graph)) == len(graph)
    assert graph.to_undirected().number_of_edges() == graph.number_of_edges()
    loose = graph.copy()
    loose.nodes["cell1"]["colour"] = "red"
    loose.remove_node("ear1")
    assert "ear1" in graph
    assert "colour" not in copy.deepcopy(graph.nodes["cell1"])


def test_an_id_that_was_given_up_is_not_given_out_again() -> None:
    circuit = Circuit()
    assert [add(circuit, "cell") for _number in range(4)] == ["cell1", "cell2", "cell3", "cell4"]
    delta = circuit.removed(["cell2", "cell4"])
    circuit.apply(delta)
    assert circuit.fresh_id("cell") == circuit.copy().fresh_id("cell") == "cell5"
    assert circuit.copy().fresh_id("cell", ["cell5", "cell7"]) == "cell6"
    assert add(circuit, "cell") == "cell5"
    assert list(circuit.elements) == ["cell1", "cell3", "cell5"]
    circuit.apply(delta.inverse())
    assert list(circuit.elements) == ["cell1", "cell2", "cell3", "cell4", "cell5"]
    assert circuit.fresh_id("cell") == "cell6"


def test_the_graph_of_a_version_is_made_once_over_its_own_rows() -> None:
    circuit = small_circuit()
    graph, rows = circuit.graph, circuit.rows
    assert circuit.graph is graph
    assert (graph._node, graph._succ, graph._pred) == (rows.nodes, rows.ahead, rows.back)
    assert graph._node is rows.nodes
    circuit.apply(circuit.moved({"cell1": (3, 4)}))
    assert circuit.graph is not graph
    assert circuit.graph.nodes["cell1"]["element"] == circuit.elements["cell1"]
    assert graph.nodes["cell1"]["element"] != circuit.elements["cell1"]
