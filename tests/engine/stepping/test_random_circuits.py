"""Random circuits give one train, however they are stepped, cut into calls and gone back in."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

import numpy as np
import pytest
from engine.stepping.test_random_edits import Tinkerer

from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.delta import Delta
from circuitlab.model.parameter_values import set_param

CIRCUITS = 400 if os.environ.get("CIRCUITLAB_LONG") else 16
EDITS, RUN_MS, PIECES = 40, 300.0, 6
EXTREME = 0.08
"""Share of the values that are set to the lowest or the highest that is allowed."""


def random_plan(seed: int) -> Plan:
    """The plan of a circuit that somebody has built at random, some values as far as they go."""
    tinkerer, chance = Tinkerer(seed, "never"), random.Random(seed)
    for _ in range(EDITS):
        tinkerer.edit()
    circuit, catalog = tinkerer.circuit.model, tinkerer.catalog
    for id, element in circuit.elements.items():
        for name, parameter in catalog.kind(element.kind).parameters.items():
            if parameter.type == "number" and chance.random() < EXTREME:
                limit = chance.choice([parameter.minimum, parameter.maximum])
                extreme = set_param(circuit, catalog, id, name, limit)
                circuit.apply(extreme if isinstance(extreme, Delta) else Delta("", {}))
    return compile_circuit(circuit, catalog, settings_of(circuit))


def run(
    plan: Plan, pieces: Sequence[int], *, dense: bool = False, back_after: int | None = None
) -> tuple[str | None, int, list[list[int]]]:
    """Whose voltage left its range, when the run ended, and its spikes.

    Parameters
    ----------
    back_after : of how many pieces the run goes back to the first; None: it does not
    """
    running = Simulation(plan, fused="never", dense=dense)
    if back_after is not None:
        begun = running.snapshot()
        for steps in pieces[:back_after]:
            running.advance(steps)
        running.restore(begun)
    spikes = []
    for steps in pieces:
        spikes += running.advance(steps).spikes.tolist()
        if (strayed := running.first_non_finite()) is not None:
            return strayed, running.tick, spikes
    return None, running.tick, spikes


@pytest.mark.parametrize("seed", range(CIRCUITS))
def test_a_random_circuit_gives_one_train_in_every_way(seed: int) -> None:
    plan, chance = random_plan(seed), random.Random(seed)
    steps = round(RUN_MS / plan.settings.dt)
    cuts = sorted(chance.sample(range(1, steps), PIECES - 1))
    pieces = np.diff([0, *cuts, steps]).tolist()
    whole = run(plan, [steps])
    assert run(plan, [steps], dense=True) == whole
    assert run(plan, pieces) == whole
    assert run(plan, pieces, back_after=chance.randrange(1, PIECES)) == whole
