"""Doses rise and fall in the blood as their half-lives and volumes say."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, mechanism, simulation

from circuitlab.catalog.load import default_catalog

HOUR = 3600.0


def course(kind: str, hours: float, every: float = 0.1, **given: object) -> tuple[np.ndarray, ...]:
    """(h, µM in the blood, µM at the target) of a drug, an hour in a second."""
    circuit = Circuit()
    drug = circuit.add(kind, **given)
    circuit.model.apply(circuit.model.with_document({"body_clock": HOUR}))
    running = simulation(circuit, dt=0.1)
    rows = []
    while running.time < 1000.0 * hours - 1e-6:
        advance(running, 1000.0 * every)
        values = [running.values(drug, name)[0] for name in ("plasma", "concentration")]
        rows.append((running.time / 1000.0, *values))
    return tuple(np.array(rows).T)


def rows(kind: str, **given: object) -> dict[str, float]:
    """What the engine makes of a drug's parameters."""
    circuit = Circuit()
    drug = circuit.add(kind, **given)
    found = simulation(circuit, dt=0.1).plan.parameters
    return {
        row: float(values[0])
        for (id, name, row), (_slots, values) in found.items()
        if id == drug and name == "pharmacokinetics"
    }


def after(seconds: float, given: dict[str, float], **states: float) -> dict[str, float]:
    return mechanism("pharmacokinetics", dt=seconds, **given, **states)


def test_150_mg_of_pregabalin_reach_20_micromolar_within_an_hour_or_so() -> None:
    t, plasma, _site = course("pregabalin", 4.0, dose=150)
    assert 18.0 <= plasma.max() <= 22.0
    assert 0.7 <= t[plasma.argmax()] <= 1.4


def test_pregabalin_is_halved_every_6_3_hours() -> None:
    t, plasma, _site = course("pregabalin", 24.0, 0.5, dose=150)
    late = t > 12.0
    slope = np.polyfit(t[late], np.log(plasma[late]), 1)[0]
    assert np.log(2) / -slope == pytest.approx(6.3, rel=0.02)


def test_gabapentin_takes_three_to_four_hours_to_its_peak() -> None:
    t, plasma, _site = course("gabapentin", 6.0, dose=600)
    assert 3.0 <= t[plasma.argmax()] <= 4.0


def test_suzetrigine_begins_with_a_double_dose_and_keeps_nearly_all_nav18_blocked() -> None:
    """100 mg, then 50 mg every 12 h; half-life 23.6 h, 495 litres, 1 % free (its label, 2025)."""
    t, plasma, free = course("suzetrigine", 72.0, 0.5)
    first, last = t <= 12.0, t > 60.0
    assert 2.0 <= t[first][plasma[first].argmax()] <= 4.0
    whole = 1e3 * 100 / (473.4 * 495)
    assert 0.85 * whole <= plasma[first].max() <= whole
    steady = 1e3 * 50 / (473.4 * 495) * 23.6 / np.log(2) / 12.0
    assert plasma[last].mean() == pytest.approx(steady, rel=0.12)
    assert plasma[first][-1] > 0.6 * plasma[last].min()
    assert (free[last] / (free[last] + 4e-4)).min() > 0.9


@pytest.mark.parametrize("milliseconds", [500.0, 5000.0, 13_000.0])
def test_a_hundredth_of_suzetrigine_in_the_blood_is_free_a_step_later(milliseconds: float) -> None:
    """A target reads what was in the blood when its step began."""
    circuit = Circuit()
    drug = circuit.add("suzetrigine")
    circuit.model.apply(circuit.model.with_document({"body_clock": HOUR}))
    running = simulation(circuit, dt=0.1)
    advance(running, milliseconds)
    plasma = float(running.values(drug, "plasma")[0])
    advance(running, 1.0)
    assert running.values(drug, "concentration")[0] == pytest.approx(0.01 * plasma, rel=1e-6)


def test_suzetrigine_is_halved_every_23_6_hours() -> None:
    t, plasma, _free = course("suzetrigine", 60.0, 1.0, dose_every=0.0)
    late = t > 24.0
    slope = np.polyfit(t[late], np.log(plasma[late]), 1)[0]
    assert np.log(2) / -slope == pytest.approx(23.6, rel=0.01)


@pytest.mark.parametrize("k_a", [0.0, 1.3])
def test_a_first_dose_is_what_the_others_are_and_the_rest_at_its_time(k_a: float) -> None:
    given = {"dose_every": 5.0, "dose_start": 1.0, "k_a": k_a}
    _t, loaded, _site = course("pregabalin", 9.0, dose=50, first_dose=80, **given)
    _t, plain, _site = course("pregabalin", 9.0, dose=50, **given)
    _t, more, _site = course("pregabalin", 9.0, dose=30, **given | {"dose_every": 0.0})
    assert loaded == pytest.approx(plain + more, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("drug", "doses", "every"),
    [("gabapentin", (300, 600, 1200), 8.0), ("pregabalin", (75, 150, 300), 12.0)],
)
def test_every_usual_dose_of_a_gabapentinoid_has_its_own_effect(
    drug: str, doses: tuple[int, ...], every: float
) -> None:
    """Bockbrader et al. 2010: both have a dose-response in neuralgia."""
    half = float(str(default_catalog().kind(drug).parameters["ec50"].default))
    left = []
    for dose in doses:
        t, _plasma, site = course(drug, 48.0, 1.0, dose=dose, dose_every=every)
        left.append(float(np.mean(1.0 / (1.0 + site[t > 24.0] / half))))
    assert left[0] > 1.4 * left[1] > 1.4 * 1.4 * left[2] > 0.02


