"""Thousands of random edits of a running circuit: it goes on, and ends as if built anew."""

from __future__ import annotations

import os
import random

import numpy as np
import pytest
from engine.lab import Circuit
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.catalog.spec import Kind, Parameter
from circuitlab.catalog.words import Problem
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.kernel_choice import Fused
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.engine.stepping.state_memory import same_structure
from circuitlab.model import rules
from circuitlab.model.delta import Delta
from circuitlab.model.parameter_values import set_param

EDITS_A_RUN = 1000
RUNS = 10 if os.environ.get("CIRCUITLAB_LONG") else 3
"""Ten thousand edits by `make long`; three thousand each time."""
MOST_ELEMENTS = 24
LOOPS: tuple[Fused, ...] = ("ready", "never")
"""Fused loops where they are compiled already, in part of the runs: edits lead in and out."""
CELLS = 4
"""Largest population: many small ones find more than a few large ones."""


class Tinkerer:
    """Somebody who edits a circuit at random while it runs."""

    def __init__(self, seed: int, fused: Fused) -> None:
        self._random = random.Random(seed)
        self.circuit = Circuit()
        self.catalog = self.circuit.catalog
        self._kinds = sorted(self.catalog.kinds)
        settings_ = settings_of(self.circuit.model)
        plan = compile_circuit(self.circuit.model, self.catalog, settings_)
        self.simulation = Simulation(plan, fused=fused)
        self._timeline = Timeline(self.circuit.model.copy(), self.catalog, settings_)

    def edit(self) -> None:
        """Make one edit that is legal, and run on for some steps."""
        delta = self._choose()
        if delta is not None and delta.changes:
            self.circuit.model.apply(delta)
            self._timeline.edit(self.simulation, self.circuit.model.copy())
        self.simulation.advance(self._random.randrange(1, 30))

    def _choose(self) -> Delta | None:
        elements = list(self.circuit.model.elements)
        full = len(elements) > MOST_ELEMENTS
        wish = self._random.random()
        if not elements or (wish < 0.2 and not full):
            return self._legal(self._add())
        if wish < (0.6 if full else 0.35):
            return self.circuit.model.removed([self._random.choice(elements)])
        if wish < 0.6:
            source, target = self._random.choices(elements, k=2)
            return self._legal(rules.connect(self.circuit.model, self.catalog, source, target))
        return self._legal(self._set(self._random.choice(elements)))

    def _legal(self, found: Delta | Problem | None) -> Delta | None:
        return None if isinstance(found, Problem) else found

    def _add(self) -> Delta | Problem:
        kind = self._random.choice(self._kinds)
        made = rules.add_kind(self.circuit.model, self.catalog, kind, 0.0, 0.0)
        return made if isinstance(made, Problem) else made[1]

    def _set(self, id: str) -> Delta | Problem | None:
        kind: Kind = self.catalog.kinds[self.circuit.model.elements[id].kind]
        if not kind.parameters:
            return None
        parameter = kind.parameters[self._random.choice(sorted(kind.parameters))]
        value = self._value(parameter)
        if value is None:
            return None
        return set_param(self.circuit.model, self.catalog, id, parameter.name, value)

    def _value(self, parameter: Parameter) -> object:
        if parameter.name == "size":
            return self._random.randint(1, CELLS)
        if parameter.type == "choice":
            return self._random.choice([c for c in parameter.choices if c != "pairs"])
        if parameter.type == "switch":
            return self._random.random() < 0.5
        if parameter.type not in ("number", "integer") or isinstance(parameter.default, tuple):
            return None
        near = float(parameter.default) * self._random.uniform(0.7, 1.4)  # type: ignore[arg-type]
        return min(parameter.maximum, max(parameter.minimum, near))


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=RUNS, derandomize=True, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(LOOPS))
def test_a_run_survives_a_thousand_random_edits(seed: int, fused: Fused) -> None:
    tinkerer = Tinkerer(seed, fused)
    for _edit in range(EDITS_A_RUN):
        tinkerer.edit()
    running = tinkerer.simulation
    fresh = compile_circuit(tinkerer.circuit.model, tinkerer.catalog, running.plan.settings)
    assert same_structure(running.plan, fresh)
    assert running.plan.parameters.keys() == fresh.parameters.keys()
    for address, (slots, values) in fresh.parameters.items():
        found = running.plan.parameters[address]
        assert np.array_equal(found[0], slots), address
        assert np.array_equal(found[1], values), address
        assert np.array_equal(running.state[slots], values), address
