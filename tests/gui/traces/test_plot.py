"""The plot of the traces shows each point where it belongs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from circuitlab.gui.traces.columns import Columns
from circuitlab.gui.traces.course import SpikeCourse, StateCourse
from circuitlab.gui.traces.plot import TracePlot
from circuitlab.gui.traces.tiles import ACROSS, Scale, TraceTiles
from circuitlab.render.theme import theme

LIGHT = theme("light")
COLOUR = "excitatory"
SIZE = (200, 100)
WINDOW_MS = 100.0


def state(fixed=(0.0, 1.0)):
    return StateCourse(Columns(), COLOUR, fixed)


def at(course, times, values):
    course.take(times[-1], times, values, values)


@pytest.fixture
def plot(qtbot):
    made = TracePlot(LIGHT)
    qtbot.addWidget(made)
    made.resize(*SIZE)
    return made


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return flat[:, :, :3].astype(int)


def painted(plot):
    """Rows and columns of the pixels where a course is painted."""
    seen, courses = pixels(plot.grab().toImage()), plot.courses
    plot.set_courses([state() for _ in courses])
    bare = pixels(plot.grab().toImage())
    plot.set_courses(courses)
    return np.nonzero(np.abs(seen - bare).sum(axis=2) > 60)


def test_a_line_lies_in_its_row_and_ends_now(plot):
    upper = state()
    at(upper, [50.0, 100.0], [0.5, 0.5])
    plot.set_courses([upper, state()])
    plot.show_window(100.0, WINDOW_MS, [])
    rows, columns = painted(plot)
    assert set(rows) <= {24, 25}
    assert (columns.min(), columns.max()) == (99, 199)


def test_a_line_goes_on_where_a_tile_ends(plot):
    course = state()
    at(course, np.arange(0.0, 1000.0, 0.25), np.full(4000, 0.5))
    plot.set_courses([course])
    for right in (ACROSS * 0.5 + 30.0, 700.0):
        plot.show_window(right, WINDOW_MS, [])
        assert set(painted(plot)[1]) == set(range(200))


def test_spikes_stand_apart(plot):
    spikes = SpikeCourse(Columns(2), COLOUR, 1)
    spikes.take(100.0, [25.0, 75.0], [0.0, 0.0])
    plot.set_courses([state(), spikes])
    plot.show_window(100.0, WINDOW_MS, [])
    rows, columns = painted(plot)
    assert set(columns) <= {49, 50, 149, 150}
    assert rows.min() >= 54
    assert rows.max() <= 95


def test_marks_run_through_all_rows(plot):
    plot.set_courses([state(), state()])
    plot.show_window(100.0, WINDOW_MS, [])
    bare = plot.grab().toImage()
    plot.show_window(100.0, WINDOW_MS, [50.0])
    marked = plot.grab().toImage()
    differ = [y for y in range(100) if bare.pixel(100, y) != marked.pixel(100, y)]
    assert min(differ) < 10
    assert max(differ) > 90


def test_nothing_recorded_leaves_the_floors_only(plot):
    plot.set_courses([state()])
    plot.show_window(100.0, WINDOW_MS, [])
    assert not len(painted(plot)[0])


def test_what_was_taken_back_is_painted_anew(plot):
    course = state()
    at(course, np.arange(0.0, 200.0), np.full(200, 0.5))
    plot.set_courses([course])
    plot.show_window(100.0, WINDOW_MS, [])
    assert len(painted(plot)[0])
    course.forget_after(-1.0)
    assert not len(painted(plot)[0])


def test_another_theme_is_painted_anew(plot):
    course = state()
    at(course, np.arange(0.0, 200.0), np.full(200, 0.5))
    plot.set_courses([course])
    plot.show_window(100.0, WINDOW_MS, [])
    light = pixels(plot.grab().toImage())
    plot.theme = theme("dark")
    assert pixels(plot.grab().toImage()).mean() < light.mean() - 100


pieces = st.lists(st.integers(1, 80), min_size=2, max_size=12)


@settings(max_examples=25)
@given(pieces, st.integers(0, 5), st.sampled_from([0.7, 2.0, 9.0]), st.sampled_from([1.0, 1.25, 2]))
def test_painted_bit_by_bit_it_is_what_is_painted_at_once(qapp, lengths, seed, bucket, ratio):
    rng = np.random.default_rng(seed)
    now, scale = 0.0, Scale(bucket, 60, ratio)
    grown = [state(), SpikeCourse(Columns(2), "touch", 5)]
    bit_by_bit = TraceTiles()
    for length in lengths:
        times = now + np.arange(1.0, length + 1.0)
        low = rng.uniform(0.0, 0.8, length)
        now = times[-1]
        grown[0].take(now, times, low, low + rng.choice([0.0, 0.2], length))
        grown[1].take(now, times[::3], np.arange(times[::3].size) % 5)
        for number in range(3):
            bit_by_bit.tile(number, grown, scale, LIGHT)
    for number in range(3):
        once = TraceTiles().tile(number, grown, scale, LIGHT).toImage()
        assert bit_by_bit.tile(number, grown, scale, LIGHT).toImage() == once
