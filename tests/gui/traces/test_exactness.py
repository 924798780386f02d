"""What the traces and figures show is what was computed, sample by sample, in every window."""

import re

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.gui.traces.printing import printed
from circuitlab.model.circuit import Circuit
from circuitlab.playback.trace_course import StateCourse
from circuitlab.playback.trace_rows import TraceRow
from circuitlab.render.figure.figure import Figure, encoded
from circuitlab.render.figure.figure_traces import trace
from circuitlab.render.theme import theme

WINDOWS_MS = [5.0, 20.0, 100.0, 1000.0, 5000.0, 60_000.0]
ACROSS = 1000
DT = 0.05
ROW = TraceRow("cell", "v", "Cell", "mV", "projection")


@pytest.fixture(scope="module")
def run():
    circuit = cl.Circuit()
    cell = circuit.add("hh_traub_miles", i_e=700.0)
    done = cl.simulate(circuit, "62 s", dt=DT, record=[(cell, "v")])
    return *done.trace(cell, "v"), done.spikes(cell)


@pytest.fixture(scope="module")
def course(run):
    times, values, _spikes = run
    made = StateCourse("projection")
    for start in range(0, times.size, 320):
        made.take(times[start : start + 320], values[start : start + 320])
    return made


def peaks(run, start_ms, end_ms):
    """Places of the highest sample of every action potential in a stretch."""
    times, values, _spikes = run
    inner = (values[1:-1] > values[:-2]) & (values[1:-1] >= values[2:]) & (values[1:-1] > 0.0)
    found = np.flatnonzero(inner) + 1
    return found[(times[found] > start_ms) & (times[found] < end_ms)]


def test_there_is_something_to_see(run):
    times, _values, spikes = run
    assert times.size == pytest.approx(62_000 / DT, abs=2)
    assert len(peaks(run, 0.0, 62_000.0)) == len(spikes) > 300


@pytest.mark.parametrize("window_ms", WINDOWS_MS)
@pytest.mark.parametrize("right_ms", [61_000.0, 61_013.37, 61_987.5])
def test_no_spike_is_lost_or_moved_on_the_screen(run, course, window_ms, right_ms):
    times, values, _spikes = run
    bucket = window_ms / ACROSS
    t, v = course.points(right_ms - window_ms, right_ms, bucket)
    place = np.searchsorted(times, t - DT / 2)
    assert np.abs(times[place] - t).max() < 1e-6
    assert np.array_equal(values[place].astype(np.float32), v.astype(np.float32))
    tops = peaks(run, right_ms - window_ms, right_ms)
    for peak in tops:
        near = np.abs(t - times[peak]) <= max(bucket, DT)
        assert v[near].max() >= np.float32(values[peak])
        rivals = tops[np.abs(times[tops] - times[peak]) <= 2 * bucket]
        if values[peak] == values[rivals].max() and np.sum(values[rivals] >= values[peak]) == 1:
            assert np.abs(t[near] - times[peak])[v[near].argmax()] < 1e-6


@pytest.mark.parametrize("window_ms", WINDOWS_MS)
def test_the_line_is_joined_and_no_staircase(run, course, window_ms):
    times, values, _spikes = run
    bucket = window_ms / ACROSS
    t, v = course.points(61_000.0 - window_ms, 61_000.0, bucket)
    assert np.diff(t).min() >= 0.0
    assert np.diff(t).max() <= max(DT, 2.0 * bucket) + 1e-6
    if bucket < DT:
        inside = (times >= 61_000.0 - window_ms) & (times <= 61_000.0)
        assert np.isin(values[inside].astype(np.float32), v.astype(np.float32)).all()
        assert t.size - inside.sum() <= 6


def test_the_far_past_is_as_exact_as_the_present(run, course):
    times, values, _spikes = run
    t, v = course.points(3000.0, 3005.0, 0.005)
    inside = (times >= 3000.0) & (times <= 3005.0)
    assert np.isin(values[inside].astype(np.float32), v.astype(np.float32)).all()
    assert course.samples(3000.0, 3005.0)[0] == pytest.approx(times[inside], abs=1e-6)
    assert t.size > 90


def corners(svg: str) -> np.ndarray:
    """The points of the longest line in a drawing that is in the colour of the course."""
    colour = theme("print").line_of(ROW.colour).name()
    found = [np.empty((0, 2))]
    for group in re.findall(rf'<g [^>]*stroke="{colour}".*?</g>', svg, re.DOTALL):
        for line in re.findall(r'\sd="([^"]+)"', group):
            numbers = re.findall(r"-?[\d.]+(?:e-?\d+)?", line)
            found.append(np.array(numbers, float).reshape(-1, 2))
    return max(found, key=len)


@pytest.mark.parametrize("window_ms", WINDOWS_MS)
def test_a_figure_holds_the_same_samples(run, course, window_ms):
    times, values, _spikes = run
    start_ms, end_ms = 61_000.0 - window_ms, 61_000.0
    (shown,) = printed(ROW, (course,), start_ms, end_ms)
    place = np.searchsorted(times, shown.time_ms - DT / 2)
    assert np.array_equal(values[place].astype(np.float32), shown.values.astype(np.float32))
    svg = encoded(Figure(Circuit(), traces=(shown,)), ".svg").decode()
    drawn = corners(svg)
    assert len(drawn) == pytest.approx(shown.time_ms.size, rel=0.2)
    span = shown.time_ms[-1] - shown.time_ms[0]
    page = drawn[-1, 0] - drawn[0, 0]
    t = shown.time_ms[0] + (drawn[:, 0] - drawn[0, 0]) * span / page
    for peak in peaks(run, start_ms + DT, end_ms - DT):
        nearest = np.abs(t - times[peak]) <= DT + 0.01 * span / page + span / 1800
        top = drawn[nearest, 1].min()
        share = (values[peak] - shown.values.min()) / np.ptp(shown.values)
        height = np.ptp(drawn[:, 1])
        assert drawn[:, 1].max() - top >= share * height - 0.05


def test_a_figure_from_the_command_line_holds_the_same_samples(run):
    times, values, _spikes = run
    shown = trace("Cell", "projection", "mV", times, values)
    place = np.searchsorted(times, shown.time_ms - DT / 2)
    assert np.array_equal(values[place], shown.values)
    assert shown.values.max() == values.max()
    assert np.diff(shown.time_ms).max() < 2.5 * 62_000 / 1800
