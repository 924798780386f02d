"""When a stimulus is on, as the inspector says it."""

import pytest

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.model.stimulus_times import common_period, times_in_words


@pytest.mark.parametrize(
    ("kind", "times", "said"),
    [
        ("heat", {}, "Once, from 0 ms to 1 h."),
        ("heat", {"start": 100, "stop": 400}, "Once, from 100 ms to 400 ms."),
        ("heat", {"start": 100, "width": 50}, "On once for 50 ms, from 100 ms to 1 h."),
        (
            "current_step",
            {"width": 200, "period": 1000, "stop": 10_000},
            "On for 200 ms every 1 s, from 0 ms to 10 s.",
        ),
        (
            "heat",
            {"start": 100, "stop": 1300, "period": 2500},
            "On for 1.2 s every 2.5 s, from 100 ms on without end.",
        ),
        ("poisson", {}, "From 0 ms on."),
        ("regular_train", {"period": 50, "stop": 1000}, "Every 50 ms from 0 ms to 1 s."),
        ("spike_train", {"period": 500}, "Every 500 ms from 0 ms on."),
        ("sine", {"stop": 0}, "It is never on: it stops before it begins."),
    ],
)
def test_times_are_said_in_words(kind: str, times: dict[str, float], said: str) -> None:
    circuit = Circuit()
    stimulus = circuit.add(kind, **times)
    assert times_in_words(circuit.model, circuit.catalog, stimulus) == said


def test_what_has_no_such_times_says_nothing() -> None:
    circuit = Circuit()
    assert times_in_words(circuit.model, circuit.catalog, circuit.add("ketamine")) == ""


def test_stimuli_that_return_together_have_a_period_in_common():
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    catalog = default_catalog()
    assert common_period(circuit.model, catalog) == 0.0
    circuit.add("heat", on=fibre, start=100, stop=1300, period=2500)
    off = circuit.add("shock", on=fibre, start=0, stop=0, period=1000)
    assert common_period(circuit.model, catalog) == 2500.0
    circuit.set(off, stop=10_000)
    assert common_period(circuit.model, catalog) == 0.0
    circuit.mute(off)
    assert common_period(circuit.model, catalog) == 2500.0
