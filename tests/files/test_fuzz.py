"""Whatever a file holds, reading it raises nothing, and what opens can be saved and opened."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from toy import add, small_circuit, toy_catalog

from circuitlab.files import store
from circuitlab.files.line_numbers import lines_of
from circuitlab.files.parse import parse
from circuitlab.files.serialise import content_of, text_of

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["cell1", "ear1", "sits in", "46 mV", "1e999 K", "gain", "document"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "blob", "set", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def whole() -> dict[str, Any]:
    circuit = small_circuit()
    add(circuit, "cell", size=3, gain=[1, 2, 3])
    content = content_of(circuit)
    content["experiments"] = {"hot": {"for": "1 s", "set": {"warmer1.temperature": 50}}}
    claim = {"id": "a", "measure": "rate", "experiment": "hot", "args": {}}
    content["claims"] = [claim | {"expected": 3, "tolerance": 1, "mood": [1]}]
    content["timeline"] = [{"at": 10, "set": {"plug1.dose": 5}, "label": "more"}]
    content["view"] = {"zoom": [1, 2]}
    return content


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a plain value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], dict | list):
            found += places(value[key])
    return found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_any_value_in_any_place_is_taken_or_named(data: st.DataObject) -> None:
    content = whole()
    for _number in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(content)))
        container[key] = data.draw(ANYTHING)
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert loaded.circuit is not None or loaded.problems
    if loaded.circuit is not None:
        again = store.load_text(text_of(loaded.circuit), toy_catalog())
        assert again.circuit == loaded.circuit
        named = {problem.what for problem in loaded.problems}
        assert {problem.what for problem in again.problems} <= named


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.text(max_size=3))
def test_any_text_is_read_or_refused(place: int, noise: str) -> None:
    text = json.dumps(whole())
    place %= len(text)
    store.load_text(text[:place] + noise + text[place + len(noise) :], toy_catalog())
    assert store.load_text(text[:place], toy_catalog()).circuit is None


@settings(max_examples=100, deadline=None)
@given(ANYTHING, st.sampled_from([None, 1, "\t"]))
def test_every_value_of_a_text_has_its_line(value: Any, indent: int | str | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = lines_of(text)
    assert max(lines.values()) <= text.count("\n") + 1
    assert len(lines) == 1 + (len(places(value)) if isinstance(value, dict | list) else 0)
    parsed, _problems = parse(text)
    assert type(parsed) in (type(value), type(None))
