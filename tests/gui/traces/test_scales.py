"""Scales are equal for equal quantities, and their ticks are round."""

import numpy as np
import pytest
from each_case import each_case
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.gui.traces.axes import spread
from circuitlab.gui.traces.bars import FILL, words_ink
from circuitlab.gui.traces.scales import bounds_of, fitted, tick_words, ticks, zoomed
from circuitlab.gui.traces.strip import Strip
from circuitlab.playback.trace_course import SpikeCourse, StateCourse
from circuitlab.playback.trace_rows import VOLTS, TraceRow
from circuitlab.render.theme import TEXT_CONTRAST, contrast, hues, mixed, theme, themes


def rows(*told):
    made = [
        TraceRow(f"e{n}", state, "E", unit, "x", what) for n, (state, unit, what) in enumerate(told)
    ]
    courses = {row.key: (StateCourse("x"),) for row in made}
    return made, courses


def filled(courses, *values):
    for (course,), value in zip(courses.values(), values, strict=True):
        course.take(np.arange(9.0), np.linspace(0.0, value, 9))


def test_every_potential_has_the_scale_that_holds_all():
    made, courses = rows(("v", "mV", ""), ("v", "mV", ""))
    assert set(bounds_of(made, courses, {}).values()) == {VOLTS}
    filled(courses, -60.0, -130.0)
    ((low, high),) = set(bounds_of(made, courses, {}).values())
    assert low <= -130.0
    assert high == VOLTS[1]


def test_other_quantities_share_a_scale_with_their_like():
    made, courses = rows(("g", "nS", "Conductance"), ("g", "nS", "Conductance"), ("ca", "µM", "Ca"))
    filled(courses, 2.0, 40.0, 0.1)
    found = bounds_of(made, courses, {("e0", "g"): (0.0, 1.0)})
    assert found["e0", "g"] == (0.0, 1.0)
    assert found["e1", "g"][1] >= 40.0
    assert found["e2", "ca"][1] < 1.0


@pytest.mark.parametrize("value", [0.0, 37.0, -65.0, 1e-9])
def test_a_value_that_never_changes_lies_within(value):
    made, courses = rows(("x", "1", "X"))
    courses["e0", "x"][0].take(np.arange(9.0), np.full(9, value))
    low, high = bounds_of(made, courses, {})["e0", "x"]
    assert low < value < high


@pytest.mark.parametrize(
    ("bounds", "height", "expected", "words"),
    [
        ((-95.0, 50.0), 120.0, [-80, -60, -40, -20, 0, 20, 40], "−80"),
        ((-95.0, 50.0), 50.0, [-50, 0, 50], "−50"),
        ((30.0, 47.0), 19.0, [30, 40], "30"),
        ((0.0, 0.004), 60.0, [0.0, 0.001, 0.002, 0.003, 0.004], "0.000"),
    ],
)
def test_ticks_are_round_and_as_many_as_there_is_room_for(bounds, height, expected, words):
    values, step = ticks(bounds, height)
    assert values == pytest.approx(expected)
    assert tick_words(values[0], step) == words


def test_fitting_and_zooming():
    low, high = fitted(2.0, 4.0)
    assert low < 2.0 < 4.0 < high
    assert zoomed((0.0, 10.0), 2.0, 0.5) == (1.0, 6.0)


def strip(course, *, size=1, state="x", unit="°C", height=60.0):
    row = TraceRow("e", state, "E", unit, "excitatory", size=size)
    bounds = course.reach or (0.0, 1.0)
    return Strip(row, (course,), 0.0, height, bounds)


def test_no_value_is_marked_before_there_is_one():
    course = StateCourse("excitatory")
    assert strip(course).marks()[0] == []
    course.take([0.0, 1.0], [32.0, 47.0])
    assert len(strip(course).marks()[0]) >= 2


@pytest.mark.parametrize(("size", "marked"), [(1, [1.0]), (2, [1.0, 2.0]), (20, [1.0, 10.0, 20.0])])
def test_only_whole_cells_are_marked_of_a_raster(size, marked):
    assert strip(SpikeCourse("excitatory", size), size=size, state="").marks()[0] == marked


@settings(max_examples=60)
@given(
    at=st.lists(st.floats(-50.0, 350.0), max_size=6).map(sorted),
    wide=st.floats(60.0, 300.0),
    data=st.data(),
)
def test_words_of_events_never_lie_over_each_other(at, wide, data):
    rooms = [data.draw(st.floats(5.0, 180.0)) for _each in at]
    end = -np.inf
    for span in spread(at, rooms, wide):
        if span is not None:
            start, room = span
            assert start >= end
            end = start + room
            assert end <= wide + 1e-6


def test_words_of_events_stand_whole_where_there_is_room():
    assert spread([10.0, 200.0], [60.0, 60.0], 400.0) == [(15.0, 60.0), (205.0, 60.0)]
    assert spread([380.0], [60.0], 400.0) == [(340.0, 60.0)]
    first, second = spread([100.0, 190.0], [80.0, 170.0], 300.0)
    assert first == (105.0, 80.0)
    assert second[0] >= 185.0
    assert second[1] < 170.0


@each_case("name", themes())
@each_case("colour", hues())
def test_words_on_a_bar_can_be_read(name, colour):
    of = theme(name)
    ground = mixed(of.colour("paper"), of.colour(colour), FILL)
    assert contrast(words_ink(of, colour), ground) >= TEXT_CONTRAST
