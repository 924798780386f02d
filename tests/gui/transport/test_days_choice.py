"""Playing by days: chosen in the transport, told to the run, and taken back."""

import pytest
from pytestqt.qtbot import QtBot

from circuitlab.engine.running.messages import ByDays, NextWindow, Play, StepOnce
from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_text
from circuitlab.gui.kept_days import kept_days
from circuitlab.gui.transport.days_choice import DaysChoice, every_words
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import DAY_S, HOUR_S


@pytest.fixture
def choice(session, running, qtbot: QtBot) -> DaysChoice:
    made = DaysChoice(session)
    qtbot.addWidget(made)
    return made


def told(session) -> list[object]:
    return session.engine._runner.messages


def test_a_window_every_so_often_begins_the_run_anew(choice, session):
    restarts = []
    session.restarted.connect(lambda: restarts.append(True))
    choice.every[12 * HOUR_S].trigger()
    assert told(session)[-1] == ByDays(2000.0, 12 * HOUR_S)
    assert restarts == [True]
    assert choice.text() == "+ 12 h ▾"
    assert "every 12 h" in choice.accessibleName()
    assert choice.every[12 * HOUR_S].isChecked()
    assert not choice.plain.isChecked()


def test_how_long_a_window_is_may_be_chosen(choice, session):
    choice.probes[500.0].trigger()
    assert told(session)[-1] == ByDays(500.0, DAY_S)
    choice.every[HOUR_S].trigger()
    assert told(session)[-1] == ByDays(500.0, HOUR_S)
    assert choice.probes[500.0].isChecked()


def test_one_gets_back_to_plain_model_time(choice, session):
    choice.every[DAY_S].trigger()
    choice.plain.trigger()
    assert told(session)[-1].every_s == 0.0
    assert choice.text() == "Days ▾"
    assert choice.plain.isChecked()


def test_a_step_goes_to_the_next_window_by_days(choice, session):
    session.step()
    assert isinstance(told(session)[-1], StepOnce)
    choice.every[DAY_S].trigger()
    session.step()
    assert isinstance(told(session)[-1], NextWindow)


def test_another_document_runs_plainly(choice, session, document):
    choice.every[DAY_S].trigger()
    document.replace(Circuit(), None)
    assert choice.text() == "Days ▾"


def test_how_it_is_played_is_kept_with_the_circuit(choice, session, document):
    choice.probes[500.0].trigger()
    choice.every[12 * HOUR_S].trigger()
    kept = load_text(text_of(document.circuit))
    assert kept.circuit.document["view"]["days"] == {"every": 0.5, "probe": 500}
    choice.plain.trigger()
    assert not document.circuit.document["view"]["days"]
    document.replace(kept.circuit, None)
    assert session.days == ByDays(500.0, 12 * HOUR_S)
    assert choice.text() == "+ 12 h ▾"
    assert not document.undo_stack.canUndo()


@pytest.mark.parametrize("said", ["12 h", {"every": "never"}, {"every": 0}, {"every": "1 s"}])
def test_days_that_cannot_be_run_are_played_plainly(session, document, said):
    document.keep_view("days", said)
    assert kept_days(document) == ByDays()


def test_a_runner_that_is_made_anew_goes_on_by_days(choice, session, monkeypatch):
    choice.every[DAY_S].trigger()
    posted: list[object] = []
    monkeypatch.setattr(session.engine, "post", posted.append)
    session.engine._hand_over(1.0, playing=True)
    assert posted[1:] == [ByDays(2000.0, DAY_S), Play()]


@pytest.mark.parametrize(
    ("seconds", "words"), [(HOUR_S, "1 h"), (DAY_S, "1 day"), (7 * DAY_S, "7 days")]
)
def test_how_often_is_said_in_hours_and_days(seconds, words):
    assert every_words(seconds) == words
