"""On which display a lecture is shown, and what only the one who lectures sees on another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from circuitlab.gui.present import displays
from circuitlab.gui.present.leading import next_words
from circuitlab.gui.present.notes_window import NotesWindow, answer_words, elapsed_words


class Display:
    """A display by its name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    def model(self) -> str:
        return ""

    def size(self) -> QSize:
        return QSize(1920, 1080)

    def devicePixelRatio(self) -> float:
        return 1.0


def test_a_projector_is_chosen_before_the_main_display_and_a_choice_is_kept() -> None:
    desk, hall, other = (Display(name) for name in ("desk", "hall", "other"))
    there: Any = [desk, hall, other]
    assert displays.chosen(there) is hall
    assert displays.chosen(there[:1]) is desk
    displays.choose(other)  # type: ignore[arg-type]
    assert displays.chosen(there) is other
    assert displays.chosen(there[:2]) is hall
    assert displays.words(hall) == "hall, 1920 × 1080"  # type: ignore[arg-type]


def test_notes_stand_on_a_display_that_the_room_does_not_see() -> None:
    desk, hall = Display("desk"), Display("hall")
    there: Any = [desk, hall]
    assert displays.other_than(there[1], there) is desk
    assert displays.other_than(there[0], there[:1]) is None


def test_the_button_has_a_menu_only_where_there_is_a_choice(window: Any, monkeypatch: Any) -> None:
    button = window.present_button
    assert button.menu() is None
    screen = QGuiApplication.primaryScreen()
    monkeypatch.setattr(displays, "displays", lambda: [screen, screen])
    button._mark()
    assert button.menu() is not None
    button._fill()
    assert len(button.menu().actions()) == 2


def test_notes_say_where_one_is_and_what_comes(lecture: Any, qtbot: Any) -> None:
    notes = NotesWindow(lecture)
    qtbot.addWidget(notes)
    notes.open_on(lecture.screen())
    assert notes.next.text() == "Next: the walk begins"
    lecture.guide.begin()
    assert notes.where.text() == "Step 1 of 4"
    assert notes.note.text() == "Say hello."
    assert notes.next.text() == "Next: Second"
    lecture.guide.go_on()
    assert notes.none.isVisible()
    assert notes.answer.text() == "Answer 2: More"
    assert next_words(lecture.guide) == "Next: the run shows the answer"
    assert answer_words(lecture.guide.walk.next()) == ""
    lecture.guide.go_to(3)
    assert notes.next.text() == "Next: the end of the walk"
    lecture.guide.end()
    assert notes.next.text() == "Next: step 4 of 4, where the walk was left"
    lecture.document.new()
    assert next_words(lecture.guide) == "Next: play or pause"


def test_notes_follow_and_their_window_hears_the_remote(lecture: Any, monkeypatch: Any) -> None:
    """A second display is there: what opens on it leads as well."""
    presentation, screen = lecture.presentation, lecture.screen()
    monkeypatch.setattr(displays, "other_than", lambda _on, _of: screen)
    presentation.follow_notes()
    notes = presentation.notes
    assert notes.isVisible()
    QTest.keyClick(notes.windowHandle(), Qt.Key.Key_PageDown)
    assert lecture.guide.walk.at == 0
    QTest.keyClick(notes.windowHandle(), Qt.Key.Key_B)
    assert notes.now.text() == "Black screen"
    displays.want_notes(False)
    presentation.follow_notes()
    assert presentation.notes is None


def test_a_display_that_goes_does_not_take_the_window(lecture: Any, monkeypatch: Any) -> None:
    presentation, screen = lecture.presentation, lecture.screen()
    monkeypatch.setattr(displays, "other_than", lambda _on, _of: screen)
    presentation.follow_notes()
    monkeypatch.undo()
    lecture.showNormal()
    lecture.setGeometry(QRect(5000, 5000, 900, 500))
    presentation._settle_on_display()
    assert lecture.isVisible()
    assert lecture.isFullScreen()
    assert lecture.geometry().topLeft() == screen.geometry().topLeft()
    assert presentation.notes is None


def test_time_is_told_as_clocks_do() -> None:
    assert elapsed_words(725.4) == "12:05"
    assert elapsed_words(3725.0) == "1:02:05"
