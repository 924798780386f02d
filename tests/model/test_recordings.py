import numpy as np
import pytest

from circuitlab.model.frozen import Array
from circuitlab.model.recordings import (
    Recording,
    crossings,
    extremes,
    free_id,
    likely_threshold,
    recordings_without,
)


def test_a_crossing_lies_between_its_samples():
    times, values = np.array([0.0, 1.0, 2.0, 3.0]), np.array([-10.0, 30.0, 10.0, 30.0])
    assert crossings(times, values, 0.0).tolist() == [0.25]
    assert crossings(times, values, 20.0).tolist() == [0.75, 2.5]
    assert crossings(times, values, 99.0).tolist() == []


def test_a_gap_is_no_crossing():
    values = np.array([-10.0, np.nan, 30.0, -10.0, 30.0])
    assert len(crossings(np.arange(5.0), values, 0.0)) <= 2
    assert np.all(np.isfinite(crossings(np.arange(5.0), values, 0.0)))


def test_a_likely_threshold_parts_spikes_from_the_rest():
    values = np.r_[np.full(100, -65.0), 35.0, np.full(100, -65.0)]
    assert likely_threshold(values) == -15.0
    assert likely_threshold(np.full(3, np.nan)) == 0.0


def test_extremes_keep_the_ends_of_every_stretch():
    values = np.random.default_rng(1).normal(size=1001)
    at, kept = extremes(np.arange(1001.0), values, 100)
    assert len(at) <= 100
    assert (kept.min(), kept.max()) == (values.min(), values.max())
    assert extremes(at, kept, 100)[0] is at


def test_a_recording_lies_shifted_and_scaled():
    recording = Recording(
        "a", "cell", "v", times=Array([1.0, 2.0]), values=Array([3.0, 4.0]), shift_ms=10.0,
        scale=2.0, offset=-1.0, onset_ms=1.5,
    )  # fmt: skip
    times, values = recording.aligned()
    assert (times.tolist(), values.tolist()) == ([11.0, 12.0], [5.0, 7.0])
    moved = recording.moved_to(100.0)
    assert moved is not None
    assert moved.shift_ms == 98.5
    assert Recording("b", "cell", "v").moved_to(100.0) is None


@pytest.mark.parametrize(("path", "title"), [("x/cell 7.abf", "cell 7, Vm"), ("", "a")])
def test_a_recording_is_called_by_its_file_and_signal(path: str, title: str):
    assert Recording("a", "cell", "v", path=path, signal="Vm").title == title


def test_ids_and_losses():
    both = (Recording("recording1", "a", "v"), Recording("recording2", "b", "v"))
    assert free_id(both) == "recording3"
    assert recordings_without(both, {"a"}) == both[1:]
