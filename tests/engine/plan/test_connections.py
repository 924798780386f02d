"""Populations are connected by the rules that their synapses name, and quickly."""

import time

import numpy as np
import pytest
from engine.lab import Circuit, advance, listener, planned, simulation, traces

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.grouping import by_number
from circuitlab.engine.plan.pairs import Pairs, connected
from circuitlab.engine.recipes.parameters import Settings, Values


def pairs(sources: int, targets: int, **parameters: object) -> Pairs:
    circuit = listener("lif_current", (1.0,))
    circuit.set("synapse1", **parameters)
    element = circuit.model.elements["synapse1"]
    values = Values(element, circuit.catalog.kind("synapse"), Settings(0.025, 1, 1.0))
    return connected(values, sources, targets)


def couples(found: Pairs) -> set[tuple[int, int]]:
    return set(zip(found.pre.tolist(), found.post.tolist(), strict=True))


def test_one_to_one_joins_cells_of_the_same_number() -> None:
    assert couples(pairs(3, 5, rule="one_to_one")) == {(0, 0), (1, 1), (2, 2)}


def test_all_to_all_joins_every_cell_with_every_cell() -> None:
    found = pairs(3, 4, rule="all_to_all")
    assert len(found.pre) == 12
    assert couples(found) == {(i, j) for i in range(3) for j in range(4)}


def test_a_probability_joins_that_share_of_all_couples_each_once() -> None:
    found = pairs(300, 200, rule="probability", probability=0.1)
    assert len(couples(found)) == len(found.pre)
    assert len(found.pre) == pytest.approx(6000, abs=5 * np.sqrt(6000))


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_the_ends_of_probability_join_none_and_all(probability: float) -> None:
    found = pairs(7, 9, rule="probability", probability=probability)
    assert len(couples(found)) == 63 * probability


def test_an_in_degree_gives_each_target_so_many_different_sources() -> None:
    found = pairs(50, 30, rule="in_degree", degree=8)
    assert np.bincount(found.post, minlength=30).tolist() == [8] * 30
    assert len(couples(found)) == 240


def test_an_out_degree_gives_each_source_so_many_different_targets() -> None:
    found = pairs(50, 30, rule="out_degree", degree=8)
    assert np.bincount(found.pre, minlength=50).tolist() == [8] * 50
    assert len(couples(found)) == 400


def test_degrees_under_a_probability_are_binomial() -> None:
    """Mean n p and variance n p (1 − p), of what cells give and of what they receive."""
    found = pairs(400, 300, rule="probability", probability=0.2)
    for ends, cells, others in ((found.pre, 400, 300), (found.post, 300, 400)):
        degrees = np.bincount(ends, minlength=cells)
        assert degrees.mean() == pytest.approx(0.2 * others, rel=0.03)
        assert degrees.var() == pytest.approx(0.16 * others, rel=5 * np.sqrt(2 / cells))


@pytest.mark.parametrize(("rule", "free"), [("in_degree", "pre"), ("out_degree", "post")])
def test_a_fixed_degree_leaves_that_of_the_other_side_to_chance(rule: str, free: str) -> None:
    found = pairs(300, 300, rule=rule, degree=30)
    degrees = np.bincount(getattr(found, free), minlength=300)
    assert degrees.mean() == 30.0
    assert degrees.var() == pytest.approx(30 * (1 - 1 / 10), rel=5 * np.sqrt(2 / 300))


def test_every_partner_is_as_likely_as_any_other() -> None:
    """Over many seeds each of 12 sources is drawn as often as the others (χ² with 11 degrees)."""
    drawn = [pairs(12, 1, rule="in_degree", degree=3, seed=seed).pre for seed in range(800)]
    counts = np.bincount(np.concatenate(drawn), minlength=12)
    assert np.sum((counts - 200.0) ** 2) / 200.0 < 31.3


def test_a_degree_beyond_the_population_joins_all() -> None:
    assert len(couples(pairs(3, 4, rule="in_degree", degree=10))) == 12


