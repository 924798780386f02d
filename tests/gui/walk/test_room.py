"""Room for a walk: sides that fold, and a view that follows the window's size."""

from __future__ import annotations

from typing import Any

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.shell import settings
from circuitlab.gui.shell.panels import LEFT as LEFT_SIDE
from circuitlab.gui.shell.panels import RIGHT as RIGHT_SIDE
from circuitlab.gui.walk import flight

SIDES = (LEFT_SIDE, RIGHT_SIDE)


def test_in_a_narrow_window_the_sides_make_room_and_come_back(walking: Any, qtbot: Any) -> None:
    walking.guide.end()
    walking.resize(1024, 700)
    qtbot.wait(20)
    for side in SIDES:
        walking.panels.show_panel(side)
    qtbot.wait(20)
    walking.guide.begin()
    assert not any(map(walking.panels.shows, SIDES))
    assert not settings.folded() & set(SIDES)
    walking.guide.end()
    assert all(map(walking.panels.shows, SIDES))


def test_in_a_window_of_middle_width_the_side_of_kinds_makes_room(walking: Any, qtbot: Any) -> None:
    walking.guide.end()
    walking.resize(1440, 900)
    for side in SIDES:
        walking.panels.show_panel(side)
    qtbot.wait(20)
    walking.guide.begin()
    assert [walking.panels.shows(side) for side in SIDES] == [False, True]
    walking.guide.end()
    assert all(map(walking.panels.shows, SIDES))


def test_in_a_view_of_another_size_a_step_shows_the_same(walking: Any, qtbot: Any) -> None:
    def shown() -> bool:
        camera = flight.camera_for(
            walking.canvas, walking.guide.walk.camera, walking.guide.card.covers()
        )
        return bool(walking.canvas.camera == camera)

    for size in ((1024, 700), (1440, 900)):
        walking.resize(*size)
        qtbot.waitUntil(shown)
    walking.canvas.look(elsewhere := Camera(2.0, 10.0, 10.0))
    walking.resize(1024, 700)
    qtbot.wait(30)
    assert walking.canvas.camera.scale == elsewhere.scale


def test_a_side_that_somebody_wants_during_a_walk_stays(walking: Any, qtbot: Any) -> None:
    walking.guide.end()
    walking.resize(1024, 700)
    qtbot.wait(20)
    walking.guide.begin()
    walking.panels.show_panel(RIGHT_SIDE)
    assert walking.panels.shows(RIGHT_SIDE)
    walking.guide.end()
    assert all(map(walking.panels.shows, SIDES))
