"""Thresholds are measured on a thread, and anew when what they depend on has moved."""

import threading
import time

import numpy as np
import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.files.store import load_preset
from circuitlab.playback.heat_thresholds import EVERY, PATIENCE, HeatThresholds

CATALOG = default_catalog()
KEY = ("trpv1", "fires_from")


@pytest.fixture
def circuit():
    return load_preset("fig3").circuit


class Measured:
    """Stands in for the engine: notes what was asked, and answers in turn."""

    def __init__(self, *answers):
        self.answers, self.asked, self.threads = list(answers), [], []

    def __call__(self, alone, catalog, neuron):
        self.asked.append(float(alone.value(neuron, "pkc", catalog)))
        self.threads.append(threading.current_thread())
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def values(pkc):
    states = {"pkc": pkc, "pka": 0.0, "number": 1.0}
    return {("c_fibres", name): np.full(20, value) for name, value in states.items()}


def followed(thresholds, circuit, pkc):
    """What is known after a measurement has had time to end."""
    for _frame in range(2 * EVERY):
        thresholds.follow(circuit, values(pkc))
    deadline = time.monotonic() + 5.0
    while thresholds._busy.is_alive() and time.monotonic() < deadline:
        time.sleep(0.001)
    return thresholds.follow(circuit, values(pkc))


def test_a_threshold_is_measured_on_a_thread_of_its_own(circuit):
    measure = Measured(43.2)
    assert followed(HeatThresholds(CATALOG, measure), circuit, 0.0) == {KEY: 43.2}
    assert measure.threads[0] is not threading.current_thread()


def test_it_is_measured_anew_only_when_it_may_differ(circuit):
    measure = Measured(43.2, 39.2, 38.0)
    thresholds = HeatThresholds(CATALOG, measure)
    followed(thresholds, circuit, 0.0)
    followed(thresholds, circuit, 0.001)
    assert measure.asked == [0.0]
    assert followed(thresholds, circuit, 0.5) == {KEY: 39.2}
    circuit.apply(circuit.moved({"heat": (0.0, 0.0)}))
    followed(thresholds, circuit, 0.5)
    assert measure.asked == [0.0, 0.5]
    circuit.apply(circuit.with_param("trpv1", "g", 4.0))
    assert followed(thresholds, circuit, 0.5) == {KEY: 38.0}


@pytest.mark.parametrize(
    ("moving", "counts"),
    [((0.1, 0.2, 0.3, 0.4), [1, 1, 1, 2]), ((0.1, 0.0, 0.1, 0.2), [1, 1, 1, 1])],
)
def test_what_keeps_moving_is_measured_now_and_then_only(circuit, moving, counts):
    assert len(moving) == PATIENCE
    measure = Measured(43.2, 38.0)
    thresholds = HeatThresholds(CATALOG, measure)
    for _rest in range(PATIENCE):
        followed(thresholds, circuit, 0.0)
    thresholds._looks = 0
    asked = []
    for pkc in moving:
        for _frame in range(EVERY):
            thresholds.follow(circuit, values(pkc))
        thresholds._busy.join(5.0)
        asked.append(len(measure.asked))
    assert asked == counts


def test_a_circuit_that_cannot_run_has_no_threshold(circuit):
    found = followed(HeatThresholds(CATALOG, Measured(CannotRun("trpv1", "no"))), circuit, 0.0)
    assert np.isnan(found[KEY])


def test_a_run_that_says_nothing_of_the_kinases_is_left_alone(circuit):
    measure = Measured()
    assert HeatThresholds(CATALOG, measure).follow(circuit, {}) == {}
    assert measure.asked == []
