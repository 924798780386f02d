"""A circuit as its experiments run it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.leaving_out import without
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.timeline import with_steps


def in_model_time(circuit: Circuit) -> Iterator[Circuit]:
    """Yield a circuit as each experiment in model time begins, with that experiment's timeline."""
    experiments: Mapping[str, Experiment] = circuit.document["experiments"]
    for name, experiment in experiments.items():
        if experiment.days is None:
            made = without(circuit, experiment.without)
            made.apply(with_steps(made, experiment.timeline))
            yield resolve(made, [Overlay(name, experiment.values)])
