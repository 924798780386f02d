"""A text that is too long for a file is not taken in the lecture's fields, and nothing is cut."""

from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication

from circuitlab.gui.lecture.parts import LineBox, TextBox
from circuitlab.model.limits import LONGEST_TEXT

MOST = "a" * LONGEST_TEXT


def pasted(line, text):
    QGuiApplication.clipboard().setText(text)
    line.paste()


@pytest.mark.parametrize("make", [TextBox, LineBox])
def test_what_is_pasted_is_taken_whole_or_not_at_all(make, qtbot):
    box = make("Text", "hint")
    qtbot.addWidget(box)
    typed = []
    box.typed.connect(lambda text, _gesture: typed.append(text))
    written = box.toPlainText if make is TextBox else box.text
    paste = box.insertPlainText if make is TextBox else partial(pasted, box)
    box.show_text("before")
    box.selectAll()
    paste(MOST + "b")
    assert typed == []
    assert written() == "before"
    box.selectAll()
    paste(MOST)
    assert typed == [MOST]
    assert written() == MOST
