"""The steps of a lecture: added, moved, copied and taken out in the window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from circuitlab.model.circuit import Circuit
from circuitlab.model.element import MUTED

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def titles(window: Any) -> list[str]:
    return [step.title for step in window.document.circuit.document["scenario"]]


def pages(window: Any) -> Any:
    return window.lecture.panel.pages


def choose(window: Any, *ids: str) -> None:
    window.lecture.editing.choose(ids)


def test_the_page_shows_what_each_step_does(lecturing: Any, cell: str) -> None:
    steps = pages(lecturing).list
    assert [steps.item(n).text() for n in range(3)] == ["First", "Silenced", "Asked"]
    spoken = steps.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Step 2: Silenced")
    assert "muted" in spoken
    assert pages(lecturing).form.title.text() == "First"
    assert lecturing.actions_by_key["edit_steps"].isChecked()
    lecturing.actions_by_key["edit_steps"].trigger()
    assert lecturing.inspector.isVisible()


@pytest.mark.parametrize(
    ("chosen", "key", "held", "found"),
    [
        ("b", Qt.Key.Key_Up, ALT, ["Silenced", "First", "Asked"]),
        ("b", Qt.Key.Key_Down, ALT, ["First", "Asked", "Silenced"]),
        ("b", Qt.Key.Key_D, CTRL, ["First", "Silenced", "Silenced", "Asked"]),
        ("b", Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, ["First", "Asked"]),
    ],
)
def test_keys_edit_the_steps_each_in_one_undo_step(
    lecturing: Any, qtbot: Any, chosen: str, key: Qt.Key, held: Any, found: list[str]
) -> None:
    choose(lecturing, chosen)
    pages(lecturing).list.setFocus()
    qtbot.keyClick(pages(lecturing).list, key, held)
    assert titles(lecturing) == found
    assert lecturing.document.undo_stack.count() == 1
    lecturing.document.undo()
    assert titles(lecturing) == ["First", "Silenced", "Asked"]
    assert pages(lecturing).list.count() == 3


def test_a_drag_moves_steps(lecturing: Any) -> None:
    choose(lecturing, "a")
    lecturing.lecture.editing.move(3)
    assert titles(lecturing) == ["Silenced", "Asked", "First"]
    assert lecturing.lecture.editing.chosen == ("a",)


def test_an_empty_step_comes_after_the_chosen_one(lecturing: Any) -> None:
    choose(lecturing, "a")
    lecturing.lecture.editing.add()
    assert titles(lecturing) == ["First", "New step", "Silenced", "Asked"]
    assert pages(lecturing).form.title.text() == "New step"


def test_what_is_typed_is_one_undo_step_and_shows_at_once(lecturing: Any, qtbot: Any) -> None:
    lecturing.guide.try_at(0)
    form = pages(lecturing).form
    choose(lecturing, "a")
    form.title.setFocus()
    form.title.selectAll()
    qtbot.keyClicks(form.title, "Hot")
    assert lecturing.guide.card.title.text() == "Hot"
    form.text.setFocus()
    qtbot.keyClicks(form.text, "So. ")
    form.note.setFocus()
    qtbot.keyClicks(form.note, "Wait")
    step = lecturing.document.circuit.document["scenario"][0]
    assert (step.title, step.text, step.note) == ("Hot", "So. Look.", "Wait")
    assert lecturing.document.undo_stack.count() == 3


def test_without_steps_one_is_invited_to_record(lecturing: Any, qtbot: Any) -> None:
    document = lecturing.document
    document.push(document.circuit.with_document({"scenario": ()}))
    assert pages(lecturing).first.isVisible()
    qtbot.mouseClick(pages(lecturing).first, Qt.MouseButton.LeftButton)
    assert lecturing.lecture.recorder.is_on
    assert lecturing.lecture.card.isVisible()
    lecturing.lecture.recorder.discard()


def test_a_step_is_tried_at_once(lecturing: Any, qtbot: Any, cell: str) -> None:
    choose(lecturing, "b")
    qtbot.mouseClick(pages(lecturing).form.trial, Qt.MouseButton.LeftButton)
    assert lecturing.guide.walk.at == 1
    assert lecturing.lecture.panel.isVisible(), "what is being made stays in sight"
    assert lecturing.session.laid.circuit.elements[cell].muted
    assert pages(lecturing).list.here == 1


def test_steps_are_carried_to_another_circuit_and_say_what_it_lacks(
    lecturing: Any, cell: str
) -> None:
    choose(lecturing, "b", "c")
    lecturing.lecture.editing.copy()
    said: list[str] = []
    lecturing.lecture.panel.told.connect(said.append)
    lecturing.document.replace(Circuit())
    lecturing.actions_by_key["paste"].trigger()
    first, second = lecturing.document.circuit.document["scenario"]
    assert first.lost == (cell,)
    assert not first.values
    assert second.question.choices == ("Less", "More")
    assert "lacks" in said[-1]
    assert lecturing.document.undo_stack.count() == 1
    form = pages(lecturing).form
    assert cell in form.lost.text()
    form.forget.click()
    assert not lecturing.document.circuit.document["scenario"][0].lost
    assert not form.lost.isVisible()


def test_pasted_where_all_is_there_they_are_whole(lecturing: Any, cell: str) -> None:
    choose(lecturing, "b")
    lecturing.lecture.editing.cut()
    assert titles(lecturing) == ["First", "Asked"]
    lecturing.lecture.editing.paste()
    pasted = lecturing.document.circuit.document["scenario"][2]
    assert pasted.values == {(cell, MUTED): True}
    assert pasted.watch == (cell,)


def test_a_clipboard_without_steps_changes_nothing(lecturing: Any) -> None:
    QGuiApplication.clipboard().setText("not a step")
    assert not lecturing.lecture.editing.paste()
    assert not lecturing.document.dirty


def test_a_step_that_lost_its_element_says_so_and_undo_brings_it_back(
    lecturing: Any, cell: str
) -> None:
    document = lecturing.document
    choose(lecturing, "b")
    document.push(document.circuit.removed([cell]))
    item = pages(lecturing).list.item(1)
    assert cell in item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert pages(lecturing).form.forget.isVisible()
    document.undo()
    assert document.circuit.document["scenario"][1].values == {(cell, MUTED): True}
    assert not pages(lecturing).form.lost.isVisible()


def test_the_menu_of_a_step_offers_all_edits(lecturing: Any) -> None:
    said = [each.text() for each in pages(lecturing).menu().actions() if each.text()]
    assert said == [
        "Show from here", "Add an empty step", "Duplicate", "Move up", "Move down",
        "Cut", "Copy", "Paste", "Delete",
    ]  # fmt: skip


def test_every_field_has_a_name_for_those_who_hear_it(lecturing: Any) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    choose(lecturing, "c")
    named = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    panel = lecturing.lecture.panel
    for kind in named:
        for part in panel.findChildren(kind):
            if part.isVisible():
                name = part.accessibleName() or getattr(part, "text", str)()
                assert name.strip(), part
