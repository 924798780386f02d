import numpy as np
import pytest

from circuitlab.analysis import sweeps as of
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run import run_circuit
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.step import Step

CATALOG = default_catalog()
T = np.arange(0.0, 100.0, 0.025)
TRIGGERS = np.array([10.0, 30.0, 55.0, 90.0])


def test_the_last_triggers_are_those_that_have_come() -> None:
    assert of.last_triggers(TRIGGERS, 60.0, 2).tolist() == [30.0, 55.0]
    assert of.last_triggers(TRIGGERS, 5.0, 2).size == 0


def test_nothing_sets_off_a_sweep_while_one_lasts() -> None:
    close = np.array([1.0, 2.0, 9.0, 11.0, 12.0, 30.0])
    assert of.apart(close, 10.0).tolist() == [1.0, 11.0, 30.0]
    assert of.apart(close, 0.0).tolist() == close.tolist()
    assert of.apart(np.empty(0), 5.0).size == 0


def test_a_sweep_holds_the_samples_themselves() -> None:
    v = np.sin(T)
    (sweep,) = of.sweeps(T, v, np.array([30.0]), 5.0, 10.0)
    first = int(np.searchsorted(T, 25.0))
    assert np.array_equal(sweep.v, v[first : first + sweep.v.size])
    assert np.array_equal(sweep.t, T[first : first + sweep.v.size] - 30.0)
    assert sweep.t[-1] == pytest.approx(10.0)


def test_mean_and_deviation_are_numpys_over_the_samples_as_they_are() -> None:
    v = np.random.default_rng(1).normal(size=T.size)
    made = of.sweeps(T, v, np.array([10.0, 30.01, 55.006]), 5.0, 10.0)
    t, mean, sd = of.mean_and_sd(made)
    first = [int(np.argmin(np.abs(T - at))) for at in (10.0, 30.01, 55.006)]
    zero = int(np.argmin(np.abs(t)))
    rows = np.stack([v[k - zero : k - zero + t.size] for k in first])
    assert t.size == pytest.approx(600, abs=2)
    assert np.array_equal(mean, rows.mean(axis=0))
    assert np.array_equal(sd, rows.std(axis=0, ddof=1))


def test_sweeps_of_other_steps_are_put_on_the_last_ones_samples() -> None:
    coarse = of.Sweep(0.0, np.arange(-4.0, 5.0), np.arange(-4.0, 5.0))
    fine = of.Sweep(0.0, np.arange(-3.0, 3.0, 0.5), np.zeros(12))
    t, mean, _sd = of.mean_and_sd([coarse, fine])
    assert np.array_equal(t, fine.t)
    assert mean == pytest.approx(fine.t / 2)


def test_a_single_sweep_has_a_mean_and_no_deviation() -> None:
    _t, mean, sd = of.mean_and_sd(of.sweeps(T, np.sin(T), np.array([30.0]), 5.0, 5.0))
    assert mean.size
    assert np.isnan(sd).all()
    assert of.mean_and_sd([])[0].size == 0


def test_the_first_spike_after_a_trigger_comes_before_the_next_one() -> None:
    spikes = np.array([11.5, 12.0, 60.0, 90.0, 93.0])
    found = of.first_after(spikes, TRIGGERS)
    assert found[[0, 2, 3]].tolist() == [1.5, 5.0, 3.0]
    assert np.isnan(found[1])
    assert np.isnan(of.first_after(spikes, TRIGGERS, 2.0)[2])


BEGINNING = sorted(
    name
    for name, kind in CATALOG.kinds.items()
    if kind.family == "stimulus" and {"start", "stop", "period"} <= set(kind.parameters)
)


def circuit_of(kind: str) -> Circuit:
    known = CATALOG.kinds[kind].parameters
    given = {"start": 10.0, "stop": 45.0, "period": 50.0}
    if "width" in known or not CATALOG.kinds[kind].states:
        given = {"start": 10.0, "stop": 120.0, "period": 50.0}
    if "width" in known:
        given["width"] = 2.0 if "count" in known else 20.0
    return Circuit(
        [Element("it", kind, params=given), Element("cell", "hh_squid")],
        [Link("it", "cell", Role.DRIVES)] if "current" in CATALOG.kinds[kind].states else [],
    )


@pytest.mark.parametrize("kind", BEGINNING)
def test_a_stimulus_begins_where_it_is_said_to(kind: str) -> None:
    circuit = circuit_of(kind)
    said = of.onsets(circuit, CATALOG, "it", 140.0)
    assert said.tolist() == [10.0, 60.0, 110.0]
    states = CATALOG.kinds[kind].states
    if not states and not {"times", "width"} & set(CATALOG.kinds[kind].parameters):
        assert np.array_equal(run_circuit(circuit, 140.0).spikes("it"), said)
    elif "current" in states and CATALOG.kinds[kind].mechanism != "noise_source":
        run = run_circuit(circuit, 140.0, record=[("it", "current")])
        t, current = run.trace("it", "current")
        began = t[1:][(current[1:] != 0.0) & (current[:-1] == 0.0)]
        assert np.isin(np.round(said + run.dt, 6), np.round(began, 6)).all()


def test_a_count_and_a_stop_end_a_train_and_without_a_period_there_is_one() -> None:
    shock = {"start": 5.0, "stop": 1000.0, "period": 100.0, "count": 3}
    made = Circuit([Element("it", "shock", params=shock)])
    assert of.onsets(made, CATALOG, "it", 2000.0).tolist() == [5.0, 105.0, 205.0]
    made.apply(made.with_param("it", "count", 0))
    assert of.onsets(made, CATALOG, "it", 2000.0).size == 10
    made.apply(made.with_param("it", "period", 0.0))
    assert of.onsets(made, CATALOG, "it", 2000.0).tolist() == [5.0]
    made.apply(made.with_param("it", "stop", 0.0))
    assert of.onsets(made, CATALOG, "it", 2000.0).size == 0


def test_the_timeline_moves_what_begins_after_its_step() -> None:
    document = {"timeline": [Step(100.0, {("it", "period"): 20.0})]}
    params = {"start": 0.0, "stop": 5.0, "period": 50.0}
    made = Circuit([Element("it", "heat", params=params)], document=document)
    assert of.onsets(made, CATALOG, "it", 150.0).tolist() == [0.0, 50.0, 100.0, 120.0, 140.0]


def test_what_has_no_start_does_not_begin() -> None:
    made = Circuit([Element("it", "heat"), Element("cell", "hh_squid")])
    assert of.has_onsets(made, CATALOG, "it")
    assert not of.has_onsets(made, CATALOG, "cell")
