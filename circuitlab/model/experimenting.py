"""A circuit as its experiments run it."""

from __future__ import annotations

from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.leaving_out import without
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.timeline import with_steps


def as_experiment(circuit: Circuit, name: str) -> Circuit:
    """Return a circuit as an experiment of it begins, with that experiment's timeline."""
    experiment: Experiment = circuit.document["experiments"][name]
    made = without(circuit, experiment.without)
    made.apply(with_steps(made, experiment.timeline))
    return resolve(made, [Overlay(name, experiment.values)])
