import json

import pytest
from each_case import each_case
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from circuitlab.catalog.words import Problem
from circuitlab.gui import main_window
from circuitlab.gui.shell import commands, settings
from circuitlab.gui.shell.actions import action, actions
from circuitlab.gui.shell.dialogs import Unsaved, problem_dialog


def trigger(window, key):
    window.actions_by_key[key].trigger()


def test_every_action_is_made_and_bound(window):
    assert set(window.actions_by_key) == {each.key for each in actions()}


def test_a_kind_chosen_in_the_palette_comes_into_view_and_is_selected(window, document):
    window.palette_.chosen.emit("heat")
    place = window.canvas.scene.geometry.places["heat2"]
    assert window.canvas.camera.visible(window.canvas.view_size()).contains(place.centre)
    assert window.session.selection.ids == ("heat2",)


def test_on_an_empty_canvas_what_belongs_nowhere_stands_in_the_middle(window, document):
    document.new()
    middle = window.canvas.scene_centre()
    window.palette_.chosen.emit("current_step")
    element = document.circuit.elements["current_step1"]
    assert abs(element.x - middle.x()) < 1
    assert abs(element.y - middle.y()) < 1


def test_the_same_kind_twice_does_not_hide_the_first(window, document):
    window.palette_.chosen.emit("heat")
    window.palette_.chosen.emit("heat")
    first, second = (document.circuit.elements[id] for id in ("heat2", "heat3"))
    assert (first.x, first.y) != (second.x, second.y)


def test_canvas_outline_and_inspector_share_one_selection(window, qtbot: QtBot):
    window.canvas.select(["heat1"])
    assert window.session.selection.ids == ("heat1",)
    assert window.inspector.sheet.id == "heat1"
    window.session.selection.select(["ketamine1"])
    assert window.canvas.selection == ("ketamine1",)


def test_undo_and_redo_name_the_step(window, document):
    document.push(document.circuit.removed(["heat1"], "Delete"))
    assert window.actions_by_key["undo"].text() == "Undo Delete"
    assert window.actions_by_key["undo"].isEnabled()
    trigger(window, "undo")
    assert window.actions_by_key["redo"].text() == "Redo Delete"
    assert not window.actions_by_key["undo"].isEnabled()


def test_space_plays_and_pauses(window, session, qtbot: QtBot):
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    assert session.playing
    assert window.actions_by_key["play"].toolTip().startswith("Pause")
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    assert not session.playing


def test_space_in_a_text_is_a_space(window, session, qtbot: QtBot):
    search = window.palette_.search
    search.setFocus()
    qtbot.keyClicks(search, "gaba a.r")
    assert search.text() == "gaba a.r"
    assert not session.playing


def test_delete_duplicate_and_select_all(window, document, session):
    trigger(window, "select_all")
    assert set(session.selection.ids) == {
        id for id in document.circuit.elements if document.circuit.host(id) is None
    }
    session.selection.select(["ketamine1"])
    trigger(window, "duplicate")
    assert session.selection.ids == ("ketamine2",)
    trigger(window, "delete")
    assert "ketamine2" not in document.circuit.elements


class Speaker:
    """Plays nothing, and needs no device."""

    def room(self) -> int:
        return 0

    def play(self, pcm: bytes) -> None: ...

    def stop(self) -> None: ...


SWITCHES = [each.key for each in actions() if each.checked is not None]


@each_case("key", SWITCHES)
def test_menus_mark_what_is_on_and_only_that(window, session, key):
    session.selection.select(["ketamine1"])
    window.sound._open = Speaker
    was_on = window.actions_by_key[key].isChecked()
    for _time in range(2):
        trigger(window, key)
        for each in SWITCHES:
            assert window.actions_by_key[each].isChecked() == action(each).checked(window), each
        is_on = window.actions_by_key[key].isChecked()
        can_be = window.actions_by_key[key].isEnabled()
        assert is_on or was_on or not can_be, "it turns something on where nothing is on"
        was_on = is_on


def test_only_what_can_be_on_has_a_mark(window):
    for key, each in window.actions_by_key.items():
        assert each.isCheckable() == (key in SWITCHES)


