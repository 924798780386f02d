"""What a file would hold is counted on with each edit, and never less than it does hold."""

import re

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.files import limits, store
from circuitlab.files.limits import too_much
from circuitlab.files.serialise import content_of, text_of
from circuitlab.files.tally import after, tally_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import difference

PRESETS = [preset.name for preset in store.presets()]


def preset(name: str) -> Circuit:
    circuit = store.load_preset(name).circuit
    assert circuit is not None
    return circuit


def test_what_was_counted_on_is_what_is_counted_at_once() -> None:
    held, at = tally_of(Circuit()), Circuit()
    for name in PRESETS:
        to = preset(name)
        held, at = after(held, difference(at, to)), to
        assert held == tally_of(to), name


def test_no_file_holds_more_than_was_counted() -> None:
    for name in PRESETS:
        circuit = preset(name)
        tally, text = tally_of(circuit), text_of(circuit)
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
        assert bare.count("{") <= tally.objects + 2, name
        assert bare.count(",") <= tally.entries + len(content_of(circuit)), name
        assert tally.problem is None, name


def add_many(circuit: cl.Circuit, populations: int) -> None:
    for _population in range(populations):
        circuit.add("lif_current", size=1_001, i_e=np.linspace(0, 100, 1_001))


@pytest.mark.parametrize(
    ("limit", "most"), [("MAX_PARTS", 20), ("MAX_NUMBERS", 3_000), ("MAX_ENTRIES", 100)]
)
def test_python_is_refused_what_no_file_could_hold(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, most)
    circuit = cl.Circuit()
    with pytest.raises(cl.CircuitError, match=r"let one element stand|make the populations"):
        add_many(circuit, 20)
    assert 1 <= len(circuit.ids) < 20
    assert circuit.copy().held == circuit.held
    circuit.remove(circuit.ids[0])
    circuit.add("lif_current")


def test_what_stands_in_texts_is_nothing_that_takes_long_to_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_OBJECTS", 3)
    assert too_much('{"a": "{{{{,,,, \\\\"}') is None
    assert too_much('{"a": {"b": {"c": {}}}}') is not None
    assert too_much('{"a": "{{{{ and no end') is not None
