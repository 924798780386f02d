"""What is saved is what was built, and comes back whole."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from each_case import each_case
from hypothesis import given, settings
from toy import add, circuits, small_circuit, toy_catalog

import circuitlab as cl
from circuitlab.catalog.constraints import related
from circuitlab.catalog.load import default_catalog
from circuitlab.files import limits, store
from circuitlab.files.serialise import content_of, text_of
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Array, Element, Link, Role


def reopened(circuit: Circuit) -> Circuit:
    loaded = store.load_text(text_of(circuit), toy_catalog())
    assert loaded.problems == ()
    assert loaded.circuit is not None
    return loaded.circuit


@settings(max_examples=60, deadline=None)
@given(circuits())
def test_a_circuit_comes_back_equal_and_is_written_the_same(circuit: Circuit) -> None:
    back = reopened(circuit)
    assert back == circuit
    assert text_of(back) == text_of(circuit)


def test_undo_leaves_no_trace_in_the_file() -> None:
    circuit = small_circuit()
    text = text_of(circuit)
    delta = circuit.removed(["feeler1", "plug1"])
    circuit.apply(delta)
    circuit.apply(delta.inverse())
    assert text_of(circuit) == text


def test_short_elements_and_links_take_one_line_each() -> None:
    lines = [line.strip().rstrip(",") for line in text_of(small_circuit()).splitlines()]
    rows = [line for line in lines if line.startswith("{") and line.endswith("}")]
    circuit = small_circuit()
    assert len(rows) == len(circuit.elements) + len(circuit.links)


def test_one_edit_changes_one_line() -> None:
    circuit = small_circuit()
    before = text_of(circuit).splitlines()
    circuit.apply(circuit.moved({"cell1": (1, 2)}))
    after = text_of(circuit).splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_only_what_differs_from_the_defaults_is_written() -> None:
    assert set(content_of(Circuit())) == {"format", "version", "title", "seed", "elements", "links"}


def test_arrays_are_kept_once_and_come_back_whole() -> None:
    circuit = small_circuit()
    gains = Array(np.linspace(0, 9, 1000))
    for id in (add(circuit, "cell", size=1000), add(circuit, "cell", size=1000)):
        circuit.apply(circuit.with_param(id, "gain", gains))
    assert len(content_of(circuit)["blobs"]) == 1
    assert reopened(circuit).elements["cell3"].params["gain"] == gains


def connected(pairs: int, **given: Any) -> cl.Circuit:
    """A population of which so many pairs of cells are connected."""
    rng = np.random.default_rng(pairs)
    circuit = cl.Circuit()
    cells = circuit.add("lif_current", size=5_000)
    pre, post = rng.integers(0, 5_000, (2, pairs))
    circuit.connect(cells, cells, receptor="exp_current", pre=pre, post=post, **given)
    return circuit


@pytest.mark.parametrize("pairs", [1_000, 1_001, 100_000, 100_001, 1_000_000])
def test_connections_come_back_to_the_bit_however_many_there_are(
    pairs: int, tmp_path: Path
) -> None:
    rng = np.random.default_rng(1)
    weight, delay = rng.normal(size=pairs), np.round(rng.uniform(0.1, 20, pairs), 1)
    circuit = connected(pairs, weight=weight, delay=delay)
    circuit.save(tmp_path / "many.circuit")
    again = cl.load(tmp_path / "many.circuit")
    assert again.model == circuit.model
    kept = again.model.elements["exp_current1"].params["weight"]
    assert np.asarray(getattr(kept, "values", kept)).tobytes() == weight.tobytes()


def test_many_pairs_take_four_bytes_a_number_and_one_copy() -> None:
    circuit = connected(2_000)
    params = circuit.model.elements["synapse1"].params
    assert params["pre"].values.nbytes == params["post"].values.nbytes == 4 * 2_000


def test_a_large_array_written_place_by_place_is_checked_like_any_other() -> None:
    content = content_of(connected(100_001).model)
    block = content["blobs"][next(iter(content["blobs"]))]
    assert block["planes"] is True
    reasons = {
        "its data cannot be unpacked": b"no stream",
        "its length is not that of its shape": zlib.compress(bytes(50_000_000)),
        "its content is not that of its key": b"".join([zlib.compress(bytes(100_001))] * 4),
    }
    for reason, data in reasons.items():
        block["data"] = base64.b64encode(data).decode()
        loaded = store.load_text(json.dumps(content))
        assert any(reason in problem.what for problem in loaded.problems), reason


LIMITS = {
    "MAX_BYTES": 1_000,
    "MAX_PARTS": 1,
    "MAX_NUMBERS": 2_000,
    "MAX_OBJECTS": 1,
    "MAX_ENTRIES": 1,
}


@pytest.mark.parametrize("name", LIMITS)
def test_what_would_not_be_read_is_not_written_and_told_in_the_same_words(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    circuit, path = connected(2_000).model, tmp_path / "large.circuit"
    assert store.save(circuit, path) == []
    monkeypatch.setattr(limits, name, LIMITS[name])
    (unread,) = [problem for problem in store.check(path) if "/params/" not in problem.where][:1]
    before = path.read_bytes()
    (unwritten,) = store.save(circuit, path)
    assert unwritten.sentence == unread.sentence
    assert path.read_bytes() == before


def test_an_array_that_does_not_match_its_key_is_refused() -> None:
    circuit = small_circuit()
    add(circuit, "cell", size=3, gain=[1, 2, 3])
    content = content_of(circuit)
    (block,) = content["blobs"].values()
    block["data"] = base64.b64encode(zlib.compress(np.array([1.0, 2.0, 4.0]).tobytes())).decode()
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert any("its content is not that of its key" in p.what for p in loaded.problems)
    bomb = base64.b64encode(zlib.compress(bytes(50_000_000))).decode()
    block["data"] = bomb
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert any("its length is not that of its shape" in p.what for p in loaded.problems)


def test_an_unknown_kind_is_kept_and_saved_back_unchanged() -> None:
    content = content_of(small_circuit())
    odd = {
        "id": "odd1",
        "kind": "oddity",
        "label": "Odd",
        "x": 1.5,
        "y": 2,
        "params": {"depth": "3 m", "list": [1, {"a": None}], "on": True},
    }
    content["elements"].append(odd)
    content["links"].append({"source": "odd1", "target": "cell1", "role": "modulates"})
    content["timeline"] = [{"at": 5, "set": {"odd1.depth": "4 m"}}]
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert loaded.circuit is not None
    assert len(loaded.problems) == 1
    assert content_of(loaded.circuit) == content


def test_what_a_file_says_beyond_this_version_is_kept() -> None:
    content = content_of(small_circuit()) | {"sound": {"volume": [1, 2]}}
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert loaded.circuit is not None
    assert content_of(loaded.circuit) == content


def test_numbers_may_be_written_with_units() -> None:
    content = content_of(small_circuit())
    content["elements"][6]["params"]["temperature"] = "45 degC"
    content["timeline"] = [{"at": "1.5 s", "set": {"plug1.dose": "500 nM"}, "label": "less"}]
    content["experiments"] = {"hot": {"for": "2 s", "set": {}, "seeds": [1, 2]}}
    loaded = store.load_text(json.dumps(content), toy_catalog())
    assert loaded.problems == ()
    assert loaded.circuit is not None
    assert loaded.circuit.value("warmer1", "temperature") == 45
    (step,) = loaded.circuit.document["timeline"]
    assert (step.at, step.label) == (1500, "less")
    assert step.values["plug1", "dose"] == pytest.approx(0.5)
    assert loaded.circuit.document["experiments"]["hot"].duration_ms == 2000


def test_a_loop_through_synapses_is_fine() -> None:
    circuit = small_circuit()
    for source, target in (("cell1", add(circuit, "cell")), ("cell2", "cell1"), ("cell1", "cell1")):
        delta = rules.connect(circuit, toy_catalog(), source, target)
        assert isinstance(delta, Delta)
        circuit.apply(delta)
    assert reopened(circuit) == circuit


def test_a_synapse_to_a_receptor_of_an_unknown_kind_is_kept() -> None:
    circuit = Circuit(
        [Element("cell1", "cell"), Element("contact1", "contact"), Element("odd1", "oddity")],
        [
            Link("cell1", "contact1", Role.RELEASES_ONTO),
            Link("contact1", "odd1", Role.BINDS),
            Link("odd1", "cell1", Role.SITS_IN),
        ],
    )
    loaded = store.load_text(text_of(circuit), toy_catalog())
    assert loaded.circuit == circuit


@each_case("kind", sorted(default_catalog().kinds))
def test_every_kind_of_the_catalog_goes_through_a_file(kind: str) -> None:
    catalog = default_catalog()
    spec = catalog.kind(kind)
    values = {name: parameter.maximum for name, parameter in spec.parameters.items()
              if parameter.type == "number" and parameter.maximum < float("inf")
              and name not in related(spec)}  # fmt: skip
    element = Element("it1", kind, params=values)  # type: ignore[arg-type]
    circuit = Circuit([element])
    loaded = store.load_text(text_of(circuit), catalog)
    if spec.family != "synapse":
        assert loaded.problems == ()
        kept = {n: v for n, v in values.items() if v != spec.parameters[n].default}
        assert loaded.circuit is not None
        assert dict(loaded.circuit.elements["it1"].params) == kept


def test_arrays_that_pack_too_well_to_be_read_are_packed_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    circuit, path = cl.Circuit(), tmp_path / "even.circuit"
    for _population in range(2):
        circuit.add("lif_current", size=50_000, i_e=np.full(50_000, 700.0))
    circuit.add("lif_current", size=3, i_e=[1.0, 2.0, 3.0])
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100_000)
    circuit.save(path)
    assert cl.load(path).model == circuit.model
