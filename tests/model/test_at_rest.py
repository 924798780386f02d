"""An ending feels the temperature that its stimulus shows, whatever its tissue was said to have."""

import pytest
from engine.lab import Circuit

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.plan.retune import retuned
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.at_rest import at_rest


def warmed(**heat: float) -> tuple[Circuit, str, str]:
    """A fibre of the body's inside, with heat on it."""
    c = Circuit()
    fibre = c.add("nociceptor_c")
    channel = next(p for p in c.model.parts(fibre) if c.model.elements[p].kind == "trpv1")
    c.set(channel, temperature=37)
    return c, c.add("heat", on=fibre, **heat), channel


def felt(c: Circuit, channel: str, ms: float = 20.0) -> float:
    simulation = Simulation(compile_circuit(c.model, default_catalog()), fused="ready")
    simulation.advance(round(ms / 0.025))
    return float(simulation.values(channel, "temperature")[0])


@pytest.mark.parametrize(
    ("temperature", "resting", "then"), [(32, 32, 32.0), (44, 32, 44.0), (30, 35, 30.0)]
)
def test_an_ending_feels_what_is_shown(temperature: float, resting: float, then: float) -> None:
    c, _heat, channel = warmed(temperature=temperature, resting=resting, start=10, stop=1000)
    assert felt(c, channel, 5.0) == pytest.approx(resting)
    assert felt(c, channel) == pytest.approx(then)


def test_without_a_stimulus_or_muted_the_tissue_keeps_its_own() -> None:
    c, heat, channel = warmed(temperature=44, resting=32)
    c.model.apply(c.model.muting({heat: True}, ""))
    assert felt(c, channel) == pytest.approx(37.0)
    c.remove(heat)
    assert at_rest(c.model, default_catalog()) is c.model


def test_another_resting_temperature_is_taken_over_as_a_whole_plan_would_have_it() -> None:
    catalog = default_catalog()
    c, heat, channel = warmed(temperature=32, resting=32, start=0, stop=1000)
    before = c.model.copy()
    simulation = Simulation(compile_circuit(before, catalog), fused="ready")
    c.set(heat, resting=35, temperature=35)
    plan = retuned(simulation.plan, before, c.model, catalog)
    assert plan is not None
    assert simulation.patch(plan)
    simulation.advance(400)
    assert float(simulation.values(channel, "temperature")[0]) == pytest.approx(35.0)
