"""While states are compared, the card lies under the pictures and covers none of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtWidgets import QWidget


def settle() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def on_page(window: Any, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window.page, widget.rect().topLeft()), widget.size())


def test_a_card_lies_under_compared_pictures_and_over_the_one_picture_again(walking: Any) -> None:
    guide, desk, canvas = walking.guide, walking.compare_desk, walking.canvas
    walking.resize(1440, 900)
    settle()
    alone = guide.card.covers()
    assert alone.width() > guide.card.width()
    walking.actions_by_key["compare"].trigger()
    desk.add_copy()
    settle()
    card = on_page(walking, guide.card)
    assert guide.card.isVisible()
    assert desk.strip.isVisible()
    for each in desk.canvases.values():
        assert not on_page(walking, each).intersects(card)
        assert each.geometry().bottom() < each.parentWidget().height()
    assert guide.card.covers() == QSize(0, 0)
    assert all(choice.isVisible() for choice in guide.card.choices)
    walking.comparison.end()
    settle()
    assert guide.card.parentWidget() is canvas
    assert guide.card.isVisible()
    assert not desk.strip.isVisible()
    assert guide.card.covers().width() > guide.card.width()


def test_all_pictures_show_more_than_beside_a_card(walking: Any) -> None:
    guide, desk = walking.guide, walking.compare_desk
    walking.resize(1440, 900)
    guide.go_to(0)
    walking.actions_by_key["compare"].trigger()
    for _state in range(2):
        desk.add_copy()
    settle()
    guide.look_again()
    guide.flight.at_once(guide.flight.end)
    whole = walking.canvas.scene.bounds()
    seen = walking.canvas.camera.scale * whole.width() / walking.canvas.view_size().width()
    tall = walking.canvas.camera.scale * whole.height() / walking.canvas.view_size().height()
    assert max(seen, tall) > 0.5
    walking.comparison.end()


def test_the_card_of_a_low_window_leaves_the_pictures_their_least_height(walking: Any) -> None:
    guide, desk = walking.guide, walking.compare_desk
    walking.resize(960, 540)
    walking.actions_by_key["compare"].trigger()
    desk.add_copy()
    guide.go_to(2)
    settle()
    bottom = on_page(walking, guide.card).bottom()
    assert bottom <= on_page(walking, desk).bottom()
    assert guide.card.show_me.isVisible() or guide.card.next.isVisible()
    walking.comparison.end()


def test_an_ended_walk_leaves_no_strip(walking: Any) -> None:
    walking.actions_by_key["compare"].trigger()
    settle()
    assert walking.compare_desk.strip.isVisible()
    walking.guide.end()
    settle()
    assert not walking.compare_desk.strip.isVisible()
    walking.comparison.end()


def test_what_lies_at_the_foot_of_the_picture_keeps_off_the_card(walking: Any) -> None:
    corners, card = walking.canvas.corners, walking.guide.card
    walking.resize(1024, 700)
    settle()
    assert corners.line_room().left() > card.geometry().right()
    assert not corners._shows_map, "it would cover the circuit beside the card"
    walking.guide.end()
    settle()
    assert corners.taken == 0.0
    assert corners.line_room().left() < card.geometry().right()
    walking.actions_by_key["record_step"].trigger()
    settle()
    assert corners.line_room().left() > walking.lecture.card.geometry().right()
    walking.lecture.recorder.discard()


def test_a_button_that_is_lit_has_room_for_its_word(walking: Any) -> None:
    guide = walking.guide
    walking.actions_by_key["compare"].trigger()
    guide.go_to(1)
    walking.presentation.enter()
    settle()
    walking.presentation.leave()
    settle()
    for at in (1, 0, 2):
        guide.go_to(at)
        settle()
        guide._waiting.is_over = True
        guide._tell()
        settle()
        for button in (guide.card.next, guide.card.show_me, guide.card.back):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), (at, button.text())
    walking.comparison.end()
