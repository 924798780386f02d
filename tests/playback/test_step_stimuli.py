"""Stimuli that start with a step."""

from __future__ import annotations

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import MUTED, Element
from circuitlab.model.scenario import ScenarioStep
from circuitlab.playback.step_stimuli import USUAL_MS, started
from circuitlab.playback.walk import Walk

CATALOG = default_catalog()


def heated(**times: float) -> Circuit:
    return Circuit([Element("heat1", "heat", params=times, muted=True)])  # type: ignore[arg-type]


def test_a_stimulus_lasts_as_long_as_by_itself() -> None:
    step = ScenarioStep("a", starts={"heat1": 250.0})
    found = started(heated(start=1000.0, stop=3000.0), CATALOG, step, 34_000.0)
    assert found == {
        ("heat1", "start"): 34_250.0,
        ("heat1", "stop"): 36_250.0,
        ("heat1", MUTED): False,
    }


def test_one_that_is_never_on_lasts_a_second() -> None:
    found = started(
        heated(start=10.0, stop=10.0), CATALOG, ScenarioStep("a", starts={"heat1": 0.0}), 0.0
    )
    assert found["heat1", "stop"] == USUAL_MS


def test_what_is_gone_or_has_no_times_is_passed_over() -> None:
    circuit = Circuit([Element("cell", "projection_neuron")])
    step = ScenarioStep("a", starts={"gone": 0.0, "cell": 0.0})
    assert started(circuit, CATALOG, step, 0.0) == {}


def test_it_lies_over_the_circuit_until_its_step_is_left_behind() -> None:
    steps = (ScenarioStep("a"), ScenarioStep("b", starts={"heat1": 0.0}), ScenarioStep("c"))
    times = {("heat1", "start"): 5.0}
    walk = Walk(steps).next().beginning(times)
    assert walk.values() == times
    assert walk.next().values() == times
    assert walk.back().values() == {}
    assert walk.leaving(times).values() == {}
    assert walk.leaving(times).taking_back(times).values() == times
