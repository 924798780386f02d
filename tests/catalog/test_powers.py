"""No number is read with an ``e`` in it, and what is read can be typed in again."""

import math

import pytest

from circuitlab.catalog.live_words import live_text
from circuitlab.catalog.powers import readable, rounded
from circuitlab.catalog.words import format_number
from circuitlab.catalog.written_numbers import Written, read_number
from circuitlab.gui.traces.scales import tick_words
from circuitlab.playback.number_words import number_words

SIZES = [sign * 10.0**power * 2.4 for power in range(-14, 13) for sign in (1, -1)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("2.4e-06", "2.4×10⁻⁶"), ("-3e+12", "−3×10¹²"), ("-48.5", "−48.5"), ("0", "0")],
)
def test_an_exponent_is_raised(given: str, wanted: str) -> None:
    assert readable(given) == wanted


@pytest.mark.parametrize(
    "written",
    [
        format_number,
        number_words,
        lambda value: rounded(value, 4),
        lambda value: live_text(value, "nS").removesuffix(" nS"),
        lambda value: tick_words(value, abs(value)),
    ],
)
def test_whatever_writes_a_number_for_people_writes_no_e(written: object) -> None:
    for size in SIZES:
        text = written(size)  # type: ignore[operator]
        assert "e" not in text, (size, text)


def test_what_is_written_is_read_as_the_same_number() -> None:
    for size in SIZES:
        found = read_number(format_number(size))
        assert isinstance(found, Written)
        assert math.isclose(found.number, size)
