import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from circuitlab.engine.running.messages import RunnerFrame
from circuitlab.gui.traces.header import Header
from circuitlab.gui.transport.speed_dial import SpeedDial
from circuitlab.gui.transport.transport import (
    Transport,
    badge_words,
    body_clock,
    clock_words,
    duration_words,
)
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps
from circuitlab.render.theme import theme


@pytest.fixture
def dial(qtbot):
    made = SpeedDial(theme("light"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("x", "speed"), [(0, 0.001), (138, 1.0)])
def test_the_ends_of_the_dial(dial, qtbot: QtBot, x, speed):
    with qtbot.waitSignal(dial.wanted) as told:
        qtbot.mouseClick(dial, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
    assert told.args == [pytest.approx(speed)]


def test_keys_take_the_next_speed(dial, qtbot: QtBot):
    dial.show_speed(0.05)
    with qtbot.waitSignal(dial.wanted) as told:
        qtbot.keyClick(dial, Qt.Key.Key_Right)
    assert told.args == [pytest.approx(1 / 15)]


def test_the_dial_says_when_the_engine_falls_behind(dial):
    dial.show_speed(1.0)
    dial.show_reached(0.98)
    assert dial._reached_words() == "speed"
    dial.show_reached(0.25)
    assert dial._reached_words() == "reached 1/4 ×"


def test_the_body_clock_is_shown_where_there_is_one(document, session, qtbot: QtBot):
    keys = tuple(QAction(name) for name in ("Play", "Step", "Restart"))
    transport = Transport(document, session, theme("light"), keys)
    qtbot.addWidget(transport)
    assert transport._body.isHidden()
    document.push(document.circuit.with_document({"body_clock": 3600.0}))
    assert not transport._body.isHidden()


def test_a_body_clock_that_the_timeline_sets_is_shown(document, session, qtbot: QtBot):
    keys = tuple(QAction(name) for name in ("Play", "Step", "Restart"))
    transport = Transport(document, session, theme("light"), keys)
    qtbot.addWidget(transport)
    faster = Step(1000.0, {("document", "body_clock"): 86_400.0})
    document.push(with_steps(document.circuit, (faster,)))
    assert not transport._body.isHidden()
    assert body_clock(document, {}) == 1.0
    assert body_clock(document, faster.values) == 86_400.0
    document.push(with_steps(document.circuit, (Step(8.64e7, {}, of_body=True),)))
    assert not transport._body.isHidden()
    document.push(with_steps(document.circuit, ()))
    assert transport._body.isHidden()


def test_the_badge_says_the_pace_that_the_timeline_has_set(document, session, qtbot: QtBot):
    header = Header(document, session, theme("light"))
    qtbot.addWidget(header)
    header.follow(RunnerFrame(set_by_timeline={("document", "body_clock"): 86_400.0}))
    assert not header.badge.isHidden()
    assert "of slow processes" in header.badge.toolTip()
    header.follow(RunnerFrame(set_by_timeline={("document", "body_clock"): 1.0}))
    assert header.badge.isHidden()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "5 s"), (7200, "2 h"), (86_400, "day 1, 0 h"), (302_400.0001, "day 3, 12 h")],
)
def test_the_body_clock_counts_days_and_hours(seconds, words):
    assert clock_words(seconds) == words


def test_the_badge_says_what_a_second_on_the_screen_shows():
    assert badge_words(1.0, 1.0) == ("", "")
    assert badge_words(7200.0, 0.05) == ("1 s shows 6 min of slow processes", "1 s shows 6 min")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.05, "0.05 s"),
        (1, "1 s"),
        (90, "1.5 min"),
        (3600, "1 h"),
        (86_400 * 3, "3 days"),
        (604_800, "1 week"),
    ],
)
def test_durations_are_said_as_people_do(seconds, words):
    assert duration_words(seconds) == words
