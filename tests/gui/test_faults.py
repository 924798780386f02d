"""Whatever fails while the window is open is told once, written down, and worked on after."""

import ast
import math
import sys
import threading
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

import circuitlab.gui
from circuitlab import error_log
from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import RunnerFrame, Status
from circuitlab.gui.canvas.layers.guarded_layers import Layers
from circuitlab.gui.faults import Faults, paints, tell
from circuitlab.gui.runner_starter import stop_aside
from circuitlab.gui.session import Session
from circuitlab.gui.widgets.throttle import EVERY_MS, Paced
from circuitlab.playback.heat_thresholds import HeatThresholds

GUI = Path(circuitlab.gui.__file__).parent


@pytest.fixture
def log(monkeypatch, tmp_path):
    monkeypatch.setattr(error_log, "user_log_path", lambda _name: tmp_path)
    return tmp_path / error_log.NAME


@pytest.fixture
def faults(log, qapp):
    made = Faults()
    made.said = []
    made.found.connect(made.said.append)
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def told(window, faults):
    """The window as `open_window` leaves it, with what it has been told."""
    faults.found.connect(window.tell_fault)
    window.session.restarted.connect(faults.forget)
    return faults


def failing(*_given, **_named):
    raise KeyError("broken on purpose")


def assert_told_once(faults, log):
    assert len(faults.said) == 1, faults.said
    problem = faults.said[0]
    assert problem.where
    assert problem.what
    assert str(log) in problem.remedy
    assert log.read_text(encoding="utf-8").count("broken on purpose") >= 1
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_slot_that_fails_is_told_with_the_place_of_the_log(told, window, log, document):
    document.changed.connect(failing)
    document.push(document.circuit.with_param("ketamine1", "concentration", 3.0))
    assert_told_once(told, log)
    assert window.status.problem_button.text() == "problems: 1"
    assert str(log) in window.status.currentMessage()
    document.changed.disconnect(failing)


def test_a_timer_that_fails_each_time_is_told_once(faults, log, qtbot):
    times = []

    def go():
        times.append(1)
        failing()

    timer = QTimer(interval=1)
    timer.timeout.connect(go)
    timer.start()
    qtbot.waitUntil(lambda: len(times) > 5)
    timer.stop()
    assert_told_once(faults, log)
    assert log.read_text(encoding="utf-8").count("Traceback") == 1


def test_another_place_is_told_as_well_and_the_same_one_again_after_a_restart(faults):
    def other():
        raise ValueError("another")

    for fail in (failing, failing, other):
        QTimer.singleShot(0, fail)
    for do in (failing, other):
        with pytest.raises((KeyError, ValueError)) as caught:
            do()
        tell(caught.value)
        tell(caught.value)
    assert len(faults.said) == 2
    faults.forget()
    tell(caught.value)
    assert len(faults.said) == 3


TICK_PARTS = {
    "taking the runner": ("engine._maker", "take"),
    "taking a frame": ("engine._runner", "poll"),
    "measuring": ("_beside", "follow"),
    "showing": ("_shown", "advance"),
}


@pytest.mark.parametrize("part", TICK_PARTS)
def test_a_part_of_the_tick_that_fails_holds_the_run_and_leaves_the_rest(
    told, window, running, log, monkeypatch, qtbot, part
):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 0)
    owner, name = TICK_PARTS[part]
    monkeypatch.setattr(attrgetter(owner)(running), name, failing)
    others = [pair for pair in TICK_PARTS.values() if pair != (owner, name)]
    called = []
    for whose, what in others:
        original = getattr(attrgetter(whose)(running), what)

        def noted(*given, what=what, original=original):
            called.append(what)
            return original(*given)

        monkeypatch.setattr(attrgetter(whose)(running), what, noted)
    for _time in range(5):
        running.tick()
    assert len(told.said) == 1
    assert not running.playing
    assert {what for _whose, what in others} <= set(called)
    monkeypatch.undo()
    running.play()
    before = running.live.time_ms
    qtbot.waitUntil(lambda: running.live.time_ms > before)


def test_what_is_paced_goes_on_being_asked(faults, qtbot):
    owner, asked = QWidget(), []
    qtbot.addWidget(owner)

    def do():
        asked.append(1)
        failing()

    paced = Paced(owner, do)
    paced.ask()
    paced.ask()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=10 * EVERY_MS)
    assert len(faults.said) == 1


class Broken(QWidget):
    """Fails in the middle of painting."""

    tries = 0

    @paints
    def paintEvent(self, event):
        painter = QPainter(self)
        self.tries += 1
        painter.drawPoint(1, 1)
        failing()


def test_what_fails_to_paint_is_told_and_not_tried_again(faults, qtbot):
    broken = Broken()
    qtbot.addWidget(broken)
    for _time in range(4):
        broken.grab()
    assert broken.tries == 1
    assert len(faults.said) == 1


def _is_called_by_qt(node):
    is_item = node.name == "paint" and any("option" in given.arg for given in node.args.args)
    return node.name == "paintEvent" or is_item


def test_everything_that_paints_itself_is_guarded():
    found = []
    for file in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and _is_called_by_qt(node):
                marks = [mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)]
                found.append((file.name, marks))
    assert len(found) > 8
    assert [name for name, marks in found if marks != ["paints"]] == []


