"""Expectation, descending pathways and movement do what their equations say."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, listener, mechanism, part, simulation

DAY = 86400.0


def felt(sensation: float, **given: float) -> float:
    """Pain (0 to 10) of somebody whose cord reports a sensation."""
    circuit = Circuit()
    readout = circuit.add("pain_readout")
    circuit.add("expectation", on=readout, **given)
    running = simulation(circuit)
    rate = running.plan.address[readout, "pain_readout", "rate"]
    advance(running, 2.0)
    running.state[rate] = 10.0 * sensation / (10.0 - sensation)
    advance(running, 1.0)
    return float(running.values(readout, "pain")[0])


@pytest.mark.parametrize(
    ("expected", "pain"), [(2.0, 3.89), (7.5, 6.42)], ids=["positive", "negative"]
)
def test_the_same_drug_relieves_by_what_is_expected_of_it(expected: float, pain: float) -> None:
    assert felt(5.5, expected=expected) == pytest.approx(pain, abs=0.01)


def test_who_attends_to_the_sensation_alone_feels_what_arrives() -> None:
    assert felt(5.5, expected=2.0, weight=0.0) == pytest.approx(5.5, abs=0.01)
    assert felt(6.6, expected=9.0, weight=0.0) == pytest.approx(6.6, abs=0.01)


def test_eight_weeks_of_correction_change_pain_a_little() -> None:
    given = {"cue": 7.5, "learning": 0.05, "sensation": 5.5}
    corrected = mechanism("belief", dt=56 * DAY, **given)["expected"]
    assert corrected == pytest.approx(5.5 + 2.0 * np.exp(-2.8), rel=1e-9)
    before, after = (0.54 * 5.5 + 0.46 * e for e in (7.5, corrected))
    assert -0.15 <= after / before - 1.0 <= -0.05


def test_experience_teaches_while_the_run_goes_on_and_a_new_cue_counts_at_once() -> None:
    circuit = Circuit()
    readout = circuit.add("pain_readout")
    hope = circuit.add("expectation", on=readout, expected=7.5, learning=0.05)
    circuit.model.apply(circuit.model.with_document({"body_clock": DAY}))
    running = simulation(circuit, dt=1.0)
    assert running.values(readout, "expected")[0] == pytest.approx(7.5)
    running.advance(20_000)
    learnt = 7.5 * np.exp(-1.0)
    assert running.values(readout, "expected")[0] == pytest.approx(learnt, rel=0.01)
    circuit.set(hope, expected=4.0)
    change(running, circuit)
    running.advance(5)
    assert running.values(readout, "expected")[0] == pytest.approx(learnt - 3.5, abs=0.05)


def drive(d: float, state: str, **given: float) -> float:
    circuit = Circuit()
    pathway = circuit.add("descending_drive", drive=d, **given)
    return float(simulation(circuit).values(pathway, state)[0])


@pytest.mark.parametrize(
    ("d", "tonic", "opened", "release"),
    [
        (-1, 0, 0, 1.4),
        (-0.5, 0, 0, 1.2),
        (0, 0, 0, 1),
        (0.5, 0.175, 0.25, 0.9),
        (1, 0.35, 0.5, 0.8),
    ],
)
def test_descending_pathways_inhibit_or_facilitate(
    d: float, tonic: float, opened: float, release: float
) -> None:
    assert drive(d, "tonic") == pytest.approx(tonic)
    assert drive(d, "agonist") == pytest.approx(opened / (1.0 - opened))
    assert 1.0 / (1.0 + drive(d, "release")) == pytest.approx(release)


@pytest.mark.parametrize(("d", "release"), [(-1, 1.4), (0, 1.0), (1, 0.8)])
def test_they_act_on_the_release_of_a_synapse(d: float, release: float) -> None:
    circuit = listener("wdr_neuron", (1.0,))
    circuit.add("descending_drive", on="synapse1", drive=d)
    assert simulation(circuit).values("synapse1", "release")[0] == pytest.approx(release)


def test_hope_and_fear_reach_the_cord() -> None:
    circuit = Circuit()
    pathway = circuit.add("descending_drive", drive=0)
    hope = circuit.add("expectation", on=pathway, expected=2)
    assert simulation(circuit).values(pathway, "drive")[0] == pytest.approx(0.6)
    circuit.set(hope, expected=7.5)
    assert simulation(circuit).values(pathway, "drive")[0] == pytest.approx(-0.5)
    circuit.add("movement", on=pathway, fear_start=0.3)
    assert simulation(circuit).values(pathway, "drive")[0] == pytest.approx(-0.8)


def plan(days: float, step: float, **given: float) -> dict[str, float]:
    """How somebody is after so many days of a plan of movement."""
    constants = {"tau": 14.0, "flare_gain": 1.2, "growth": 0.02, "fear_rate": 0.05, "force": 15.0}
    states = {"sensitisation": 0.8, "capacity": 0.2, "fear": 0.9}
    for _step in range(round(days * DAY / step)):
        states = mechanism("movement_plan", dt=step, **constants, **given, **states)
    return states


@pytest.mark.parametrize(
    ("load", "every", "s", "c", "flares"),
    [(0.8, 1, 0.01, 1.00, 0), (2.0, 4, 1.00, 0.11, 21), (0.0, 1, 0.80, 0.09, 0)],
    ids=["graded", "boom and bust", "avoidance"],
)
def test_twelve_weeks_of_a_plan_end_as_published(
    load: float, every: float, s: float, c: float, flares: int
) -> None:
    found = plan(84, DAY, share=load, every=every)
    assert found["sensitisation"] == pytest.approx(s, abs=0.02)
    assert found["capacity"] == pytest.approx(c, abs=0.02)
    assert found["flares"] == flares


def test_a_plan_does_not_depend_on_how_the_days_are_cut() -> None:
    one, other = (plan(84, step, share=2.0, every=4) for step in (84 * DAY, DAY / 7))
    for name, value in one.items():
        assert other[name] == pytest.approx(value, rel=1e-6), name


def fear(expected: float, **given: float) -> float:
    """Fear of movement after four weeks, beside somebody who expects so much pain."""
    circuit = Circuit()
    movement = circuit.add("movement", **given)
    circuit.add("expectation", on=movement, expected=expected)
    circuit.model.apply(circuit.model.with_document({"body_clock": DAY}))
    running = simulation(circuit, dt=1.0)
    running.advance(28_000)
    return float(running.values(movement, "fear")[0])


def test_what_is_expected_of_movement_takes_fear_away_or_keeps_it() -> None:
    neutral = 0.9 * 0.95**28
    assert fear(5.0) == pytest.approx(neutral, rel=1e-6)
    assert fear(2.0) == pytest.approx(
        neutral, rel=1e-6
    )  # no day hurts: there is none to learn from
    assert fear(8.0) == pytest.approx(0.6 + 0.3 * 0.95**28, rel=1e-6)
    assert fear(2.0, load=2.0) < fear(5.0, load=2.0) - 0.1


def test_a_run_may_begin_with_what_experience_has_taught() -> None:
    circuit = Circuit()
    readout = circuit.add("pain_readout", taught_start=-3)
    circuit.add("expectation", on=readout, expected=7.5)
    running = simulation(circuit)
    assert running.values(readout, "expected")[0] == pytest.approx(4.5)


def test_movement_strains_the_tissue_to_and_fro() -> None:
    circuit = Circuit()
    movement = circuit.add("movement", force=15, load=0.8, frequency=2)
    running = simulation(circuit)
    found = []
    for _moment in range(500):
        advance(running, 1.0)
        found.append(running.values(movement, "force")[0])
    assert max(found) == pytest.approx(12.0, rel=0.01)
    assert min(found) == pytest.approx(0.0, abs=0.01)
    assert found[250] == pytest.approx(12.0, rel=0.01)


@pytest.mark.parametrize(("dose", "release"), [(0.0, 1.0), (0.05, 0.75), (1e3, 0.5)])
def test_an_opioid_holds_back_half_of_the_release_at_most(dose: float, release: float) -> None:
    circuit = listener("wdr_neuron", (1.0,))
    circuit.set(part(circuit, "wdr_neuron1", "ampa"), weight=1)
    circuit.add("opioid", on="synapse1", concentration=min(dose, 100.0))
    running = simulation(circuit)
    advance(running, 5.0)
    assert running.values("synapse1", "release")[0] == pytest.approx(release, abs=0.001)