def test_the_same_seed_joins_the_same_cells_and_another_joins_others() -> None:
    first, again, other = (
        couples(pairs(40, 40, rule="probability", probability=0.2, seed=seed)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("pre", "post", "word"),
    [([0, 3], [0, 0], "pre"), ([0, 1], [0, 9], "post"), ([0, 1, 2], [0], "3 source")],
)
def test_pairs_that_do_not_fit_are_refused_in_words(
    pre: list[int], post: list[int], word: str
) -> None:
    with pytest.raises(CannotRun, match=word) as refused:
        pairs(3, 2, rule="pairs", pre=pre, post=post)
    assert refused.value.problem.where == "synapse1"
    assert refused.value.problem.remedy


@pytest.mark.parametrize("rule", ["all_to_all", "probability", "in_degree", "out_degree"])
def test_more_connections_than_fit_into_memory_are_refused(rule: str) -> None:
    with pytest.raises(CannotRun, match="connections"):
        pairs(100_000, 100_000, rule=rule, probability=0.5, degree=60_000)


def joined(**given: object) -> Circuit:
    """Two sources, of which only one fires, on three cells."""
    circuit = Circuit()
    circuit.add("spike_train", times=(5.0,), size=2)
    circuit.add("lif_current", size=3)
    circuit.connect("spike_train1", "lif_current1", receptor="exp_current", **given)
    circuit.set("synapse1", u=0)
    return circuit


def currents(circuit: Circuit, milliseconds: float) -> list[float]:
    running = simulation(circuit)
    advance(running, milliseconds)
    return running.values("exp_current1", "current").tolist()


def test_explicit_pairs_carry_their_own_weights() -> None:
    circuit = joined(pre=[0, 1, 1], post=[0, 1, 2], weight=[10.0, -20.0, 30.0], delay=1.0)
    assert currents(circuit, 6.025) == pytest.approx(
        np.array([10.0, -20.0, 30.0]) * np.exp(-0.025 / 2.0)
    )


def test_pairs_that_are_given_twice_count_twice() -> None:
    circuit = joined(pre=[0, 0], post=[0, 0], weight=10.0, delay=1.0)
    assert currents(circuit, 6.025)[0] == pytest.approx(20.0 * np.exp(-0.025 / 2.0))


def test_explicit_pairs_carry_their_own_delays() -> None:
    circuit = joined(pre=[0, 1, 1], post=[0, 1, 2], weight=10.0, delay=[1.0, 2.0, 3.0])
    arrived = [np.count_nonzero(currents(circuit, t)) for t in (6.0, 6.05, 7.05, 8.05)]
    assert arrived == [0, 1, 2, 3]


def test_a_weight_may_be_given_cell_by_cell() -> None:
    circuit = Circuit()
    circuit.add("spike_train", times=(5.0,), size=2)
    circuit.add("wdr_neuron", size=3)
    circuit.set(circuit.wire("spike_train1", "wdr_neuron1"), u=0, delay=1.0)
    circuit.set("ampa1", weight=[1.0, 2.0, 4.0])
    running = simulation(circuit)
    advance(running, 7.0)
    one, two, four = running.values("ampa1", "g")
    assert [two / one, four / one] == pytest.approx([2.0, 4.0])


def test_weights_for_another_number_of_pairs_are_refused() -> None:
    circuit = joined(pre=[0, 1], post=[0, 1], weight=1.0)
    circuit.set("exp_current1", weight=[1.0, 2.0, 3.0, 4.0])
    with pytest.raises(CannotRun, match="4 values"):
        planned(circuit)


def test_values_for_another_number_of_cells_are_refused() -> None:
    circuit = Circuit()
    circuit.add("lif_current", size=3, i_e=np.array([1.0, 2.0, 3.0]))
    circuit.model.apply(circuit.model.with_param("lif_current1", "size", 4))
    with pytest.raises(CannotRun, match="3 values for 4 cells"):
        planned(circuit)


def test_a_loop_through_synapses_runs() -> None:
    circuit = Circuit()
    for _cell in range(2):
        circuit.add("inhibitory_interneuron", i_e=40.0)
    circuit.add("projection_neuron", i_e=40.0)
    circuit.wire("projection_neuron1", "inhibitory_interneuron1")
    circuit.wire("inhibitory_interneuron1", "projection_neuron1")
    circuit.wire("inhibitory_interneuron1", "inhibitory_interneuron2")
    assert len(advance(simulation(circuit), 200.0).spikes) > 10


def test_a_part_that_sits_in_nothing_takes_no_part() -> None:
    circuit = listener("wdr_neuron", (1.0,))
    circuit.add("ampa")
    circuit.add("trpv1")
    running = simulation(circuit)
    advance(running, 5.0)
    assert ("ampa2", "g") not in running.view()
    assert ("ampa1", "g") in running.view()


def test_a_drug_at_a_receptor_that_sits_in_nothing_is_no_error() -> None:
    circuit = listener("wdr_neuron", (1.0,))
    circuit.add("ketamine", on=circuit.add("nmda"), concentration=3.0)
    assert planned(circuit).cells


@pytest.fixture(scope="module")
def large() -> Circuit:
    """4,000 cells with 320,000 connections among them."""
    rng = np.random.default_rng(1)
    circuit = Circuit()
    circuit.add("lif_current", size=4000, i_e=180.0, noise=60.0)
    circuit.connect(
        "lif_current1",
        "lif_current1",
        receptor="exp_current",
        pre=rng.integers(0, 4000, 320_000),
        post=rng.integers(0, 4000, 320_000),
        weight=rng.random(320_000) * 20.0,
        delay=rng.integers(5, 30, 320_000) * 0.1,
    )
    return circuit


def test_a_third_of_a_million_connections_are_made_within_seconds(large: Circuit) -> None:
    started = time.process_time()
    plan = planned(large)
    assert time.process_time() - started < 5.0
    assert len(plan.terminals.weight) == 320_000
    assert plan.terminals.target_first[-1] == 320_000


def test_every_connection_of_a_large_network_leads_where_it_was_told(large: Circuit) -> None:
    plan = planned(large)
    synapse = large.model.elements["synapse1"].params
    weights = large.model.elements["exp_current1"].params["weight"].values
    entry = plan.address["exp_current1", "exponential_current", "a"]
    cell_of = {slot: cell for cell, slot in enumerate(entry.tolist())}
    terminals = plan.terminals
    terminal = np.repeat(np.arange(len(terminals.delay)), np.diff(terminals.target_first))
    source = np.searchsorted(terminals.first, terminal, side="right") - 1
    found = np.rec.fromarrays(
        [
            source,
            [cell_of[slot] for slot in terminals.target_a.tolist()],
            np.round(terminals.delay[terminal] * 0.025, 6),
            np.round(terminals.weight * weights.max(), 9),
        ]
    )
    expected = np.rec.fromarrays(
        [
            synapse["pre"].values,
            synapse["post"].values,
            np.round(synapse["delay"].values, 6),
            np.round(weights, 9),
        ]
    )
    assert np.array_equal(np.sort(found), np.sort(expected))


def test_targets_that_share_a_source_and_a_delay_share_a_terminal(large: Circuit) -> None:
    synapse = large.model.elements["synapse1"].params
    distinct = set(
        zip(synapse["pre"].values.tolist(), synapse["delay"].values.tolist(), strict=True)
    )
    assert len(planned(large).terminals.delay) == len(distinct)


def test_a_large_network_runs_and_fires(large: Circuit) -> None:
    running = simulation(large, dt=0.1)
    chunk = advance(running, 100.0)
    assert len(chunk.spikes) > 1000
    assert running.first_non_finite() is None
    assert np.all(np.diff(chunk.spikes[:, 1]) >= 0)


@pytest.mark.parametrize("size", [1, 8, 9, 10_000])
def test_a_population_may_have_one_cell_or_ten_thousand(size: int) -> None:
    circuit = listener("wdr_neuron", (1.0,), size=size)
    _t, (v,) = traces(simulation(circuit), 10.0, ("wdr_neuron1", "v"))
    assert np.all(np.isfinite(v))
    assert v.max() > v[0]


def test_a_connection_takes_sixteen_bytes_of_a_plan(large: Circuit) -> None:
    large.set("synapse1", delay=1.0)
    terminals = planned(large).terminals
    per_target = (terminals.target_a, terminals.target_b, terminals.weight, terminals.block)
    assert sum(part.nbytes for part in per_target) == 16 * 320_000


def test_delays_that_arrive_at_one_tick_share_a_terminal_in_the_order_of_the_list() -> None:
    given = {"pre": [0, 0, 0, 1], "post": [0, 1, 2, 0], "weight": [1.0, 2.0, 3.0, 4.0]}
    terminals = planned(joined(**given, delay=[1.004, 1.0, 1.5, 1.0])).terminals
    assert np.diff(terminals.target_first).tolist() == [2, 1, 1]
    assert (4.0 * terminals.weight).tolist() == [1.0, 2.0, 3.0, 4.0]


def test_drawn_delays_keep_a_terminal_each() -> None:
    circuit = joined(pre=[0, 0], post=[0, 1], delay=[1.0, 1.004])
    circuit.set("synapse1", delay_sd=0.1)
    assert len(planned(circuit).terminals.delay) == 2


@pytest.mark.parametrize("most", [5, 70_000, 2**31 - 1])
def test_whole_numbers_are_put_in_order_and_equal_ones_stay_as_they_stand(most: int) -> None:
    numbers = np.random.default_rng(most).integers(0, most, 1_000).astype(np.int32)
    assert np.array_equal(by_number(numbers), np.argsort(numbers, kind="stable"))


def test_what_is_wrong_with_pairs_names_the_entry() -> None:
    with pytest.raises(CannotRun, match="entry 2 of post is cell 9"):
        pairs(3, 2, rule="pairs", pre=[0, 1], post=[0, 9])
