"""Giving up connections that take long: the circuit and its run are as they were."""

from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from circuitlab.engine.running.messages import CancelBuild
from circuitlab.gui.cancelling import Cancelling
from circuitlab.gui.document import Document
from circuitlab.gui.inspector.connection_notes import estimate_words
from circuitlab.model.circuit import Circuit


class Frames(QObject):
    polled = Signal(object)


@pytest.fixture
def engine() -> SimpleNamespace:
    posted: list[object] = []
    return SimpleNamespace(builds=True, has_followed=True, post=posted.append, posted=posted)


@pytest.fixture
def cancelling(document: Document, engine: SimpleNamespace) -> Cancelling:
    frames = Frames()
    made = Cancelling(document, engine, frames.polled)
    made.frames = frames
    return made


def edit(document: Document, size: float, gesture: str = "") -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.moved({id: (size, size)}, merge_key=gesture))


def followed(document: Document, engine: SimpleNamespace, cancelling: Cancelling) -> Circuit:
    """Return the circuit of an edit that the run has taken over; it is at work on what comes."""
    edit(document, 1.0)
    cancelling.frames.polled.emit(None)
    engine.has_followed = False
    return document.circuit.copy()


def test_edits_that_the_run_has_not_taken_over_are_taken_back(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling
) -> None:
    kept = followed(document, engine, cancelling)
    edit(document, 2.0)
    edit(document, 3.0)
    cancelling.cancel()
    assert document.circuit == kept
    assert document.undo_stack.canRedo()
    assert engine.posted == []


def test_without_an_edit_it_is_only_made_later(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling
) -> None:
    before = document.circuit.copy()
    cancelling.cancel()
    assert engine.posted == [CancelBuild()]
    assert document.circuit == before


def test_a_step_of_a_walk_is_only_made_later_and_no_edit_is_taken_back_for_it(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling
) -> None:
    before = followed(document, engine, cancelling)  # then a step lays its values over the run's
    cancelling.cancel()
    assert document.circuit == before
    assert engine.posted == [CancelBuild()]


def test_to_cancel_twice_takes_back_no_more_than_once(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling
) -> None:
    kept = followed(document, engine, cancelling)
    edit(document, 2.0)
    cancelling.cancel()
    cancelling.cancel()
    assert document.circuit == kept


def test_where_nothing_is_made_nothing_is_cancelled(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling
) -> None:
    engine.builds = engine.has_followed = False
    edit(document, 1.0)
    cancelling.cancel()
    assert document.undo_stack.index() == 1
    assert engine.posted == []


def test_what_it_takes_is_said_in_numbers() -> None:
    def taking(memory: float) -> SimpleNamespace:
        fits = memory <= 2e9
        return SimpleNamespace(connections=1e7, memory=memory, free=2e9, seconds=1.23, fits=fits)

    assert "about 1.2 s and 0.4 GB" in estimate_words(taking(4e8))
    assert "4.0 GB of memory; 2.0 GB are free" in estimate_words(taking(4e9))


def test_where_the_edits_are_is_what_they_say_and_not_asked_of_a_stack_that_ends(
    cancelling: Cancelling,
) -> None:
    cancelling._document = None
    cancelling._edited(7)
    assert cancelling._reached == 7


def test_edits_that_end_with_the_window_are_followed_to_their_end(
    document: Document, engine: SimpleNamespace, cancelling: Cancelling, qtbot: QtBot
) -> None:
    edit(document, 1.0)
    with qtbot.captureExceptions() as found:
        shiboken6.delete(document.undo_stack)
    assert found == []
