"""The plot of the traces shows each point where it belongs."""

import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage

from circuitlab.gui.traces.plot import TracePlot
from circuitlab.gui.traces.strip import Strip
from circuitlab.gui.traces.tiles import ACROSS, Scale, TraceTiles
from circuitlab.playback.run_event import Event
from circuitlab.playback.trace_course import SpikeCourse, StateCourse
from circuitlab.playback.trace_rows import TraceRow
from circuitlab.render.theme import theme

LIGHT = theme("light")
COLOUR = "excitatory"
SIZE = (264, 139)
"""200 × 100 for the strips."""
WINDOW_MS = 100.0


def state():
    return StateCourse(COLOUR)


def at(course, times, values):
    course.take(times, values)


def strips(*courses, high=100.0):
    """The courses one above the other, values from 0 to 1 and cells from 0 to all."""
    each = high / len(courses)
    return [
        Strip(
            TraceRow(f"e{n}", "x", "E", "nS", COLOUR),
            (course,),
            n * each,
            each,
            course.reach if isinstance(course, SpikeCourse) else (0.0, 1.0),
        )
        for n, course in enumerate(courses)
    ]


@pytest.fixture
def plot(qtbot):
    made = TracePlot(LIGHT)
    qtbot.addWidget(made)
    made.resize(*SIZE)
    made.show()
    qtbot.waitUntil(lambda: (made.across, made.room) == (200, 100.0))
    return made


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return flat[:, :, :3].astype(int)


def grabbed(plot):
    """The part of the picture in which the strips are."""
    view = plot.plotItem.vb
    box = plot.mapFromScene(view.mapRectToScene(view.rect())).boundingRect()
    return pixels(plot.grab().toImage())[box.top() : box.top() + 100, box.left() : box.left() + 200]


def painted(plot):
    """Rows and columns of the pixels where a course is painted."""
    seen, shown = grabbed(plot), plot.strips
    plot.set_strips(strips(*(state() for _ in shown)))
    bare = grabbed(plot)
    plot.set_strips(shown)
    return np.nonzero(np.abs(seen - bare).sum(axis=2) > 60)


def test_a_line_lies_in_its_strip_and_ends_now(plot):
    upper = state()
    at(upper, [50.0, 100.0], [0.5, 0.5])
    plot.set_strips(strips(upper, state()))
    plot.show_window(100.0, WINDOW_MS)
    rows, columns = painted(plot)
    middle = plot.strips[0].y_of(0.5)
    assert set(rows) <= {int(middle) - 1, int(middle)}
    assert (columns.min(), columns.max()) == (99, 199)


def test_a_line_goes_on_where_a_tile_ends(plot):
    course = state()
    at(course, np.arange(0.0, 1000.0, 0.25), np.full(4000, 0.53))
    plot.set_strips(strips(course))
    for right in (ACROSS * 0.5 + 30.0, 700.0):
        plot.show_window(right, WINDOW_MS)
        assert set(painted(plot)[1]) == set(range(200))


def test_spikes_stand_apart(plot):
    spikes = SpikeCourse(COLOUR, 1)
    spikes.take(100.0, [25.0, 75.0], [0.0, 0.0])
    plot.set_strips(strips(state(), spikes))
    plot.show_window(100.0, WINDOW_MS)
    rows, columns = painted(plot)
    assert set(columns) <= {49, 50, 149, 150}
    assert rows.min() >= 54
    assert rows.max() <= 95


def test_events_run_through_all_strips(plot):
    plot.set_strips(strips(state(), state()))
    plot.show_window(100.0, WINDOW_MS)
    bare = grabbed(plot)
    plot.show_window(100.0, WINDOW_MS, [Event(50.0, ("a", "b"), "Now", "accent")])
    differ = np.nonzero(np.abs(bare - grabbed(plot)).sum(axis=2)[:, 98:103].any(axis=1))[0]
    assert differ.min() < 10
    assert differ.max() > 90


def test_nothing_recorded_leaves_the_ground_only(plot):
    plot.set_strips(strips(state()))
    plot.show_window(100.0, WINDOW_MS)
    assert not len(painted(plot)[0])


def test_what_was_taken_back_is_painted_anew(plot):
    course = state()
    at(course, np.arange(0.0, 200.0), np.full(200, 0.5))
    plot.set_strips(strips(course))
    plot.show_window(100.0, WINDOW_MS)
    assert len(painted(plot)[0])
    course.forget_after(-1.0)
    assert not len(painted(plot)[0])


def test_another_theme_is_painted_anew(plot):
    course = state()
    at(course, np.arange(0.0, 200.0), np.full(200, 0.5))
    plot.set_strips(strips(course))
    plot.show_window(100.0, WINDOW_MS)
    light = pixels(plot.grab().toImage())
    plot.set_theme(theme("dark"))
    assert pixels(plot.grab().toImage()).mean() < light.mean() - 100


