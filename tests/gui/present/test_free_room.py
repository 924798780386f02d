"""What lies over the picture finds room that is free, and keeps it while it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtTest import QTest

from circuitlab.gui.canvas.layers.notices import progress_box


@pytest.fixture
def room(presenting: Any) -> Any:
    """What finds the places."""
    return presenting.presentation._room


def under(window: Any, area: QRect) -> int:
    """How much of the circuit lies under an area of the canvas."""
    return int(window.canvas.corners.covers(area))


def bring_a_part_to(canvas: Any, view: QPointF) -> None:
    """Move the picture so that a part of the circuit lies at a place in the view."""
    part = next(iter(canvas.scene.geometry.places.values()))
    canvas.look(canvas.camera.panned(*(view - canvas.camera.to_view(part.centre)).toTuple()))


def test_a_read_out_lies_on_no_part_wherever_one_looks(
    presenting: Any, read_out: Any, room: Any
) -> None:
    canvas = presenting.canvas
    for offset in ((0.0, 0.0), (-300.0, 0.0), (200.0, 120.0)):
        canvas.fit()
        canvas.look(canvas.camera.panned(*offset))
        room.look()
        room.look()
        assert not under(presenting, read_out.geometry())
        assert canvas.rect().contains(read_out.geometry())


def test_a_read_out_stays_while_the_picture_moves(
    presenting: Any, read_out: Any, room: Any
) -> None:
    canvas, place = presenting.canvas, read_out.geometry()
    bring_a_part_to(canvas, place.center().toPointF() / canvas.times)
    assert under(presenting, place)
    room.look()
    assert read_out.geometry() == place
    room.look()
    assert read_out.geometry() != place


def test_a_read_out_keeps_off_the_card_of_a_walk(
    lecture: Any, read_out: Any, press: Any, room: Any
) -> None:
    press(Qt.Key.Key_PageDown)
    card = lecture.guide.card
    card.setGeometry(read_out.geometry())
    for _twice in range(2):
        room.look()
    assert not read_out.geometry().intersects(card.geometry())


def test_the_words_on_the_run_give_way_to_what_is_shown(presenting: Any, room: Any) -> None:
    canvas, corners = presenting.canvas, presenting.canvas.corners

    def covered() -> int:
        line, times = corners.line_room(), canvas.times
        return under(presenting, QRectF(line.topLeft() * times, line.size() * times).toRect())

    canvas.zoom_by(0.4)
    bring_a_part_to(canvas, corners.line_room().center())
    in_the_way = covered()
    for _twice in range(2):
        room.look()
    assert covered() < in_the_way
    QTest.keyClick(presenting.windowHandle(), Qt.Key.Key_Escape)
    assert corners.line_room() == corners.foot()


def test_what_is_waited_for_is_said_beside_what_stands_at_the_foot() -> None:
    foot, view = QRectF(400.0, 500.0, 300.0, 32.0), QSizeF(900.0, 546.0)
    assert foot.left() <= progress_box(280.0, foot, view).left()
    assert progress_box(280.0, foot, view).bottom() == foot.bottom()
    above = progress_box(500.0, foot, view)
    assert above.bottom() < foot.top()
    assert progress_box(500.0, foot, None).width() == foot.width()
