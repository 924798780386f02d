"""Translators find every text of the catalog that people read."""

from io import BytesIO
from pathlib import Path

import pytest

from circuitlab.catalog import build
from circuitlab.catalog.load import load_catalog
from circuitlab.catalog.messages import extract_messages
from tests.catalog.toy import KIND, written


def test_titles_and_sentences_are_found_with_their_lines() -> None:
    found = list(extract_messages(BytesIO(KIND.encode()), (), (), {}))
    assert [text for _line, _function, text, _comments in found] == [
        "Buzzer",
        "Makes a neuron fire.",
        "L.",
    ]
    assert [line for line, *_rest in found] == [3, 6, 9]


def test_caveats_are_found_one_by_one() -> None:
    text = '[a]\ncaveats = ["One.", "Two."]\nsearch = ["word"]\n'
    found = extract_messages(BytesIO(text.encode()), (), (), {})
    assert [message for _line, _function, message, _comments in found] == ["One.", "Two."]


def test_what_is_found_is_translated_when_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_", lambda text: f"<{text}>")
    build.families.cache_clear()
    kind = load_catalog(written(tmp_path, KIND)).kind("buzzer")
    build.families.cache_clear()
    assert (kind.title, kind.doc) == ("<Buzzer>", "<Makes a neuron fire.>")
    assert kind.parameters["volume"].doc == "<L.>"
    assert kind.name == "buzzer"
