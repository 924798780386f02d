"""What compared states come to in words."""

import math

import pytest

from circuitlab.playback.compared_words import verdict, way_back
from circuitlab.playback.measured_states import MeasuredRow

NAMES = ("Healthy", "Sensitised", "Treated")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((2.0, 9.0, 4.0), "Treated lies 71 % of the way from Sensitised to Healthy."),
        ((9.0, 2.0, 4.0), "Treated lies 71 % of the way from Healthy to Sensitised."),
        ((2.0, 9.0, 1.0), "Treated lies below both."),
        ((2.0, 9.0, 9.5), "Treated lies above both."),
        ((2.0, 2.0, 4.0), ""),
        ((2.0, math.nan, 4.0), ""),
        ((2.0, 9.0), ""),
    ],
)
def test_the_way_back_is_a_share_of_what_lies_between_the_others(
    values: tuple[float, ...], said: str
) -> None:
    assert way_back(NAMES[: len(values)], values) == said


def test_a_meters_reading_comes_before_a_rate() -> None:
    rate = MeasuredRow("Rate", "Cell", "Hz", (1.0, 2.0))
    pain = MeasuredRow("Peak", "Pain read-out", "", (2.5, 9.0), is_reading=True)
    assert verdict(NAMES, [rate, pain]) == "Pain read-out, peak: Healthy 2.5, Sensitised 9."
    assert verdict(NAMES, [rate]) == "Cell, rate: Healthy 1 Hz, Sensitised 2 Hz."
    assert verdict(NAMES, []) == ""
