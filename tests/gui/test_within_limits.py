"""Whatever is done on the desk can be saved, and opens again as it was."""

from pathlib import Path

import pytest

from circuitlab.files import store
from circuitlab.gui.document import Document
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL


@pytest.mark.parametrize("far", [(2 * FARTHEST, 0.0), (-3e9, 1e300), (float("inf"), -FARTHEST)])
def test_what_is_dragged_too_far_stays_at_the_edge(
    document: Document, tmp_path: Path, far: tuple[float, float]
) -> None:
    id = next(iter(document.circuit.elements))
    before = document.circuit.copy()
    document.push(document.circuit.moved({id: far}))
    element = document.circuit.elements[id]
    assert max(abs(element.x), abs(element.y)) <= FARTHEST
    assert document.save_as(tmp_path / "far.circuit") == []
    assert store.load(tmp_path / "far.circuit").circuit == document.circuit
    document.undo()
    assert document.circuit == before


def test_a_name_of_any_length_is_kept_as_long_as_a_file_keeps_it(
    document: Document, tmp_path: Path
) -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.relabelled(id, "a" * (3 * LONGEST_LABEL)))
    assert len(document.circuit.elements[id].label) == LONGEST_LABEL
    assert document.save_as(tmp_path / "long.circuit") == []
    assert store.load(tmp_path / "long.circuit").circuit == document.circuit


def test_at_the_edge_one_more_step_outwards_is_no_step(document: Document) -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.moved({id: (FARTHEST, 0.0)}))
    steps = document.undo_stack.count()
    document.push(document.circuit.moved({id: (FARTHEST + 10.0, 0.0)}))
    assert document.undo_stack.count() == steps
