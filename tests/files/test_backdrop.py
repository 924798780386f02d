"""The backdrop of a circuit's file."""

import json
from typing import get_args

import pytest

from circuitlab.files import store
from circuitlab.files.schema import FORMAT, VERSION, Backdrop
from circuitlab.files.serialise import text_of
from circuitlab.model.backdrops import BACKDROPS
from circuitlab.model.circuit import Circuit


def test_the_schema_knows_the_backdrops_of_the_model() -> None:
    assert get_args(Backdrop) == BACKDROPS


@pytest.mark.parametrize("name", BACKDROPS)
def test_a_backdrop_is_written_and_read_back(name: str) -> None:
    circuit = Circuit(document={"backdrop": name})
    loaded = store.load_text(text_of(circuit))
    assert loaded.problems == ()
    assert loaded.circuit == circuit


def test_a_backdrop_that_there_is_not_is_named_with_those_there_are() -> None:
    text = json.dumps({"format": FORMAT, "version": VERSION, "backdrop": "moon"})
    loaded = store.load_text(text)
    assert loaded.circuit is not None
    assert loaded.circuit.document["backdrop"] == "lanes"
    (problem,) = loaded.problems
    assert problem.where.endswith("/backdrop")
    assert "moon" in problem.what
    assert "cord_section" in problem.remedy
