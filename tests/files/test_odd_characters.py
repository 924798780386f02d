"""Characters that cannot be shown are named, and replaced where they stand; nothing else goes."""

import json

import pytest

from circuitlab.files import store
from circuitlab.files.problem_report import MAX_PROBLEMS
from circuitlab.files.serialise import text_of

HEAD = {"format": "circuitlab/circuit", "version": 4}


def with_label(label: str, **more: object) -> str:
    cell = {"id": "lif_current1", "kind": "lif_current", "label": label}
    return json.dumps({**HEAD, "elements": [cell], **more})


@pytest.mark.parametrize("odd", ["\0", "\x1b", "\x07", "\x7f", "\x9b", "\ud83e"])
def test_it_is_named_kept_but_for_the_sign_and_whole_after_saving(odd: str) -> None:
    loaded = store.load_text(with_label(f"a{odd}b"))
    (problem,) = loaded.problems
    assert problem.where.endswith("/elements/0/label")
    assert "cannot be shown" in problem.what
    assert loaded.is_whole
    assert loaded.circuit is not None
    assert loaded.circuit.elements["lif_current1"].label == "a\ufffdb"
    assert store.load_text(text_of(loaded.circuit)).problems == ()


def test_a_raw_escape_of_eight_bits_is_named_too() -> None:
    text = with_label("a~b").replace("~", "\x9b")
    assert len(store.load_text(text).problems) == 1


def test_more_unknown_parts_than_are_listed_open_all_the_same() -> None:
    count = MAX_PROBLEMS + 1
    parts = [{"id": f"part{n}", "kind": "nosuchkind"} for n in range(count)]
    loaded = store.load_text(json.dumps({**HEAD, "elements": parts}))
    assert loaded.circuit is not None
    assert len(loaded.circuit.elements) == count
    assert loaded.is_whole
    assert len(loaded.problems) == count
    assert "More than 1000" in loaded.problems[-1].what