def test_what_is_turned_on_elsewhere_is_marked_too(window, session):
    session.play()
    session.set_speed(0.01)
    marked = {key for key in SWITCHES if window.actions_by_key[key].isChecked()}
    assert {"play", "speed_2", "light"} <= marked
    assert not marked & {"speed_1", "dark"}


def test_what_makes_no_sense_now_cannot_be_asked(window, session, document):
    session.selection.select(())
    assert not window.actions_by_key["delete"].isEnabled()
    session.selection.select(["heat1"])
    assert window.actions_by_key["delete"].isEnabled()
    document.new()
    assert not window.actions_by_key["select_all"].isEnabled()


def test_closing_asks_only_when_something_would_be_lost(window, answers, document):
    assert commands.may_leave(window)
    assert answers.asked == []
    document.push(document.circuit.removed(["heat1"]))
    assert not commands.may_leave(window)
    assert answers.asked == ["unsaved"]
    answers.unsaved = Unsaved.DISCARD
    assert commands.may_leave(window)


def test_a_close_that_is_cancelled_leaves_the_run_alone(window, answers, document, running):
    document.push(document.circuit.removed(["heat1"]))
    assert not window.close()
    assert running.engine.ready


def test_saving_before_closing_saves(window, answers, document, tmp_path):
    document.push(document.circuit.removed(["heat1"]))
    answers.unsaved, answers.path = Unsaved.SAVE, tmp_path / "kept.circuit"
    assert commands.may_leave(window)
    assert "heat1" not in answers.path.read_text()


def test_closing_ends_the_run(window, running):
    runner = running.engine._runner
    assert window.close()
    assert runner.stopped


def test_saved_and_opened_again_it_is_the_same(window, answers, document, tmp_path):
    answers.path = tmp_path / "mine.circuit"
    trigger(window, "save")
    saved = document.circuit.copy()
    trigger(window, "new")
    assert not document.circuit.elements
    trigger(window, "open")
    assert document.circuit == saved
    assert settings.recent_files() == [answers.path.resolve()]
    assert window.windowTitle() == "mine[*] – CircuitLab"


def test_a_file_that_cannot_be_read_is_explained_and_nothing_is_lost(
    window, answers, document, tmp_path
):
    bad = tmp_path / "bad.circuit"
    bad.write_text(json.dumps({"format": "circuitlab/circuit", "version": 999}))
    before, answers.path = document.circuit, bad
    trigger(window, "open")
    assert answers.asked[-1] == "problems"
    assert answers.problems
    assert document.circuit is before
    assert settings.recent_files() == []


def test_a_save_that_fails_is_explained(window, answers, document, tmp_path):
    answers.path = tmp_path / "no" / "where.circuit"
    trigger(window, "save_as")
    assert answers.asked[-1] == "problems"
    assert document.path is None


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_theme_is_put_on_and_remembered(window, name):
    trigger(window, name)
    assert window.theme.name == name
    assert settings.theme_name() == name
    assert window.palette().window().color() == window.theme.colour("paper")


def test_the_status_bar_says_size_and_whether_it_is_saved(window, document):
    assert "8 elements" in window.status.words.text() or "elements" in window.status.words.text()
    assert "no changes" in window.status.words.text()
    document.push(document.circuit.removed(["heat1"]))
    assert "changes not saved" in window.status.words.text()


def test_problems_of_the_run_are_counted_and_listed(window, session, answers):
    session.problem_found.emit(Problem("Heat", "too hot", "cool it"))
    assert window.status.problem_button.isVisible()
    window.status.problem_button.click()
    assert answers.problems == [Problem("Heat", "too hot", "cool it")]
    session.restarted.emit()
    assert not window.status.problem_button.isVisible()


@each_case("size", [(1024, 700), (1440, 900)])
@each_case("chosen", [(), ("ketamine1",), ("nociceptor_c1",)])
def test_nothing_is_clipped(window, session, qtbot: QtBot, size, chosen):
    window.resize(*size)
    session.selection.select(chosen)
    qtbot.waitUntil(lambda: window.width() == size[0])
    assert (window.width(), window.height()) == size
    bar = window.transport.parentWidget()
    pieces = [child for child in bar.children() if isinstance(child, QWidget) and child.isVisible()]
    for piece in pieces:
        assert bar.rect().contains(piece.geometry()), piece.objectName()
        assert piece.width() >= piece.minimumWidth()
    for one in pieces:
        for other in pieces:
            assert one is other or not one.geometry().intersects(other.geometry())
    assert window.inspector.sheet.width() <= window.inspector.width()