LAYERS = ("_picture", "_marks", "_refusal", "_from_near")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_of_the_canvas_that_fails_is_left_out_and_the_others_stay(
    told, window, running, monkeypatch, qtbot, layer
):
    canvas, painting = window.canvas, window.canvas._painting
    if layer == "_from_near":
        canvas.look(canvas.camera.zoomed(8.0, QPointF(300, 300)))
    painted = []

    def broken(painter, *_given):
        painted.append(layer)
        painter.setPen(Qt.GlobalColor.red)
        failing()

    monkeypatch.setattr(painting, layer, broken)
    if layer == "_from_near":
        monkeypatch.setattr(painting._near, "fade", lambda _canvas: "synapse1")
        monkeypatch.setattr(painting._near, "share", 1.0)
    for other in LAYERS[:3]:
        if other != layer:
            original = getattr(painting, other)

            def noted(*given, other=other, original=original):
                painted.append(other)
                return original(*given)

            monkeypatch.setattr(painting, other, noted)
    for _time in range(3):
        canvas.grab()
    assert painted.count(layer) == 1
    assert all(painted.count(other) >= 2 for other in LAYERS[:3] if other != layer)
    assert len(told.said) == 1
    monkeypatch.undo()
    window.document.new()
    assert painting._layers.works(layer.strip("_"))


def test_a_layer_leaves_the_painter_as_it_was(faults):
    picture = QPixmap(8, 8)
    painter = QPainter(picture)

    def broken():
        painter.setOpacity(0.2)
        failing()

    layers = Layers()
    layers.paint("one", painter, broken)
    assert painter.isActive()
    assert painter.opacity() == 1.0
    assert not layers.works("one")
    layers.mend()
    assert layers.works("one")
    painter.end()


def test_a_thread_that_fails_is_told_in_the_windows_thread(faults, log, qtbot):
    where = []
    faults.found.connect(lambda _problem: where.append(threading.current_thread()))
    thread = threading.Thread(target=failing)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(faults.said))
    assert_told_once(faults, log)
    assert where == [threading.main_thread()]


def test_a_run_that_cannot_be_ended_is_told(faults, qtbot):
    class Stuck:
        stop = staticmethod(failing)

    stop_aside(Stuck()).join()
    qtbot.waitUntil(lambda: len(faults.said) == 1)


def test_what_an_ending_object_raises_is_told(faults):
    class Ending:
        def __del__(self):
            failing()

    Ending()
    assert len(faults.said) == 1


def test_an_engine_that_cannot_be_loaded_is_told_once_with_what_to_do(document, faults, qtbot):
    session = Session(document, failing)
    session.start()
    qtbot.waitUntil(lambda: bool(faults.said))
    assert "restart the program" in faults.said[0].remedy
    assert session.engine.status is Status.MISSING
    session.stop()


def test_a_run_whose_thread_ended_begins_anew_on_restart(running, qtbot):
    old = running.engine._runner
    running.engine._set_status(Status.STOPPED)
    running.reset()
    qtbot.waitUntil(lambda: running.engine.ready and running.engine._runner is not old)
    assert running.engine.status is not Status.STOPPED


def test_a_command_that_fails_leaves_the_window_working(told, window, monkeypatch, document):
    monkeypatch.setattr(window.document, "undo", failing)
    document.push(document.circuit.with_param("ketamine1", "concentration", 3.0))
    window.actions_by_key["undo"].trigger()
    assert len(told.said) == 1
    monkeypatch.undo()
    window.actions_by_key["undo"].trigger()
    assert not document.dirty


def test_an_event_handler_that_fails_is_told(told, window, monkeypatch):
    monkeypatch.setattr(window.canvas, "forget_pointer", failing)
    for _time in range(3):
        QApplication.postEvent(window.canvas, QEvent(QEvent.Type.Leave))
    loop = QEventLoop()
    QTimer.singleShot(20, loop.quit)
    loop.exec()
    assert len(told.said) == 1


def test_a_full_disk_silences_nothing(faults, monkeypatch):
    def full(*_given):
        raise OSError("no space left")

    monkeypatch.setattr(error_log, "_into_log", full)
    monkeypatch.setattr(error_log, "_into_new_file", full)
    with pytest.raises(KeyError) as caught:
        failing()
    tell(caught.value)
    assert len(faults.said) == 1


def test_the_log_is_no_bigger_than_allowed_and_follows_no_link(log, monkeypatch, tmp_path):
    other = tmp_path / "mine.txt"
    other.write_text("precious")
    log.symlink_to(other)
    place = error_log.written_down(ValueError("one"))
    assert place != log
    assert other.read_text() == "precious"
    place.unlink()
    log.unlink()
    monkeypatch.setattr(error_log, "MOST_BYTES", 10)
    for text in ("first", "second"):
        assert error_log.written_down(ValueError(text)) == log
    assert "first" not in log.read_text()
    assert "second" in log.read_text()


def test_listening_ends_as_it_began(faults):
    installed = sys.excepthook
    faults.uninstall()
    assert sys.excepthook is not installed
    faults.install()


def test_a_drug_that_is_removed_leaves_no_sentence_about_it_behind(window, running, document):
    document.push(document.circuit.with_document({"body_clock": 60.0}))
    wrong = (Problem("ketamine1", "is not sped up", "slow down"),)
    window.traces.header.follow(RunnerFrame(not_sped_up=wrong))
    badge = window.traces.header.badge
    assert "1 excepted" in badge.text()
    document.push(document.circuit.removed(["ketamine1"]))
    assert "excepted" not in badge.text()
    assert "is not sped up" not in badge.toolTip()
    for speed in (0.1, 0.2, 0.5):
        running.set_speed(speed)
    document.new()


def test_a_measurement_that_fails_is_told_and_ends(faults, running, qtbot):
    thresholds = HeatThresholds(running.document.catalog, failing)
    thresholds._start("trpv1", running.document.circuit, "nociceptor_c1")
    qtbot.waitUntil(lambda: len(faults.said) == 1)
    assert math.isnan(thresholds._done.get_nowait()[1])
