"""Relations between the values of a kind: how they are read, judged and said."""

from dataclasses import replace

import pytest
from each_case import each_case

from circuitlab.catalog.check import check_catalog
from circuitlab.catalog.constraints import broken, holds, problems_of, refusal, related, rule_of
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog, Constraint


def kept(kind: str, must: str, where: str = "", **numbers: float) -> bool:
    return bool(holds(default_catalog().kind(kind), rule_of(Constraint(must, "", where)), numbers))


@each_case("kind", default_catalog().ordered(), ids=lambda kind: kind.name)
def test_the_catalogs_own_values_agree(kind):
    defaults = {name: parameter.default for name, parameter in kind.parameters.items()}
    assert list(broken(kind, defaults)) == []


def test_equal_is_below_for_none_and_not_above_for_the_other():
    assert not kept("lif_current", "v_reset < v_th", v_reset=-50.0, v_th=-50.0)
    assert kept("lif_current", "v_reset <= v_th", v_reset=-50.0, v_th=-50.0)
    assert not kept("lif_current", "v_reset <= v_th", v_reset=-49.9, v_th=-50.0)


def test_sums_and_multiples_count():
    shock = "width + 3*jitter <= stop - start"
    assert kept("shock", shock, width=1.0, jitter=3.0, start=10.0, stop=20.0)
    assert not kept("shock", shock, width=1.0, jitter=3.1, start=10.0, stop=20.0)


def test_times_in_different_units_are_compared_as_times():
    hours_and_minutes = "dose_every <= site_half_time"
    assert kept("gabapentin", hours_and_minutes, dose_every=1.0, site_half_time=60.0)
    assert not kept("gabapentin", hours_and_minutes, dose_every=1.0, site_half_time=59.0)


def test_one_over_a_frequency_is_the_time_between_two_pulses():
    pulses = "width <= 1/frequency"  # of a stimulator: 200 Hz are 5 ms
    assert kept("spinal_cord_stimulator", pulses, width=5.0, frequency=200.0)
    assert not kept("spinal_cord_stimulator", pulses, width=5.01, frequency=200.0)
    assert kept("spinal_cord_stimulator", pulses, width=5.0, frequency=0.0)


def test_where_the_condition_does_not_hold_nothing_is_asked():
    assert kept("heat", "stop <= period", "0 < period", stop=10.0, period=0.0)
    assert not kept("heat", "stop <= period", "0 < period", stop=10.0, period=5.0)
    assert not kept("gabapentin", "dose_count <= 1", "dose_every = 0", dose_count=2, dose_every=0.0)
    assert kept("gabapentin", "dose_count <= 1", "dose_every = 0", dose_count=2, dose_every=0.1)


def test_the_sentence_names_both_values_the_reason_and_every_way_out():
    kind = default_catalog().kind("heat")
    constraint = next(r for r in kind.constraints if r.must == "stop - start <= period")
    values = {"start": 100.0, "stop": 1300.0, "period": 1000.0}
    assert refusal(kind, constraint, values).sentence == (
        "“Stop” − “Start” (1200 ms) must not exceed “Repeat every” (1000 ms): each would begin "
        "before the last has ended; lower “Stop” or raise “Start” or “Repeat every” or set "
        "“Repeat every” to 0 or raise “On each time for”"
    )


def test_what_is_compared_with_a_number_is_said_the_other_way_round():
    kind = default_catalog().kind("synapse")
    (constraint,) = kind.constraints
    problem = refusal(kind, constraint, {"u": 0.0, "tau_fac": 500.0})
    assert problem.what.startswith("“Depletion per spike” (0) must be above 0: ")
    assert problem.remedy == "raise “Depletion per spike” or set “Facilitation time” to 0"
    kind = default_catalog().kind("gabapentin")
    constraint = next(r for r in kind.constraints if r.must == "0.001 <= dose_every")
    problem = refusal(kind, constraint, {"dose_every": 1e-4})
    assert problem.what.startswith("“Dose every” (0.0001 h) must be at least 0.001 h: ")


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        (Constraint("v_rest < v_th", "why"), "a constraint names “v_rest”, which is no parameter"),
        (Constraint("v_reset v_th", "why"), "“v_reset v_th” compares nothing"),
        (Constraint("v_reset < v_th?", "why"), "“v_th?” is no sum of parameters"),
        (
            Constraint("v_reset < t_ref", "why"),
            "the constraint “v_reset < t_ref” compares",
        ),
        (
            Constraint("v_th < v_reset", "why"),
            "the defaults do not keep the constraint",
        ),
        (Constraint("v_reset < v_th", ""), "the constraint “v_reset < v_th” cannot be told"),
        (
            Constraint("e_l = v_reset", "why"),
            "the constraint “e_l = v_reset” cannot be told",
        ),
        (
            Constraint("t_ref < tau_m", "why"),
            "a constraint names “tau_m”, whose spread",
        ),
        (
            Constraint("1/t_ref < 1/t_ref", "why"),
            "the constraint “1/t_ref < 1/t_ref” divides",
        ),
    ],
)
def test_a_relation_that_cannot_be_judged_is_the_catalogs_mistake(constraint, said):
    kind = replace(default_catalog().kind("lif_current"), constraints=(constraint,))
    assert [text[: len(said)] for text in problems_of(kind)] == [said]
    catalog = Catalog({"lif_current": kind}, default_catalog().citations)
    assert f"lif_current.constraints: {said}" in "\n".join(map(str, check_catalog(catalog)))


def test_cells_that_may_differ_are_judged_by_arrays():
    import numpy as np

    kind = default_catalog().kind("lif_current")
    numbers = {"v_reset": np.array([-60.0, -40.0]), "v_th": -50.0}
    (rule,) = [rule_of(constraint) for constraint in kind.constraints]
    assert holds(kind, rule, numbers).tolist() == [True, False]
    assert related(kind) == {"v_reset", "v_th"}
