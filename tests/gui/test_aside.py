"""What is worked out beside the window is told, can be given up, and ends nothing when it fails."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from circuitlab.gui.aside import Aside, Ended


@pytest.fixture
def taken():
    return []


@pytest.fixture
def aside(qapp, taken):
    made = Aside("test", lambda news, is_over: taken.append((news, is_over)))
    yield made
    made.drop()


def test_what_is_found_comes_before_the_end_is_told(aside, taken, qtbot: QtBot):
    def do(teller):
        for number in range(4):
            teller.advance(number / 4)
            teller.find(number)

    aside.start(do)
    qtbot.waitUntil(lambda: not aside.is_on)
    assert [each for news, _is_over in taken for each in news] == [0, 1, 2, 3]
    assert [is_over for _news, is_over in taken][-1]
    assert not aside.fault


def test_what_is_given_up_is_ended_where_it_is_and_heard_of_no_more(aside, taken, qtbot: QtBot):
    begun, let, ended, raised = (threading.Event() for _each in range(4))

    def do(teller):
        teller.end_with(ended.set)
        begun.set()
        let.wait(10.0)
        teller.find("late")
        try:
            teller.advance(0.5)
        except Ended:
            raised.set()
            raise

    aside.start(do)
    assert begun.wait(10.0)
    with qtbot.waitSignal(aside.changed):
        aside.cancel()
    assert ended.is_set()
    assert not aside.is_on
    let.set()
    assert raised.wait(10.0)
    assert not taken


def test_what_is_given_up_before_it_can_be_ended_does_not_begin(aside):
    let, over, ended = (threading.Event() for _each in range(3))

    def do(teller):
        let.wait(10.0)
        try:
            teller.end_with(ended.set)
        finally:
            over.set()

    aside.start(do)
    aside.drop()
    let.set()
    assert over.wait(10.0)
    assert ended.is_set()


def test_what_fails_is_said_until_the_next_begins(aside, qtbot: QtBot):
    aside.start(lambda _teller: 1 / 0)
    qtbot.waitUntil(lambda: not aside.is_on)
    assert "division" in aside.fault
    aside.start(lambda _teller: None)
    assert not aside.fault
