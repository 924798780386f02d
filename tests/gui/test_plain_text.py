"""What a file says is shown as it stands: never read as HTML, which could name other files."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from circuitlab.catalog.words import Problem
from circuitlab.gui.shell.dialogs import Questions, problem_dialog
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.model.delta import Delta

SLY = '<b>fat</b><img src="/etc/passwd">'


def widgets(window: QWidget) -> Iterator[QWidget]:
    yield window
    yield from window.findChildren(QWidget)


def given_to_html(window: QWidget) -> list[str]:
    """What of the sly text a window would read as HTML."""
    found = []
    for widget in widgets(window):
        tip = widget.toolTip()
        if "<img" in tip and Qt.mightBeRichText(tip):
            found.append(f"tooltip of {widget}")
        is_sly = isinstance(widget, QLabel) and "<img" in widget.text()
        if is_sly and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"{widget}")
    return found


def named_slyly(document) -> None:
    elements = document.circuit.elements
    changes = {id: (element, replace(element, label=SLY)) for id, element in elements.items()}
    document.push(Delta("name", changes))
    document.push(document.circuit.with_document({"title": SLY, "caption": SLY}))


def test_no_widget_reads_what_a_file_says_as_html(window, document, qtbot: QtBot) -> None:
    named_slyly(document)
    assert SLY in document.circuit.elements["heat1"].label
    for id in tuple(document.circuit.elements):
        window.session.selection.select([id])
        assert given_to_html(window) == []
    shown = [w.text() for w in widgets(window) if isinstance(w, QLabel)]
    assert any(SLY in text for text in shown)


def test_labels_are_plain_unless_they_are_told_to_be_rich(window) -> None:
    guessing = [
        label
        for label in window.findChildren(QLabel)
        if label.textFormat() is Qt.TextFormat.AutoText and not label.objectName().startswith("qt_")
    ]
    assert guessing == []


@pytest.mark.parametrize("text", [SLY, f"one\n{SLY}", "a < b", "plain", ""])
def test_a_tooltip_shows_a_text_as_it_is_written(text: str) -> None:
    tip = plain_tip(text)
    if Qt.mightBeRichText(tip):
        tip = unescape(re.sub(r"</?qt>", "", tip).replace("<br>", "\n"))
    assert tip == text


def test_dialogs_show_names_and_problems_as_they_are(
    window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = problem_dialog(window, SLY, [Problem(SLY, SLY, SLY)])
    qtbot.addWidget(dialog)
    assert given_to_html(dialog) == []
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box) or 0)
    Questions(window).unsaved_changes(SLY)
    assert boxes[0].textFormat() is Qt.TextFormat.PlainText
    boxes[0].deleteLater()


def test_a_plain_label_takes_what_a_label_takes(qtbot: QtBot) -> None:
    label = PlainLabel("x", alignment=Qt.AlignmentFlag.AlignHCenter)
    qtbot.addWidget(label)
    assert (label.text(), label.alignment()) == ("x", Qt.AlignmentFlag.AlignHCenter)
