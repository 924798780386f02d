"""After whatever edit, the marks of all actions are those that their conditions give."""

import pytest
from PySide6.QtGui import QAction


def marks(window) -> dict[str, tuple[bool, bool, str]]:
    actions: dict[str, QAction] = window.actions_by_key
    return {key: (each.isEnabled(), each.isChecked(), each.text()) for key, each in actions.items()}


def checked_anew(window) -> dict[str, tuple[bool, bool, str]]:
    window._marks.renew()
    return marks(window)


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_marks_follow_edits(window, document, chosen) -> None:
    document.open_preset("fig4")
    circuit = document.circuit
    window.session.selection.select(list(circuit.elements)[:chosen])
    first = next(iter(circuit.elements))
    step = circuit.document["scenario"]
    for edit in (
        lambda: circuit.muting({first: True}),
        lambda: circuit.with_document({"backdrop": "brain"}),
        lambda: circuit.with_document({"scenario": ()}),
        lambda: circuit.with_document({"scenario": step}),
        lambda: circuit.with_document({"title": "another"}),
        lambda: circuit.removed(list(circuit.elements)),
    ):
        document.push(edit())
        followed = marks(window)
        assert followed == checked_anew(window)
    while document.undo_stack.canUndo():
        document.undo()
        followed = marks(window)
        assert followed == checked_anew(window)


def test_an_edit_that_no_condition_reads_asks_none(window, document, monkeypatch) -> None:
    first = next(iter(document.circuit.elements))
    document.push(document.circuit.moved({first: (5.0, 5.0)}))
    asked: list[str] = []
    monkeypatch.setattr(window._marks, "renew", lambda: asked.append("all"))
    document.push(document.circuit.moved({first: (9.0, 9.0)}))
    document.push(document.circuit.relabelled(first, "mine"))
    assert asked == []
    assert "Rename" in window.actions_by_key["undo"].text()
    document.push(document.circuit.removed(list(document.circuit.elements)))
    assert asked == ["all"]
