"""What a spike reads of a terminal lies side by side, and reads as it was written."""

import numpy as np
import pytest
from engine.lab import Circuit, planned

from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.plan.terminal_arrays import (
    BUNDLE_MASK,
    COUNT_BITS,
    EVEN_BIT,
    FIRST_MASK,
    LEADS_TO,
    OWN,
    PART,
    STEPS_BITS,
    mark_even,
    write_own,
)


@pytest.fixture(scope="module")
def two_synapses() -> Plan:
    """Cells that reach others with random delays, and by a synapse that tires."""
    circuit = Circuit()
    cells = circuit.add("lif_current", size=12)
    pre, post = np.repeat(np.arange(12), 3), np.tile(np.arange(12), 3)
    plain = {"receptor": "exp_current", "pre": pre, "post": post}
    drawn = circuit.connect(cells, cells, **plain, delay=np.linspace(1.0, 4.5, 36))
    circuit.set(drawn, delay_sd=0.2, u=0.0)
    tired = circuit.connect(cells, cells, **plain, weight=np.linspace(1.0, 2.0, 36))
    circuit.set(tired, u=0.4, tau_rec=300.0, tau_fac=80.0)
    return planned(circuit, dt=0.1)


def test_what_was_written_is_read_again() -> None:
    own, count = np.zeros(OWN * 4, np.int64), np.array([3, 1, 2, 2**26], np.int32)
    first, steps = np.array([0, 3, 4, 2**35]), np.array([15, 0, 2**31 - 1, 1], np.int32)
    write_own(own, slice(0, 3), first[:3], count[:3], steps[:3], 2**31 - 1)
    write_own(own, np.array([3]), first[3:], count[3:], steps[3:], 7)
    assert (own[LEADS_TO::OWN] & FIRST_MASK).tolist() == first.tolist()
    assert (own[LEADS_TO::OWN] >> COUNT_BITS).tolist() == count.tolist()
    assert (own[PART::OWN] >> STEPS_BITS).tolist() == steps.tolist()
    assert (own[PART::OWN] & BUNDLE_MASK).tolist() == [2**31 - 1] * 3 + [7]


def test_terminals_whose_targets_have_one_weight_are_marked_some_at_a_time() -> None:
    count = np.random.default_rng(1).integers(1, 4, 150_000).astype(np.int32)
    weight, ends = np.repeat(np.arange(150_000.0), count), np.cumsum(count, dtype=np.int64)
    weight[ends[1::2] - 1] = -1.0
    own = np.zeros(OWN * len(count), np.int64)
    write_own(own, slice(0, len(count)), ends - count, count, np.zeros_like(count), 3)
    mark_even(own, weight)
    odd = np.arange(150_000) % 2 == 1
    assert np.array_equal(own[PART::OWN] >> EVEN_BIT & 1, ~odd | (count == 1))
    assert (own[PART::OWN] & BUNDLE_MASK == 3).all()


def test_terminals_have_what_their_synapse_says(two_synapses: Plan) -> None:
    terminals = two_synapses.terminals
    drawn, tired = (two_synapses.terminals_of[id] for id in ("synapse1", "synapse2"))
    assert terminals.terminals == len(drawn) + len(tired)
    assert len(tired) == 12
    assert np.unique(terminals.delay_sd[drawn]).tolist() == [pytest.approx(2.0)]
    assert not terminals.delay_sd[tired].any()
    assert np.unique(terminals.use).tolist() == [0.0, 0.4]
    assert np.unique(terminals.recovery[tired]).tolist() == [pytest.approx(3000.0)]
    assert np.unique(terminals.facilitation[tired]).tolist() == [pytest.approx(800.0)]
    assert terminals.target_first.tolist() == [0, *np.cumsum(np.diff(terminals.target_first))]
    assert terminals.target_first[-1] == len(terminals.weight) == 72
    assert not terminals.even[tired].any()
    assert terminals.even[drawn].all()
    assert len(terminals.key) == len(terminals.begins) - 1 == 24


def test_the_terminals_of_a_cell_under_one_synapse_share_its_vesicles(two_synapses: Plan) -> None:
    terminals, owners = two_synapses.terminals, two_synapses.pool_owners
    assert terminals.pool.tolist() == list(range(0, 25, 2))
    assert terminals.first.tolist() == list(range(0, 49, 4))
    assert np.diff(terminals.begins).tolist() == [3, 1] * 12
    assert np.array_equal(owners.name[terminals.pool_of], terminals.bundle)
    assert owners.cell.tolist() == np.repeat(np.arange(12), 2).tolist()
    assert two_synapses.pools_of["synapse2"].tolist() == list(range(1, 24, 2))


def test_pools_find_their_partners_in_another_plan(two_synapses: Plan) -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=12)
    for _each in range(2):
        circuit.connect(cells, cells, receptor="exp_current", pre=[3, 5, 3], post=[0, 0, 1])
    circuit.remove("synapse1")
    fewer = planned(circuit, dt=0.1)
    partners = two_synapses.pool_owners.partners(fewer.pool_owners)
    assert {was: now for was, now in enumerate(partners.tolist()) if now >= 0} == {7: 0, 11: 1}
    assert fewer.pool_owners.partners(two_synapses.pool_owners).tolist() == [7, 11]


def test_only_drawn_delays_are_kept_as_real_numbers(two_synapses: Plan) -> None:
    terminals, drawn = two_synapses.terminals, two_synapses.terminals_of["synapse1"]
    assert np.allclose(np.sort(terminals.delay[drawn]), 10.0 * np.linspace(1.0, 4.5, 36))
    assert set(terminals.delay[two_synapses.terminals_of["synapse2"]].tolist()) == {5.0}
    circuit = Circuit()
    cells = circuit.add("lif_current", size=3)
    circuit.connect(cells, cells, receptor="exp_current", pre=[0, 1], post=[1, 2], delay=[1, 2])
    plain = planned(circuit, dt=0.1).terminals
    assert (len(plain.mean), plain.delay.tolist()) == (0, [10.0, 20.0])


def test_where_no_delay_is_drawn_there_are_no_keys_for_it() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=3)
    circuit.connect(cells, cells, receptor="exp_current", pre=[0, 1], post=[1, 2])
    assert len(planned(circuit).terminals.key) == 0
