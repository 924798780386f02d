import pytest
from PySide6.QtGui import QFontMetricsF

from circuitlab.render.backdrops.lanes import Lane, heading, lanes
from circuitlab.render.theme import font


def lane(name: str) -> Lane:
    return next(lane for lane in lanes() if lane.name == name)


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        (400.0, ["DORSAL ROOT GANGLION"]),
        (120.0, ["DORSAL ROOT", "GANGLION"]),
        (40.0, ["DRG"]),
        (5.0, []),
    ],
)
def test_a_narrow_lane_has_a_shorter_heading(room: float, lines: list[str], qapp: object) -> None:
    assert heading(lane("drg"), font(11, 700), room) == lines


@pytest.mark.parametrize("room", [20.0, 60.0, 90.0, 150.0, 260.0])
def test_a_heading_stays_in_its_lane(room: float, qapp: object) -> None:
    letters = font(11, 700)
    measure = QFontMetricsF(letters)
    for each in lanes():
        assert all(measure.horizontalAdvance(text) <= room for text in heading(each, letters, room))