def test_every_control_has_an_accessible_name(window, session):
    session.selection.select(["ketamine1"])
    for kind in (QAbstractButton, QAbstractSlider, QLineEdit):
        for control in window.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                named = control.accessibleName() or getattr(control, "text", str)()
                assert named or control.parent().accessibleName() or _is_inner(control), control


def test_find_opens_the_outline(window, qtbot: QtBot):
    trigger(window, "find")
    assert window.outline.isVisible()
    assert window.outline.field.hasFocus()


def test_a_wire_let_go_over_nothing_offers_what_it_may_end_on(window, document, qtbot: QtBot):
    popup = commands.open_quick_add(window, window.canvas.scene_centre(), "nociceptor_c1")
    qtbot.addWidget(popup)
    popup._choose("inhibitory_interneuron")
    assert document.circuit.targets("nociceptor_c1")[-1].startswith("synapse")
    document.undo()
    assert "inhibitory_interneuron1" not in document.circuit.elements


def test_a_refused_addition_is_said(window, document):
    commands.add(window, "synapse", window.canvas.scene_centre())
    assert "wire" in window.status.currentMessage()
    assert not document.dirty


def _is_inner(control):
    return control.metaObject().className() in ("QScrollBar", "QLineEditIconButton")


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_a_figure_of_the_running_circuit_is_exported(
    window, running, answers, tmp_path, qtbot: QtBot, suffix
):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 60)
    running.pause()
    answers.path = tmp_path / f"figure{suffix}"
    trigger(window, "export")
    assert answers.path.stat().st_size > 5000
    assert answers.asked == ["save"]


@pytest.mark.parametrize("name", ["figure.docx", "no/where.svg"])
def test_a_figure_that_cannot_be_written_is_explained(window, answers, tmp_path, name):
    answers.path = tmp_path / name
    trigger(window, "export")
    assert answers.asked[-1] == "problems"
    assert answers.problems[0].remedy


def test_a_click_on_the_title_leaves_the_space_bar_to_the_run(window, session, qtbot: QtBot):
    qtbot.mouseClick(window.chooser, Qt.MouseButton.LeftButton)
    assert window.shows_start_page
    commands.open_preset(window, "fig3")
    playing = session.playing
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert session.playing is not playing


@each_case(("key", "speed"), [("1", 0.001), ("2", 0.01), ("3", 0.1), ("4", 1.0)])
def test_digits_choose_a_speed(window, session, qtbot: QtBot, key, speed):
    session.set_speed(0.5)
    window.canvas.setFocus()
    qtbot.keyClicks(window.canvas, key)
    assert session.speed == speed


def test_undo_and_redo_say_what_they_did(window, document):
    document.push(document.circuit.with_param("heat1", "temperature", 44.0, "Change the warmth"))
    window.say("something older")
    window.actions_by_key["undo"].trigger()
    assert window.status.currentMessage() == "Undone: Change the warmth"
    window.actions_by_key["redo"].trigger()
    assert window.status.currentMessage() == "Done again: Change the warmth"


def test_a_list_of_problems_has_no_bar_below_it(qtbot):
    problem = Problem("line 1, /elements/31/kind", "a long word " * 20, "open it elsewhere")
    dialog = problem_dialog(None, "Not everything could be read", [problem])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert not dialog.findChild(QListWidget).horizontalScrollBar().isVisible()


def test_the_keys_that_a_dialog_had_come_back_where_nobody_else_gives_them(
    window, monkeypatch, qtbot
):
    taken = []
    monkeypatch.setattr(type(window), "activateWindow", lambda _window: taken.append(True))
    focus = iter((window.windowHandle(), None, None, None))
    monkeypatch.setattr(main_window.QGuiApplication, "focusWindow", lambda: next(focus))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowUnblocked))
    qtbot.waitUntil(lambda: taken == [True])
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowUnblocked))  # people are elsewhere
    QApplication.processEvents()
    assert taken == [True]
