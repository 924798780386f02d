"""Events reach their targets, by whichever way their weights are read."""

from dataclasses import replace

import numpy as np
from engine.lab import Circuit, advance, planned

from circuitlab.engine.plan.terminal_arrays import EVEN_BIT, OWN, PART
from circuitlab.engine.stepping.simulation import Simulation

SIZE, TARGETS = 24, 7
"""Cells, of which every one reaches so many others: three blocks, and several fire in one step."""


def excited(weights: np.ndarray) -> Circuit:
    circuit, rng = Circuit(), np.random.default_rng(4)
    drive = np.repeat([400.0, 330.0, 260.0], SIZE // 3)
    cells = circuit.add("lif_current", size=SIZE, i_e=drive)
    post = [rng.choice(SIZE, TARGETS, replace=False) for _source in range(SIZE)]
    pre = np.repeat(np.arange(SIZE), TARGETS)
    circuit.connect(
        cells, cells, receptor="exp_current", pre=pre, post=np.concatenate(post), weight=weights
    )
    return circuit


def test_a_terminal_knows_whether_all_its_targets_have_one_weight() -> None:
    weights = np.full(SIZE * TARGETS, 20.0)
    weights[TARGETS : 2 * TARGETS] = 10.0
    weights[2 * TARGETS] = 5.0
    weights[5 * TARGETS - 1] = 40.0
    terminals = planned(excited(weights)).terminals
    assert np.flatnonzero(~terminals.even).tolist() == [2, 4]
    first = terminals.weight[terminals.target_first[:-1]]
    assert first[1] == 0.5 * first[0]


def test_a_common_weight_adds_the_bits_of_the_weights_themselves() -> None:
    plan = planned(excited(np.full(SIZE * TARGETS, 30.0 / 7.0)), dt=0.1)
    read_each = plan.terminals._replace(own=plan.terminals.own.copy())
    read_each.own[PART::OWN] &= ~(1 << EVEN_BIT)
    assert plan.terminals.even.all()
    assert not read_each.even.any()
    runs = []
    for each in (plan, replace(plan, terminals=read_each)):
        running = Simulation(each, dense=True, fused="never")
        runs.append((advance(running, 120.0).spikes, running.state))
    assert np.array_equal(runs[0][0], runs[1][0])
    assert np.array_equal(runs[0][1], runs[1][1])
    assert len(runs[0][0]) > 50


def test_cells_of_a_block_that_fire_at_once_are_noted_in_their_order() -> None:
    spikes = advance(Simulation(planned(excited(np.ones(SIZE * TARGETS))), fused="never"), 60.0)
    first = spikes.spikes[spikes.spikes[:, 1] == spikes.spikes[0, 1]]
    assert first[:, 0].tolist() == list(range(SIZE // 3))
