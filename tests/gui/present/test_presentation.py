"""The window full screen for a room, led by a remote's keys alone, and back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.gui.document import Document
from circuitlab.gui.present.presenting import times_for
from circuitlab.gui.present.stage import ForAudience
from circuitlab.gui.shell.panels import BELOW, LEFT, RIGHT

ON, BACK = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
BUTTON = Qt.MouseButton.LeftButton


def shown(window: Any) -> tuple[Any, ...]:
    """Return what a presentation must give back."""
    parts = (window.bar, window.status, window.left, window.inspector, window.traces)
    return (
        window.geometry(),
        window.windowState(),
        [part.isVisible() for part in parts],
        window.canvas.camera,
        window.canvas.view_size(),
        window.canvas.times,
        window.focusWidget(),
        window.session.selection.ids,
        window.document.dirty,
        {key: each.isEnabled() for key, each in window.actions_by_key.items()},
    )


def test_it_shows_the_circuit_alone_and_returns_everything(window: Any, running: Any) -> None:
    window.outline.tree.setFocus()
    before = shown(window)
    window.actions_by_key["present"].trigger()
    assert window.isFullScreen()
    assert not any(window.panels.shows(side) for side in (LEFT, RIGHT))
    assert window.panels.shows(BELOW)
    assert not window.bar.isVisible()
    assert not window.status.isVisible()
    assert not window.rail.isVisible()
    assert not any(drawer.isVisible() for drawer in window.drawers.values())
    assert window.focusWidget() is window.canvas
    window.presentation.leave()
    QApplication.processEvents()
    assert shown(window) == before


def test_a_camera_that_looked_near_looks_there_again(window: Any, running: Any) -> None:
    window.canvas.zoom_by(2.0)
    before, middle = window.canvas.camera, window.canvas.scene_centre()
    window.presentation.enter()
    QApplication.processEvents()
    now = window.canvas.scene_centre()
    assert (now.x(), now.y()) == pytest.approx((middle.x(), middle.y()), abs=0.5)
    window.canvas.zoom_by(3.0)
    window.presentation.leave()
    QApplication.processEvents()
    after = window.canvas.camera
    assert (after.scale, after.x, after.y) == pytest.approx((before.scale, before.x, before.y))


def test_everything_is_larger_the_larger_the_picture(presenting: Any) -> None:
    assert times_for(1440, 900) > times_for(1024, 700) > times_for(960, 540) >= 1.0
    assert times_for(400, 300) == 1.0
    presenting.resize(1840, 1120)
    QApplication.processEvents()
    canvas, traces = presenting.canvas, presenting.traces
    times = times_for(presenting.page.width(), presenting.page.height())
    assert canvas.times == traces.plot.times == times > 1.3
    assert canvas.view_size().width() == pytest.approx(canvas.width() / times)
    assert presenting.guide.card.width() == pytest.approx(322 * times, abs=1)
    assert isinstance(canvas, ForAudience)


def test_all_that_is_pointed_at_lies_where_it_is_painted(presenting: Any) -> None:
    presenting.resize(1840, 1120)
    QApplication.processEvents()
    canvas = presenting.canvas
    place = next(iter(canvas.scene.geometry.places.values()))
    at = canvas.mapFromScene(place.centre)
    assert canvas.rect().contains(at)
    back = canvas.camera.to_scene(canvas.in_view(QPointF(at)))
    assert (back.x(), back.y()) == pytest.approx((place.centre.x(), place.centre.y()), abs=1.0)
    plot = presenting.traces.plot
    strip = plot.strips[-1]
    seen = plot.mapFromScene(plot.plotItem.vb.mapViewToScene(QPointF(0.0, strip.top)))
    assert plot.place_of(QPointF(seen)).y() == pytest.approx(strip.top, abs=1.0)


@pytest.mark.parametrize("focus", ["canvas", "outline", "names", "button"])
def test_keys_work_at_once_whatever_had_the_focus(window: Any, running: Any, focus: str) -> None:
    held = {
        "canvas": window.canvas,
        "outline": window.outline.field,
        "names": window.traces.names,
        "button": window.present_button,
    }[focus]
    held.setFocus()
    window.presentation.enter()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert window.session.playing
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.presentation.is_on


def test_no_key_edits(presenting: Any, press: Any) -> None:
    presenting.canvas.select(list(presenting.document.circuit.elements)[:1])
    before = presenting.document.circuit
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_M, Qt.Key.Key_Slash, Qt.Key.Key_Tab, Qt.Key.Key_Up):
        press(key)
    QTest.keyClick(presenting.windowHandle(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(presenting.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert presenting.document.circuit == before
    assert not presenting.document.undo_stack.count()


def test_a_click_or_a_drag_moves_nothing(presenting: Any) -> None:
    canvas, page = presenting.canvas, presenting.page
    before = presenting.document.circuit
    camera = canvas.camera
    for place in canvas.scene.geometry.places.values():
        at = canvas.mapTo(page, canvas.mapFromScene(place.centre))
        target = page.childAt(at) or page
        assert target is presenting.presentation.shield
        local = target.mapFrom(page, at)
        QTest.mousePress(target, BUTTON, pos=local)
        QTest.mouseMove(target, local + QPoint(60, 30))
        QTest.mouseRelease(target, BUTTON, pos=local + QPoint(60, 30))
        QTest.mouseDClick(target, BUTTON, pos=local)
    assert presenting.document.circuit == before
    assert canvas.camera == camera
    assert presenting.session.selection.ids == ()


def test_the_wheel_looks_nearer(presenting: Any) -> None:
    shield, before = presenting.presentation.shield, presenting.canvas.camera.scale
    at = QPointF(300, 200)
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(shield, turn)
    assert presenting.canvas.camera.scale > before


def test_without_a_walk_the_remote_plays_pauses_and_looks_back(presenting: Any, press: Any) -> None:
    press(ON)
    assert presenting.session.playing
    press(ON)
    assert not presenting.session.playing
    press(Qt.Key.Key_F5)
    assert presenting.session.playing


def test_a_lecture_is_led_by_page_down_alone(lecture: Any, press: Any) -> None:
    guide = lecture.guide
    press(ON)
    assert guide.walk.at == 0
    press(ON)
    assert (guide.walk.at, guide.walk.is_held) == (1, True)
    press(ON)
    assert (guide.walk.at, guide.walk.is_held) == (1, False)
    assert guide.card.result.text() == "So."
    press(ON)
    assert (guide.walk.at, guide.walk.is_held) == (2, True)
    press(ON)
    assert (guide.walk.at, guide.walk.is_held) == (2, False)
    press(ON)
    assert guide.walk.at == 3
    press(ON)
    assert guide.walk is None
    press(BACK)
    assert guide.walk.at == 3
    press(BACK)
    assert guide.walk.at == 2
    press(Qt.Key.Key_F5)
    assert guide.walk.at == 0


def test_an_ended_walk_does_not_begin_by_a_press_too_many(lecture: Any, press: Any) -> None:
    lecture.presentation.leading.start()
    lecture.guide.go_to(3)
    press(ON)
    press(ON)
    assert lecture.guide.walk is None


def test_answers_are_chosen_by_number(lecture: Any, press: Any) -> None:
    press(ON)
    press(ON)
    press(Qt.Key.Key_2)
    assert lecture.guide.walk.choice == 1
    press(Qt.Key.Key_7)
    assert lecture.guide.walk.choice == 1
    assert lecture.guide.walk.is_held
    speed = lecture.session.speed
    press(Qt.Key.Key_1)
    assert lecture.session.speed == speed


def test_the_card_and_the_sheet_to_draw_on_can_be_used(lecture: Any, press: Any) -> None:
    page, card = lecture.page, lecture.guide.card
    lecture.presentation.leading.start()
    lecture.guide.go_to(2)
    QApplication.processEvents()
    at = card.mapTo(page, card.rect().center())
    assert card.isAncestorOf(page.childAt(at)) or page.childAt(at) is card
    widget, area = lecture.guide.sheet.area()
    assert page.childAt(widget.mapTo(page, area.center())) is widget
    press(Qt.Key.Key_P)
    assert page.childAt(at) is lecture.presentation.shield


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period])
def test_the_screen_goes_black_and_the_run_waits(presenting: Any, press: Any, key: Qt.Key) -> None:
    press(Qt.Key.Key_Space)
    press(key)
    curtain = presenting.presentation.curtain
    assert curtain.isVisible()
    assert curtain.geometry() == presenting.page.rect()
    assert not presenting.session.playing
    press(key)
    assert not curtain.isVisible()
    assert presenting.session.playing


def test_going_on_behind_a_black_screen_only_lights_it(lecture: Any, press: Any) -> None:
    press(ON)
    press(Qt.Key.Key_B)
    press(ON)
    assert lecture.guide.walk.at == 0
    assert not lecture.presentation.curtain.isVisible()


def test_closing_the_window_leaves_first(window: Any, running: Any) -> None:
    window.presentation.enter()
    window.close()
    assert window.isVisible()
    assert not window.presentation.is_on
    assert not window.isFullScreen()
    assert window.session.engine.ready


def test_a_lecture_keeps_the_walk_where_it_was(lecture: Any, press: Any) -> None:
    press(ON)
    press(ON)
    press(Qt.Key.Key_Escape)
    assert lecture.guide.walk.at == 1
    lecture.presentation.enter()
    assert lecture.guide.walk.at == 1


def test_what_the_window_says_is_said_to_the_room(presenting: Any) -> None:
    presenting.say("So it is")
    assert presenting.presentation.notice.isVisible()
    assert presenting.presentation.notice.text() == "So it is"


def test_it_says_first_how_to_begin(lecture: Any) -> None:
    lecture.presentation.leave()
    lecture.presentation.enter()
    assert "PgDn" in lecture.presentation.notice.text()
    QTest.keyClick(lecture.windowHandle(), Qt.Key.Key_F1)
    assert "spotlight" in lecture.presentation.notice.text()


def test_the_start_page_is_not_presented(window: Any) -> None:
    window.show_start_page()
    assert not window.actions_by_key["present"].isEnabled()
    assert not window.present_button.isVisible()


def test_an_empty_circuit_can_be_presented(window: Any, document: Document) -> None:
    document.new()
    window.presentation.enter()
    window.grab()
    window.presentation.leave()


def test_nothing_that_edits_has_the_focus_or_shows(presenting: Any) -> None:
    visible = [each for each in presenting.findChildren(QWidget) if each.isVisible()]
    editing = (presenting.palette_, presenting.inspector, presenting.outline, presenting.bar)
    assert not any(each in visible for each in editing)


def test_a_walk_left_half_done_goes_on_there_and_f5_begins_it_anew(
    lecture: Any, press: Any
) -> None:
    for _number in range(3):
        press(Qt.Key.Key_PageDown)
    assert lecture.guide.walk.step.id == "b"
    lecture.guide.end()
    lecture.presentation.leave()
    lecture.presentation.enter()
    assert "goes on at step 2 of 4" in lecture.presentation.notice.text()
    press(Qt.Key.Key_PageDown)
    assert lecture.guide.walk.step.id == "b"
    press(Qt.Key.Key_F5)
    assert lecture.guide.walk.is_first


def test_a_walk_led_to_its_end_begins_anew_the_next_time(lecture: Any, press: Any) -> None:
    press(Qt.Key.Key_PageDown)
    lecture.guide.go_to(3)
    press(Qt.Key.Key_PageDown)
    assert lecture.guide.walk is None
    assert lecture.guide.left_at is None


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (960, 540)])
def test_the_list_of_keys_covers_no_read_out(
    lecture: Any, size: tuple[int, int], read_out: Any
) -> None:
    page, notice = lecture.page, lecture.presentation.notice
    lecture.showNormal()
    lecture.resize(*size)
    QApplication.processEvents()
    read_out.follow()
    room = QRect(read_out.mapTo(page, QPoint()), read_out.size())
    QTest.keyClick(lecture.windowHandle(), Qt.Key.Key_F1)
    assert notice.isVisible()
    assert page.rect().contains(notice.geometry())
    assert not notice.geometry().intersects(room)
    lecture.resize(920, 500)
    QApplication.processEvents()
    assert page.rect().contains(notice.geometry())
