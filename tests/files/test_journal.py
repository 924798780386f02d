"""A snapshot and the records since give the circuit as it was last."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.files.journal import Records, arrays_in, folded, snapshot_of
from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_preset, load_text
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.frozen import Array, FrozenMap

CATALOG = default_catalog()


def after(delta: Delta) -> dict:
    return {key: value for key, (_before, value) in delta.changes.items()}


def random_edit(circuit: Circuit, chance: random.Random) -> Delta:
    """Something is moved, named, set, muted, or removed; or the document is told another title."""
    ids = list(circuit.elements)
    id = chance.choice(ids)
    x, y = chance.randrange(900), chance.randrange(900)
    return chance.choice(
        [
            lambda: circuit.moved({id: (x, y)}),
            lambda: circuit.relabelled(id, f"name {x}"),
            lambda: circuit.muting({id: chance.random() < 0.5}),
            lambda: circuit.with_document({"title": f"title {x}", "timeline": ()}),
            lambda: circuit.removed([id]) if len(ids) > 8 else circuit.moved({id: (x, y)}),
        ]
    )()


@pytest.mark.parametrize("name", ["fig3", "fig4"])
def test_whatever_is_edited_and_undone_comes_back(name):
    chance = random.Random(name)
    circuit = load_preset(name).circuit
    snapshot, records, lines, done = snapshot_of(circuit), Records(), [], []
    for _each in range(60):
        undone = done and chance.random() < 0.3
        delta = done.pop().inverse() if undone else random_edit(circuit, chance)
        if not undone:
            done.append(delta)
        circuit.apply(delta)
        lines.append(records.line(after(delta)))
        assert lines[-1].count("\n") == 1
    content, number = folded(snapshot, "".join(lines))
    loaded = load_text(json.dumps(content))
    assert number == 60
    assert text_of(loaded.circuit) == text_of(circuit)


def test_a_last_line_that_was_cut_says_nothing():
    circuit = two_neurons(CATALOG)
    snapshot, records = snapshot_of(circuit), Records()
    lines = []
    for number in range(3):
        delta = circuit.with_document({"title": f"title {number}"})
        circuit.apply(delta)
        lines.append(records.line(after(delta)))
    for cut in range(1, len(lines[-1]) + 1):
        content, number = folded(snapshot, "".join(lines)[:-cut])
        assert (content["title"], number) == ("title 1", 2)


def test_an_array_is_written_once():
    circuit = two_neurons(CATALOG)
    synapse = next(e.id for e in circuit.elements.values() if e.kind == "synapse")
    records, snapshot = Records(), snapshot_of(circuit)
    pairs = {"rule": "pairs", "pre": Array(np.zeros(50, int)), "post": Array(np.zeros(50, int))}
    filled = replace(circuit.elements[synapse], params=FrozenMap(pairs))
    lines = []
    for delta in (
        Delta("", {synapse: (circuit.elements[synapse], filled)}),
        Delta("", {synapse: (filled, replace(filled, label="other"))}),
    ):
        circuit.apply(delta)
        lines.append(records.line(after(delta)))
    assert ["blobs" in line for line in lines] == [True, False]
    content, _number = folded(snapshot, "".join(lines))
    params = load_text(json.dumps(content)).circuit.elements[synapse].params
    assert list(params["pre"]) == list(pairs["pre"].values)
    assert arrays_in(snapshot_of(circuit)) == set(content["blobs"])


def test_what_only_earlier_edits_needed_is_no_fault_of_what_comes_back():
    circuit = two_neurons(CATALOG)
    plain = circuit.elements[next(e.id for e in circuit.elements.values() if e.kind == "synapse")]
    pairs = {"rule": "pairs", "pre": Array(np.zeros(50, int)), "post": Array(np.zeros(50, int))}
    filled = replace(plain, params=FrozenMap(pairs))
    circuit.apply(Delta("", {plain.id: (plain, filled)}))
    snapshot = snapshot_of(circuit)
    assert arrays_in(snapshot)
    emptied = Delta("", {plain.id: (filled, plain)})
    circuit.apply(emptied)
    record = Records(arrays_in(snapshot)).line(after(emptied))
    loaded = load_text(json.dumps(folded(snapshot, record)[0]), CATALOG)
    assert loaded.circuit == circuit
    assert not loaded.problems
