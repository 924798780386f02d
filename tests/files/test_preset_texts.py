"""The presets speak the reader's language, and nobody else's file is touched."""

import io
import json
from pathlib import Path

import pytest

from circuitlab import resources
from circuitlab.files import preset_texts, store
from circuitlab.files.circuit_hash import circuit_hash
from circuitlab.files.preset_texts import extract_messages, in_readers_language


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language in which every text is in capitals."""
    monkeypatch.setattr(preset_texts, "_", str.upper)


def test_a_preset_is_read_in_the_readers_language(shouting: None) -> None:
    circuit = store.load_preset("fig3").circuit
    plain = json.loads((resources.presets() / "fig3.json").read_text(encoding="utf-8"))
    assert circuit is not None
    assert circuit.document["title"] == plain["title"].upper()
    assert circuit.elements["pain"].label == "PAIN READ-OUT"
    steps, claims = circuit.document["scenario"], circuit.document["claims"]
    assert [step.title for step in steps] == [step["title"].upper() for step in plain["scenario"]]
    assert [claim.text for claim in claims] == [claim["text"].upper() for claim in plain["claims"]]
    question = next(step.question for step in steps if step.question is not None)
    assert all(choice == choice.upper() for choice in (*question.choices, question.shows))
    assert [claim.id for claim in claims] == [claim["id"] for claim in plain["claims"]]


def test_a_language_changes_nothing_that_a_run_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = store.load_preset("acute-pain").circuit
    monkeypatch.setattr(preset_texts, "_", str.upper)
    loud = store.load_preset("acute-pain").circuit
    assert plain is not None
    assert loud is not None
    assert plain.elements != loud.elements
    assert circuit_hash(plain) == circuit_hash(loud)


def test_somebodys_own_file_stays_as_it_was_written(shouting: None, tmp_path: Path) -> None:
    plain = (resources.presets() / "fig3.json").read_text(encoding="utf-8")
    own = tmp_path / "fig3.json"
    own.write_text(plain, encoding="utf-8")
    circuit = store.load(own).circuit
    assert circuit is not None
    assert circuit.document["title"] == json.loads(plain)["title"]


def test_what_is_no_circuit_is_left_alone(shouting: None) -> None:
    path = resources.presets() / "fig3.json"
    for content in (None, 3, [], {"scenario": 4, "elements": [1, {"label": None}]}):
        assert in_readers_language(path, content) == content


def test_every_text_of_a_preset_is_found_for_translators() -> None:
    path = resources.presets() / "fig3.json"
    found = {
        text
        for _line, _function, text, _said in extract_messages(
            io.BytesIO(path.read_bytes()), (), (), {}
        )
    }
    content = json.loads(path.read_text(encoding="utf-8"))
    assert {content["title"], content["caption"], content["gallery"]["proves"]} <= found
    assert {element["label"] for element in content["elements"] if "label" in element} <= found
    assert {step["text"] for step in content["scenario"]} <= found
    assert not found & {element["id"] for element in content["elements"]}