@pytest.mark.parametrize("window_ms", [5.0, 100.0, 60_000.0])
def test_places_and_times_are_each_others_inverse(plot, window_ms):
    plot.set_strips(strips(state(), state()))
    plot.show_window(70_123.4, window_ms)
    for part in (0.0, 0.3, 1.0):
        time = 70_123.4 - part * window_ms
        assert plot.time_at(plot.x_of(time)) == pytest.approx(time)
    view = plot.plotItem.vb
    left = view.mapRectToScene(view.rect()).topLeft() + QPointF(100.0, 75.0)
    place = plot.place_of(QPointF(plot.mapFromScene(left)))
    assert place.x() == pytest.approx(-window_ms / 2, abs=window_ms / 100)
    assert plot.strip_at(place.y()) is plot.strips[1]
    values = np.array([0.0, 0.25, 1.0])
    strip = plot.strips[1]
    assert [strip.value_at(y) for y in strip.y_of(values)] == pytest.approx(values)


def test_overlays_lie_where_times_and_values_are(plot):
    course = state()
    at(course, np.arange(0.0, 100.0), np.zeros(100))
    plot.set_strips(strips(course))
    plot.show_window(100.0, WINDOW_MS)
    bare = grabbed(plot)
    line = pg.PlotCurveItem(
        np.array([plot.x_of(40.0), plot.x_of(60.0)]),
        plot.strips[0].y_of(np.array([0.5, 0.5])),
        pen="k",
    )
    plot.add_overlay(line)
    rows, columns = np.nonzero(np.abs(bare - grabbed(plot)).sum(axis=2) > 60)
    assert columns.min() == pytest.approx(80, abs=1)
    assert columns.max() == pytest.approx(120, abs=1)
    assert rows.mean() == pytest.approx(plot.strips[0].y_of(0.5), abs=1)
    plot.remove_overlay(line)
    assert (grabbed(plot) == bare).all()


def test_who_takes_a_press_has_the_drag(plot, qtbot):
    plot.set_strips(strips(state()))
    plot.show_window(100.0, WINDOW_MS)
    taken, pulled = [], []
    plot.pulled.connect(pulled.append)

    class Taken:
        def move(self, place):
            taken.append(place.x())

        end = move

    plot.takers.append(lambda press: Taken() if press.modifiers else None)
    held = Qt.KeyboardModifier.ControlModifier
    left = Qt.MouseButton.LeftButton
    for keys in (held, Qt.KeyboardModifier.NoModifier):
        qtbot.mousePress(plot.viewport(), left, keys, QPoint(150, 60))
        qtbot.mouseMove(plot.viewport(), QPoint(190, 60))
        qtbot.mouseRelease(plot.viewport(), left, keys, QPoint(190, 60))
    assert len(taken) == len(pulled) == 2
    assert pulled[-1] == pytest.approx(20.0, abs=0.6)


pieces = st.lists(st.integers(1, 80), min_size=2, max_size=12)


@settings(max_examples=25)
@given(pieces, st.integers(0, 5), st.sampled_from([0.7, 2.0, 9.0]), st.sampled_from([1.0, 1.25, 2]))
def test_painted_bit_by_bit_it_is_what_is_painted_at_once(qapp, lengths, seed, bucket, ratio):
    rng = np.random.default_rng(seed)
    now, scale = 0.0, Scale(bucket, ratio)
    grown = [state(), SpikeCourse("touch", 5)]
    bit_by_bit = TraceTiles()
    for length in lengths:
        times = now + np.arange(1.0, length + 1.0)
        now = times[-1]
        grown[0].take(times, rng.uniform(0.0, 1.0, length))
        grown[1].take(now, times[::3], np.arange(times[::3].size) % 5)
        for number in range(3):
            for strip in strips(*grown, high=60.0):
                bit_by_bit.tiles([number], strip, scale, LIGHT)
    for number in range(3):
        for strip in strips(*grown, high=60.0):
            once = TraceTiles().tiles([number], strip, scale, LIGHT)[0].toImage()
            assert bit_by_bit.tiles([number], strip, scale, LIGHT)[0].toImage() == once


@pytest.mark.parametrize("dash", [(), (6.0, 3.0)], ids=["a whole line", "strokes"])
def test_a_course_that_comes_bit_by_bit_looks_as_one_that_is_there(dash):
    times = np.arange(0.0, 300.0, 0.25)
    values = 0.5 + 0.4 * np.sin(times / 23.0)
    bit_by_bit, whole = state(), state()
    bit_by_bit.dash = whole.dash = dash
    scale, growing = Scale(1.0, 1.0), TraceTiles()
    for first in range(0, times.size, 60):
        at(bit_by_bit, times[first : first + 60], values[first : first + 60])
        (came,) = growing.tiles(range(1), strips(bit_by_bit)[0], scale, LIGHT)
    at(whole, times, values)
    (there,) = TraceTiles().tiles(range(1), strips(whole)[0], scale, LIGHT)
    assert np.array_equal(pixels(came.toImage()), pixels(there.toImage()))


def test_what_moves_nothing_by_a_pixel_is_painted_a_little_later(plot, qtbot):
    course = state()
    at(course, np.arange(0.0, 60.0, 0.25), np.full(240, 0.5))
    plot.set_strips(strips(course))
    shown = []
    plot.event_axis.paint = lambda *_given: shown.append(plot.right_ms)
    plot.show_window(50.0, WINDOW_MS)
    owed = []
    for right_ms in (50.05, 50.1, 51.0):
        plot.show_window(right_ms, WINDOW_MS)
        owed.append(plot._owed.isActive())
    assert owed == [True, True, False]
    qtbot.waitUntil(lambda: 51.0 in shown)
    plot.show_window(51.1, WINDOW_MS)
    qtbot.waitUntil(lambda: 51.1 in shown)
