"""A version of a circuit that somebody holds stays as it is, however the next one is made."""

from __future__ import annotations

import pytest

from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, IllegalDelta
from circuitlab.model.element import Link, Role
from tests.random_edits import random_edits
from tests.render.gallery import pain_circuit


def content(circuit: Circuit) -> tuple[object, ...]:
    """All that a circuit holds, in its order, and what it remembers of what has left."""
    rows = circuit.rows
    inner = {id: dict(row) for id, row in rows.ahead.items()}
    back = {id: dict(row) for id, row in rows.back.items()}
    order = list(circuit.elements.items()), list(circuit.links.items())
    return *order, dict(rows.nodes), inner, back, rows.history, rows.wires


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_held_stays_whatever_is_edited(seed: int) -> None:
    build = pain_circuit()
    held = []
    for number, _delta in enumerate(random_edits(build.circuit, build.catalog, seed, 60)):
        one = number % 4
        if one == 0:
            held.append((build.circuit.copy(), content(build.circuit)))
        elif one == 1:
            views = build.circuit.elements, build.circuit.links, build.circuit.rows.nodes
            held.append((views, tuple(list(each.items()) for each in views)))
        for kept, was in held:
            if isinstance(kept, Circuit):
                assert content(kept) == was
            else:
                assert tuple(list(each.items()) for each in kept) == was


@pytest.mark.parametrize("seed", [3, 4])
def test_edits_in_place_come_to_the_same_as_edits_of_copies(seed: int) -> None:
    build, other = pain_circuit(), pain_circuit().circuit
    kept = []
    for delta in random_edits(build.circuit, build.catalog, seed, 80):
        kept.append(other.copy())
        other.apply(delta)
        assert content(build.circuit)[:5] == content(other)[:5]
        assert build.circuit.rows.wires == other.rows.wires


def test_a_loop_over_what_is_edited_sees_what_was_there() -> None:
    build = pain_circuit()
    before = list(build.circuit.elements)
    seen = []
    for id in build.circuit.elements:
        seen.append(id)
        build.circuit.apply(build.circuit.relabelled(id, f"{id} again"))
        build.add("lif_current", 0, 0)
    assert seen == before


def test_an_edit_that_is_refused_leaves_nothing_behind() -> None:
    build = pain_circuit()
    cells = [build.add("projection_neuron", 100 * n, 900) for n in range(2)]
    part = build.add("nav17", 0, 0)
    build.circuit.apply(build.circuit.added(Link(part, cells[0], Role.SITS_IN)))
    before = content(build.circuit)
    twice = Link(part, cells[1], Role.SITS_IN)
    with pytest.raises(IllegalDelta):
        build.circuit.apply(Delta("", {twice.key: (None, twice)}))
    assert content(build.circuit) == before
