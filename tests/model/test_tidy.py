"""Tidying: lanes in the order of the signal, nothing on anything, and no more crossings."""

import math
import os
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import add, circuits, small_circuit, toy_catalog, wire

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.columns import APART, FRONT, LOW_ROW
from circuitlab.model.crossings import crossings, wires
from circuitlab.model.element import Role
from circuitlab.model.layers import layers
from circuitlab.model.layout import LANES
from circuitlab.model.tidy import overlaps, standing, tidy

CATALOG = default_catalog()


def put(circuit: Circuit, kind: str, x: float = 0.0, y: float = 0.0) -> str:
    added = rules.add_kind(circuit, CATALOG, kind, x, y)
    assert not isinstance(added, Problem)
    circuit.apply(added[1])
    return added[0]


def joined(circuit: Circuit, source: str, target: str) -> None:
    wired = rules.connect(circuit, CATALOG, source, target)
    if not isinstance(wired, Problem):
        circuit.apply(wired)


def chain() -> Circuit:
    circuit = Circuit()
    for kind in ("projection_neuron", "inhibitory_interneuron", "nociceptor_c", "pain_readout"):
        put(circuit, kind)
    for source, target in (
        ("nociceptor_c1", "inhibitory_interneuron1"),
        ("inhibitory_interneuron1", "projection_neuron1"),
        ("projection_neuron1", "inhibitory_interneuron1"),
        ("pain_readout1", "projection_neuron1"),
    ):
        joined(circuit, source, target)
    return circuit


def tangle(neurons: int, seed: int) -> Circuit:
    """Neurons wired at random, where they fall."""
    draw, circuit = random.Random(seed), Circuit()
    kinds = ("nociceptor_c", "adelta_fibre", "inhibitory_interneuron", "projection_neuron")
    ids = [
        put(circuit, draw.choice(kinds), draw.randrange(1140), draw.randrange(100 * neurons))
        for _number in range(neurons)
    ]
    for id in ids:
        for other in draw.sample(ids, 2):
            joined(circuit, id, other)
    return circuit


def crossed(circuit: Circuit) -> int:
    return crossings(wires(circuit), {id: circuit.position(id) for id in circuit.elements})


def lies_over(circuit: Circuit, catalog: Catalog) -> bool:
    return overlaps(standing(circuit, catalog).values())


def test_a_pathway_runs_from_the_left_to_the_right_through_its_lanes() -> None:
    circuit = chain()
    circuit.apply(tidy(circuit, CATALOG))
    x = {id: element.x for id, element in circuit.elements.items()}
    assert LANES["drg"][0] < x["nociceptor_c1"] < LANES["drg"][1]
    assert LANES["spinal"][0] < x["inhibitory_interneuron1"] < x["projection_neuron1"]
    assert x["projection_neuron1"] < LANES["spinal"][1] < x["pain_readout1"]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_a_chain_goes_to_the_right_and_no_terminal_reaches_the_ganglion(count: int) -> None:
    """More neurons than the cord is wide go down a stair, each with room for what ends on it."""
    circuit = Circuit()
    ids = [put(circuit, "nociceptor_c")]
    for _number in range(count):
        ids.append(put(circuit, "excitatory_interneuron"))
        joined(circuit, ids[-2], ids[-1])
    circuit.apply(tidy(circuit, CATALOG))
    places = [circuit.position(id) for id in ids]
    assert [x for x, _y in places] == sorted({x for x, _y in places})
    assert places[1][0] >= LANES["spinal"][0] + FRONT
    assert all(math.dist(a, b) >= LOW_ROW for a, b in combinations(places, 2))
    assert crossed(circuit) == 0


@pytest.mark.parametrize("preset", store.presets(), ids=lambda preset: preset.name)
def test_presets_are_never_made_worse(preset: store.Preset) -> None:
    circuit = store.load_preset(preset.name).circuit
    assert circuit is not None
    before, hosts = crossed(circuit), {id: circuit.host(id) for id in circuit.elements}
    circuit.apply(tidy(circuit, CATALOG))
    assert crossed(circuit) <= before
    assert not lies_over(circuit, CATALOG)
    assert {id: circuit.host(id) for id in circuit.elements} == hosts
    assert not tidy(circuit, CATALOG)


