"""A small world for tests: kinds that no code may know by name, and circuits made of them."""

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from circuitlab.catalog.load import load_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.frozen import Array


@cache
def toy_catalog() -> Catalog:
    return load_catalog(Path(__file__).parent / "toy_catalog")


def add(circuit: Circuit, kind: str, x: float = 0.0, y: float = 0.0, **more: object) -> str:
    added = rules.add_kind(circuit, toy_catalog(), kind, x, y, **more)
    assert not isinstance(added, Problem), str(added)
    circuit.apply(added[1])
    return added[0]


def wire(circuit: Circuit, source: str, target: str) -> Delta:
    delta = rules.connect(circuit, toy_catalog(), source, target)
    assert isinstance(delta, Delta), str(delta)
    circuit.apply(delta)
    return delta


def small_circuit() -> Circuit:
    """A warmed feeler that speaks to a cell, whose deep ear is plugged and which is read."""
    circuit = Circuit(document={"title": "Small", "seed": 7})
    add(circuit, "feeler", 400, 200)
    add(circuit, "cell", 800, 250)
    wire(circuit, "feeler1", "cell1")
    add(circuit, "warmer", 60, 150, on="feeler1", temperature="46 °C")
    add(circuit, "plug", 800, 60, on="deep_ear1", dose="10 uM")
    add(circuit, "probe", 950, 250, on="cell1")
    return circuit


_PLACES = st.integers(-500, 1500).map(float)


@st.composite
def edits(draw: st.DrawFn, circuit: Circuit) -> Delta:
    """An edit that somebody could make next."""
    ids = list(circuit.elements)
    actions = ["add", "document"] + (["move", "label", "remove", "wire", "gain"] * 2 if ids else [])
    action = draw(st.sampled_from(actions))
    if action == "add":
        kind = draw(st.sampled_from(sorted(toy_catalog().kinds)))
        added = rules.add_kind(circuit, toy_catalog(), kind, draw(_PLACES), draw(_PLACES))
        return Delta("", {}) if isinstance(added, Problem) else added[1]
    if action == "document":
        return circuit.with_document({"seed": draw(st.integers(0, 9)), "title": draw(_WORDS)})
    id = draw(st.sampled_from(ids))
    if action == "move":
        return circuit.moved({id: (draw(_PLACES), draw(_PLACES))})
    if action == "label":
        return circuit.relabelled(id, draw(_WORDS))
    if action == "remove":
        return circuit.removed([id])
    if action == "wire":
        wired = rules.connect(circuit, toy_catalog(), id, draw(st.sampled_from(ids)))
        return Delta("", {}) if isinstance(wired, Problem) else wired
    return _gain(draw, circuit, id)


@st.composite
def circuits(draw: st.DrawFn, most: int = 14) -> Circuit:
    """A circuit that somebody could have built, after some editing."""
    circuit = small_circuit() if draw(st.booleans()) else Circuit()
    for _number in range(draw(st.integers(0, most))):
        circuit.apply(draw(edits(circuit)))
    return circuit


_SEEN = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
_WORDS = st.text(_SEEN, max_size=12)


def _gain(draw: st.DrawFn, circuit: Circuit, id: str) -> Delta:
    kind = toy_catalog().kind(circuit.elements[id].kind)
    if "gain" not in kind.parameters:
        return Delta("", {})
    size = draw(st.integers(2, 5))
    numbers = st.floats(0, 10, allow_subnormal=False)
    gains = draw(st.lists(numbers, min_size=size, max_size=size))
    sized = circuit.copy()
    first = sized.with_param(id, "size", size)
    sized.apply(first)
    return first.merged(sized.with_param(id, "gain", Array(gains)))
