"""From Python: what hurts in a circuit, by protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.analysis.sensitivity import Sensitivity, readouts
from circuitlab.analysis.sensitivity import sensitivity as tested
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.running.moment_after import moment_after
from circuitlab.model.experimenting import as_experiment
from circuitlab.model.lasting import read_lasting
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.api.built import Built
    from circuitlab.model.circuit import Circuit


def sensitivity_of(
    circuit: Built,
    readout: str | None,
    after: str | float,
    experiment: str | None,
    seed: int | None,
) -> Sensitivity:
    """Test a circuit after some model time; see `Circuit.sensitivity`."""
    model = _model(circuit, experiment)
    found = readouts(model, circuit.catalog)
    if readout is None and len(found) != 1:
        what = _("The circuit has {count} pain read-outs").format(count=len(found))
        raise CircuitError([Problem("", what, _("say which by readout="))])
    after_ms = read_lasting(after) if after else 0.0
    if isinstance(after_ms, list):
        raise CircuitError(after_ms)
    if not isinstance(after_ms, float | int):
        raise CircuitError([Problem("after", _("days do not do here"), _("give model time"))])
    try:
        moment = moment_after(model, circuit.catalog, after_ms, seed) if after_ms else None
        return tested(model, circuit.catalog, readout or found[0], moment)
    except CannotRun as refusal:
        raise CircuitError([refusal.problem]) from refusal


def _model(circuit: Built, experiment: str | None) -> Circuit:
    if experiment is None:
        return circuit.model
    known = circuit.model.document["experiments"]
    if experiment not in known:
        what = _("There is no experiment called “{name}”").format(name=experiment)
        raise CircuitError([Problem("experiment", what, meant(str(experiment), known))])
    return as_experiment(circuit.model, experiment)