@pytest.mark.parametrize("neurons", [3, 8, 20, 40])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_tangle_comes_out_with_fewer_crossings_and_nothing_on_anything(
    neurons: int, seed: int
) -> None:
    circuit = tangle(neurons, seed)
    before, lay_over = crossed(circuit), lies_over(circuit, CATALOG)
    circuit.apply(tidy(circuit, CATALOG))
    assert not lies_over(circuit, CATALOG)
    assert crossed(circuit) <= before or lay_over
    if neurons >= 20:
        assert crossed(circuit) < 0.5 * before
    assert not tidy(circuit, CATALOG)


@settings(max_examples=40, deadline=None)
@given(circuits())
def test_tidied_elements_stand_apart_and_parts_stay_on_their_hosts(circuit: Circuit) -> None:
    links = dict(circuit.links)
    before, lay_over = crossed(circuit), lies_over(circuit, toy_catalog())
    delta = tidy(circuit, toy_catalog())
    circuit.apply(delta)
    assert dict(circuit.links) == links
    assert {circuit.elements[id].kind for id in delta.changes}.isdisjoint({"contact", "remark"})
    assert crossed(circuit) <= before or lay_over
    moved = [circuit.position(str(id)) for id in standing(circuit, toy_catalog())]
    notes = [id for id, element in circuit.elements.items() if element.kind == "remark"]
    if not notes:
        assert all(math.dist(a, b) >= APART for a, b in combinations(moved, 2))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_tidying_some_moves_nothing_else(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    add(circuit, "cell")
    ids = data.draw(st.sets(st.sampled_from(sorted(circuit.elements)), min_size=1))
    delta = tidy(circuit, toy_catalog(), ids)
    hosts = {circuit.host(id) or id for id in ids}
    assert {circuit.host(str(id)) or id for id in delta.changes} <= hosts
    fixed = [circuit.position(id) for id in standing(circuit, toy_catalog()) if id not in hosts]
    circuit.apply(delta)
    moved = [circuit.position(str(id)) for id in delta.changes if circuit.host(str(id)) is None]
    assert all(math.dist(a, b) >= APART for a in moved for b in fixed)


def test_what_is_tidied_among_others_stays_about_where_it_is() -> None:
    circuit = tangle(12, 5)
    circuit.apply(tidy(circuit, CATALOG))
    ids = [id for id, element in circuit.elements.items() if element.kind == "projection_neuron"][
        :2
    ]
    for number, id in enumerate(ids):
        circuit.apply(circuit.moved({id: (700 + 10 * number, 2000 + 5 * number)}))
    circuit.apply(tidy(circuit, CATALOG, ids))
    places = [circuit.position(id) for id in ids]
    assert all(abs(y - 2000) < 200 for _x, y in places)
    assert math.dist(*places) >= APART


def test_an_arrangement_by_hand_with_fewer_crossings_is_left_as_it_is() -> None:
    circuit = store.load_preset("fig3").circuit
    assert circuit is not None
    assert crossed(circuit) == 0
    assert not tidy(circuit, CATALOG)
    nsaid, cell = circuit.elements["nsaid"], circuit.elements["projection"]
    circuit.apply(circuit.moved({nsaid.id: (cell.x, cell.y)}))
    circuit.apply(tidy(circuit, CATALOG))
    assert crossed(circuit) > 0
    assert not lies_over(circuit, CATALOG)


def test_what_acts_on_a_neuron_comes_to_stand_near_it() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.moved({"warmer1": (1400, 900), "plug1": (0, 0)}))
    circuit.apply(tidy(circuit, toy_catalog()))
    ending = circuit.position("warm_gate1")
    assert math.dist(circuit.position("warmer1"), ending) < 250
    assert math.dist(circuit.position("plug1"), circuit.position("cell1")) < 300


