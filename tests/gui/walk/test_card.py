"""The card of a walk has room for what it says, and keeps room for what it will say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset, presets
from circuitlab.gui.walk.card import MARGIN, WIDTH, WalkCard
from circuitlab.gui.walk.choices import Choice
from circuitlab.gui.walk.telling import Told, told
from circuitlab.gui.widgets.stylesheet import stylesheet
from circuitlab.playback.prediction import Curve
from circuitlab.playback.waiting import Waiting
from circuitlab.playback.walk import Walk
from circuitlab.render.theme import font, theme

CATALOG = default_catalog()
WALKED = [preset.name for preset in presets() if preset.steps]
GAP = "Your curve has another shape than the run: 4.1 points of the scale off on average."


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[WalkCard]:
    on = QWidget()
    qtbot.addWidget(on)
    on.setStyleSheet(stylesheet(theme("light")))
    on.resize(910, 900)
    made = WalkCard(theme("light"), on)
    on.show()
    made.show()
    yield made
    on.close()


def asked(name: str) -> Iterator[tuple[Told, Told, Told]]:
    """What the card tells of each question: while it asks, while it waits, once it is seen."""
    circuit = load_preset(name).circuit
    assert circuit is not None
    steps = circuit.document["scenario"]
    for at, step in enumerate(steps):
        if step.question is None:
            continue
        walk = Walk(steps).to(at)
        answer = 0 if step.question.draw is None else Curve.empty(0.0, 1.0)
        seen = Waiting(step.wait, 0.0)
        seen.is_over = True
        shown = walk.answering(answer).showing()
        gap = GAP if step.question.draw is not None else ""
        yield (
            told(walk, Waiting(step.wait, 0.0), circuit, CATALOG),
            told(shown, Waiting(step.wait, 0.0), circuit, CATALOG),
            told(shown, seen, circuit, CATALOG, gap),
        )


@pytest.mark.parametrize("wide", [480, 300])
@pytest.mark.parametrize("times", [None, 1.6])
def test_on_one_of_several_pictures_it_is_no_wider_than_that(
    card: WalkCard, wide: int, times: float | None
) -> None:
    card._on.resize(wide, 900)
    card.show_to_audience(times)
    card.tell(next(asked("fig4"))[0])
    QApplication.processEvents()
    assert card.geometry().right() <= wide - MARGIN
    onwards = card.show_me if card.show_me.isVisible() else card.next
    assert onwards.isVisible()
    assert onwards.mapTo(card, onwards.rect().bottomRight()).x() < card.width()


@pytest.mark.parametrize("name", WALKED)
def test_the_card_needs_no_scrolling_and_keeps_room_for_the_answer(
    card: WalkCard, name: str
) -> None:
    for moments in asked(name):
        kept = 0
        for each in moments:
            card.tell(each)
            kept = kept or card.covers().height()
            QApplication.processEvents()
            QApplication.processEvents()
            assert card._scroll.verticalScrollBar().maximum() == 0, each.title
            for choice in card.choices:
                assert choice.height() == choice.heightForWidth(choice.width()), choice.text()
        grown = card.height() + MARGIN - kept
        assert -40 <= grown <= 4, f"{moments[0].title}: {grown} px more than were kept"


def test_what_is_chosen_has_room_for_its_bolder_words(qapp: object) -> None:
    for name in WALKED:
        for ask, _wait, _seen in asked(name):
            for text in ask.choices:
                choice = Choice(text, theme("light"))
                room = QRect(0, 0, WIDTH - 4 - 32 - 42, 1000)
                bold = QFontMetrics(font(13, 600)).boundingRect(
                    room, int(Qt.TextFlag.TextWordWrap), text
                )
                assert choice.heightForWidth(WIDTH - 4 - 32) >= bold.height()


def test_for_an_audience_it_grows_with_its_letters(card: WalkCard) -> None:
    asking, _waiting, _seen = next(asked("fig4"))
    card.tell(asking)
    QApplication.processEvents()
    low = card.height()
    card.show_to_audience(1.4)
    for _turn in range(3):
        QApplication.processEvents()
    assert card.height() > low
    assert card.height() == card._high(card.width())
    foot = card.choices[-1]
    bottom = foot.mapTo(card, foot.rect().bottomLeft()).y()
    assert bottom < card.height() - 40