def test_a_bolus_of_ketamine_starts_at_0_316_micromolar() -> None:
    circuit = Circuit()
    drug = circuit.add("ketamine", dose_per_kg=0.15)
    running = simulation(circuit, dt=0.1)
    advance(running, 2.0)
    assert running.values(drug, "plasma")[0] == pytest.approx(0.316, abs=0.001)


def test_20_mg_of_ketamine_an_hour_settle_at_1_14_micromolar() -> None:
    day = 24 * HOUR * 1e3
    assert after(day, rows("ketamine", infusion=20))["plasma"] == pytest.approx(1.14, rel=0.005)


def test_an_infusion_ends_when_it_should() -> None:
    given = rows("ketamine", infusion=20, infusion_time=1)
    hour = 3600e3
    while_it_runs = 1.1416 * (1 - 0.5 ** (60 / 79))
    assert after(hour, given)["plasma"] == pytest.approx(while_it_runs, rel=1e-3)
    later = after(2 * hour, given)["plasma"]
    assert later == pytest.approx(while_it_runs * 0.5 ** (60 / 79), rel=1e-3)


def oral(**given: float) -> dict[str, float]:
    """Two doses a day, absorbed slowly, an infusion, and a target that follows slowly."""
    every = {"k_a": 4e-4, "k_el": 3e-5, "k_e0": 2e-4, "dose_gut": 5.0, "dose_plasma": 1.0}
    times = {"first": 1000.0, "every": 12 * HOUR, "count": 3.0, "infusion": 1e-4, "infused": 5e4}
    return {**every, **times, **given}


def test_one_long_step_is_many_short_ones() -> None:
    long = after(40 * HOUR, oral())
    states = {"gut": 0.0, "plasma": 0.0, "site": 0.0, "age": 0.0}
    for _step in range(4000):
        states = after(36.0, oral(), **states)
    for name, value in long.items():
        assert states[name] == pytest.approx(value, rel=1e-9), name


def test_the_equations_are_solved_exactly() -> None:
    given = oral()
    gut, plasma, site, step = 0.0, 0.0, 0.0, 0.5
    due = [given["first"] + k * given["every"] for k in range(3)]
    for k in range(round(14 * HOUR / step)):
        t = k * step
        if any(t <= moment < t + step for moment in due):
            gut, plasma = gut + given["dose_gut"], plasma + given["dose_plasma"]
        inflow = given["infusion"] if 0 <= t - given["first"] < given["infused"] else 0.0
        site += step * given["k_e0"] * (plasma - site)
        plasma += step * (inflow + given["k_a"] * gut - given["k_el"] * plasma)
        gut -= step * given["k_a"] * gut
    found = after(14 * HOUR, given)
    assert found["plasma"] == pytest.approx(plasma, rel=1e-3)
    assert found["site"] == pytest.approx(site, rel=1e-3)


def test_rates_that_are_equal_make_no_trouble() -> None:
    given = {"half_life": 1, "k_a": np.log(2), "site_half_time": 60}
    t, plasma, site = course("pregabalin", 3.0, dose=100, **given)
    x = np.log(2) * t
    full = 100 * 0.9 * 1e3 / 159.2 / (0.56 * 70)
    assert plasma == pytest.approx(full * x * np.exp(-x), rel=2e-3)
    a_step_ago = np.log(2) * (t - 0.001)
    expected = full * a_step_ago**2 / 2 * np.exp(-a_step_ago)
    assert site == pytest.approx(expected, rel=2e-3)


def test_a_slow_target_lags_behind_the_blood() -> None:
    t, plasma, site = course("pregabalin", 8.0, dose=150, site_half_time=60)
    assert t[site.argmax()] > t[plasma.argmax()] + 0.5
    assert site.max() < plasma.max()


def test_no_dose_leaves_the_concentration_where_it_is_held() -> None:
    _t, plasma, site = course("gabapentin", 1.0, concentration=3)
    assert np.all(plasma == 0.0)
    assert np.all(site == 3.0)


@pytest.mark.parametrize(("kind", "unit"), [("ketamine", 1e-3), ("pregabalin", 1.0)])
def test_a_blocker_of_pores_lives_on_the_neural_clock_others_on_that_of_the_body(
    kind: str, unit: float
) -> None:
    circuit = Circuit()
    drug = circuit.add(kind, dose=10, k_a=0)
    circuit.model.apply(circuit.model.with_document({"body_clock": HOUR}))
    running = simulation(circuit, dt=0.1)
    advance(running, 1000.0)
    passed = 1.0 if kind == "ketamine" else HOUR
    age = running.state[running.plan.address[drug, "pharmacokinetics", "age"]][0]
    assert age * unit == pytest.approx(passed)
