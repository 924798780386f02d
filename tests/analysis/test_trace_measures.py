"""Measures of a stretch are numpy's where it is the same arithmetic, and analytic elsewhere."""

import math

import numpy as np
import pytest

from circuitlab.analysis import trace_measures as of

T = np.arange(0.0, 50.0, 0.025)
WAVE = -65.0 + 90.0 * np.exp(-(((T - 20.0) / 1.5) ** 2)) - 6.0 * np.exp(-(((T - 26.0) / 3.0) ** 2))


def test_a_stretch_holds_both_its_ends() -> None:
    t, v = of.stretch(T, WAVE, float(T[40]), float(T[80]))
    assert np.array_equal(t, T[40:81])
    assert np.array_equal(v, WAVE[40:81])


def test_minimum_mean_and_area_are_those_of_numpy() -> None:
    assert of.smallest(WAVE) == np.min(WAVE)
    assert of.largest(WAVE) == np.max(WAVE)
    assert of.mean(WAVE) == np.mean(WAVE)
    assert of.area(T, WAVE) == np.trapezoid(WAVE, T)


def test_a_peak_is_what_lies_farthest_from_the_first_value_upwards_or_downwards() -> None:
    assert of.peak(WAVE) == WAVE.max()
    assert of.peak(-WAVE) == (-WAVE).min()
    _t, late = of.stretch(T, WAVE, 23.0, 40.0)
    assert of.peak(late) == late.min()


def test_the_half_width_of_a_triangle_is_half_its_base() -> None:
    t = np.arange(0.0, 11.0)
    v = np.interp(t, [0.0, 2.0, 5.0, 8.0, 10.0], [1.0, 1.0, 7.0, 1.0, 1.0])
    assert of.half_width(t, v) == pytest.approx(3.0, abs=1e-12)
    assert of.half_width(t, -v) == pytest.approx(3.0, abs=1e-12)
    assert of.half_time(t, v) == pytest.approx(3.5, abs=1e-12)


def test_the_half_width_of_a_bell_is_the_one_of_its_formula() -> None:
    bell = np.exp(-((T - 20.0) ** 2) / 2.0)
    assert of.half_width(T, bell) == pytest.approx(2.0 * math.sqrt(2.0 * math.log(2.0)), rel=1e-4)


def test_what_does_not_come_back_has_no_width_and_what_is_flat_has_no_peak_in_time() -> None:
    assert math.isnan(of.half_width(T, T))
    assert math.isnan(of.half_width(T, np.zeros(T.size)))
    assert math.isnan(of.half_time(T, np.zeros(T.size)))
    assert of.half_time(T, T) == pytest.approx(T[-1] / 2)


def test_nothing_is_not_a_number() -> None:
    none = np.empty(0)
    for measure in (of.smallest, of.largest, of.mean, of.peak):
        assert math.isnan(measure(none))
    for measure_of_both in (of.area, of.half_width, of.half_time):
        assert math.isnan(measure_of_both(none, none))
    assert math.isnan(of.value_at(none, none, 1.0))


def test_a_value_lies_on_the_line_between_samples_and_nowhere_beyond_them() -> None:
    assert of.value_at(T, WAVE, 20.01) == np.interp(20.01, T, WAVE)
    assert math.isnan(of.value_at(T, WAVE, 60.0))


def test_crossings_of_a_sine_are_at_its_zeros() -> None:
    v = np.sin(2 * np.pi * (T - 1.0) / 10.0)
    assert of.crossings(T, v, 0.0) == pytest.approx([1.0, 11.0, 21.0, 31.0, 41.0], abs=1e-6)
    down = of.crossings(T, v, 0.0, rising=False)
    assert down == pytest.approx([6.0, 16.0, 26.0, 36.0, 46.0], abs=1e-6)


def test_a_crossing_is_counted_anew_only_after_the_trace_was_far_enough_back() -> None:
    t = np.arange(8.0)
    v = np.array([-3.0, 1.0, -1.0, 1.0, -1.0, -3.0, 1.0, 2.0])
    assert of.crossings(t, v, 0.0).tolist() == [0.75, 2.5, 5.75]
    assert of.crossings(t, v, 0.0, hysteresis=2.0).tolist() == [0.75, 5.75]


def test_crossings_found_piece_by_piece_are_those_of_the_whole() -> None:
    v = np.sin(2 * np.pi * T / 7.0) + 0.3 * np.sin(2 * np.pi * T / 0.9)
    found, start = [], 0.0
    for end in (3.0, 3.2, 11.0, 30.0, 60.0):
        t, part = of.stretch(T, v, start, end)
        found += of.crossings(t, part, 0.2, hysteresis=0.5).tolist()
        start = of.last_sure(t, part, 0.2, hysteresis=0.5)
    assert found == of.crossings(T, v, 0.2, hysteresis=0.5).tolist()
    assert len(found) == 7


def test_a_trace_that_begins_above_the_level_has_not_crossed_it() -> None:
    assert of.crossings(np.arange(3.0), np.array([1.0, 2.0, 3.0]), 0.0).size == 0


def test_a_cursor_snaps_to_the_peak_then_the_crossing_then_the_sample() -> None:
    top = float(T[WAVE.argmax()])
    assert of.snapped(T, WAVE, top + 0.3, 1.0, -20.0) == of.Snap(top, "peak")
    (rising,) = of.crossings(T, WAVE, -20.0)
    assert of.snapped(T, WAVE, rising - 0.1, 0.3, -20.0) == of.Snap(rising, "crossing")
    assert of.snapped(T, WAVE, 40.01, 0.3, -20.0) == of.Snap(T[1600], "sample")
    assert of.snapped(T, WAVE, 90.0, 0.3) == of.Snap(90.0, "")


def test_ripples_are_no_peaks() -> None:
    ripple = WAVE + 0.2 * np.sin(T * 9)
    assert of.snapped(T, ripple, 40.0, 0.6).to == "sample"


def test_a_cursor_snaps_to_the_nearest_spike() -> None:
    spikes = np.array([10.0, 12.0, 30.0])
    assert of.snapped_to(spikes, 11.4, 1.0, "spike") == of.Snap(12.0, "spike")
    assert of.snapped_to(spikes, 20.0, 1.0, "spike") == of.Snap(20.0, "")


def test_a_fall_before_the_rise_is_not_half_the_way_to_the_peak() -> None:
    t = np.arange(7.0)
    v = np.array([1.0, 0.2, 0.0, 0.5, 1.5, 2.2, 0.0])
    assert of.half_time(t, v) == pytest.approx(4.0 + 0.1 / 0.7, abs=1e-12)
    width = of.half_width(t, v)
    assert width == pytest.approx(5.0 + 0.6 / 2.2 - (4.0 + 0.1 / 0.7), abs=1e-12)
