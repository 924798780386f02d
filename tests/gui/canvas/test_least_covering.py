"""What lies over the picture takes the place that hides least of it."""

from __future__ import annotations

from PySide6.QtCore import QRect

from circuitlab.gui.canvas.least_covering import least_covering

ROOMS = [QRect(x, 0, 10, 10) for x in (0, 20, 40, 60)]


def test_the_first_room_that_covers_least_is_taken() -> None:
    def covers(room: QRect) -> int:
        return {0: 3, 20: 1, 40: 1, 60: 2}[room.x()]

    assert least_covering(ROOMS, (), covers) == ROOMS[1]
    assert least_covering(ROOMS, [QRect(15, 5, 10, 2)], covers) == ROOMS[2]
    assert least_covering(ROOMS, [QRect(0, 0, 99, 99)], covers) is None


def test_no_more_rooms_are_tried_than_are_needed() -> None:
    tried = []
    least_covering(ROOMS, (), lambda room: tried.append(room) or int(room.x() < 20))
    assert tried == ROOMS[:2]
