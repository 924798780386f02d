"""What a spike reads of a terminal lies side by side, and reads as it was written."""

import numpy as np
import pytest
from engine.lab import Circuit, planned

from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.plan.terminal_arrays import OWN, in_lines, own_words

LINE = 64
"""Bytes of the cache."""


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


def test_no_terminal_straddles_two_lines_of_the_cache() -> None:
    for count in (1, 7, 4099):
        words = in_lines(OWN * count)
        assert words.ctypes.data % LINE == 0
        assert len(words) == OWN * count
    assert LINE % (8 * OWN) == 0


def test_what_was_written_is_read_again() -> None:
    count = np.array([3, 1, 2, 1])
    weight = np.array([1.5, 1.5, 1.5, -0.0, 2.0, 3.0, 7.0])
    delay, bundle = np.array([1.5, 0.0, 40.0, 0.25]), np.array([0, 2**31 - 1, 7, 7], np.int32)
    words = own_words(delay, bundle, count, weight)
    common = [1.5, -0.0, np.nan, 7.0]
    assert words[0::4].tolist() == [0, 3, 4, 6]
    assert np.array_equal(words.view(np.float64)[1::4], delay)
    assert np.array_equal(words.view(np.float64)[2::4], common, equal_nan=True)
    assert np.array_equal(words[3::4] & (2**32 - 1), bundle)
    assert np.array_equal(words[3::4] >> 32, count)


def test_terminals_without_end_are_written_some_at_a_time() -> None:
    count = np.random.default_rng(1).integers(1, 4, 150_000)
    weight = np.repeat(np.arange(150_000.0), count)
    words = own_words(np.zeros(150_000), np.zeros(150_000, np.int32), count, weight)
    assert np.array_equal(words.view(np.float64)[2::4], np.arange(150_000.0))


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
    assert np.isnan(terminals.common[tired]).all()
    assert len(terminals.key) == terminals.terminals


def test_where_no_delay_is_drawn_there_are_no_keys_for_it() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=3)
    circuit.connect(cells, cells, receptor="exp_current", pre=[0, 1], post=[1, 2])
    assert len(planned(circuit).terminals.key) == 0