def test_receptors_that_would_look_away_from_their_axon_are_turned() -> None:
    circuit = Circuit()
    fibre, cell = (
        put(circuit, "nociceptor_c", 900, 400),
        put(circuit, "projection_neuron", 300, 400),
    )
    other = put(circuit, "adelta_fibre", 60, 400)
    joined(circuit, fibre, cell)
    joined(circuit, other, cell)
    kept = [circuit.elements[id] for id in circuit.targets("synapse2", Role.BINDS)]
    turned = circuit.targets("synapse1", Role.BINDS)
    assert all(circuit.elements[id].x > 0 for id in turned)
    circuit.apply(tidy(circuit, CATALOG))
    assert circuit.position(fibre)[0] < circuit.position(cell)[0]
    assert all(circuit.elements[id].x < 0 for id in turned)
    assert [circuit.elements[part.id] for part in kept] == kept
    spots = [(circuit.elements[id].x, circuit.elements[id].y) for id in circuit.parts(cell)]
    assert all(math.dist(a, b) > 15 for a, b in combinations(spots, 2))
    assert not tidy(circuit, CATALOG)


def test_tidying_twice_changes_nothing_more() -> None:
    circuit = chain()
    circuit.apply(tidy(circuit, CATALOG))
    assert not tidy(circuit, CATALOG)


def test_without_lanes_neurons_stand_freely_and_apart() -> None:
    circuit = tangle(20, 4)
    circuit.apply(circuit.with_document({"backdrop": ""}))
    circuit.apply(tidy(circuit, CATALOG))
    assert not lies_over(circuit, CATALOG)


def test_a_loop_of_neurons_can_be_tidied() -> None:
    circuit = small_circuit()
    add(circuit, "cell")
    for source, target in (("cell1", "cell2"), ("cell2", "cell1"), ("cell1", "cell1")):
        wire(circuit, source, target)
    circuit.apply(tidy(circuit, toy_catalog()))
    assert circuit.elements["cell1"].x != circuit.elements["cell2"].x


def test_layers_are_longest_ways_and_loops_share_out_their_place() -> None:
    pairs = [("a", "b"), ("b", "d"), ("a", "d"), ("d", "c"), ("c", "b"), ("c", "e"), ("x", "a")]
    assert layers("abcde", pairs) == {"a": 0, "b": 1, "d": 2, "c": 3, "e": 4}
    assert layers("ba", [("a", "b"), ("b", "a")]) == {"b": 0, "a": 1}
    assert layers([], []) == {}


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([((0, 0), (10, 10)), ((0, 10), (10, 0))], 1),
        ([((0, 0), (10, 10)), ((10, 10), (20, 0))], 0),
        ([((0, 0), (10, 0)), ((0, 1), (10, 1))], 0),
        ([((0, 0), (10, 0)), ((5, 0), (5, 9))], 0),
        ([((0, y), (9, 9 - y)) for y in range(10)], 45),
    ],
)
def test_only_what_crosses_between_its_ends_is_counted(
    lines: list[tuple[tuple[float, float], tuple[float, float]]], count: int
) -> None:
    ends = {f"{side}{n}": at for n, line in enumerate(lines) for side, at in zip("ab", line)}  # noqa: B905
    assert crossings([(f"a{n}", f"b{n}") for n in range(len(lines))], ends) == count


def test_many_wires_are_counted_piece_by_piece_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    circuit = tangle(30, 9)
    places = {id: circuit.position(id) for id in circuit.elements}
    whole = crossings(wires(circuit), places)
    monkeypatch.setattr("circuitlab.model.crossings._AT_ONCE", 7)
    assert crossings(wires(circuit), places) == whole > 0


PROBE = """
from test_tidy import CATALOG, tangle, tidy
print([(id, after.x, after.y) for id, (_b, after) in tidy(tangle(30, 2), CATALOG).changes.items()])
"""


def test_the_order_does_not_depend_on_how_texts_are_hashed() -> None:
    def places(seed: str) -> str:
        tests = Path(__file__).parents[1]
        path = os.pathsep.join([str(tests.parent), str(tests), str(tests / "model")])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run(
            [sys.executable, "-c", PROBE], env=env, capture_output=True, text=True, timeout=60
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert places("1") == places("2") == places("3")
