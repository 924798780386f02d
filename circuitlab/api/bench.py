"""What one element does by itself, measured on hidden copies of it."""

from __future__ import annotations

from circuitlab.analysis.bench.laboratory import Laboratory
from circuitlab.analysis.bench.measured import Measured
from circuitlab.analysis.bench.protocols import offered, settled
from circuitlab.api.built import Built
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.resources import _


def measure(circuit: Built, id: str, protocol: str, settings: dict[str, object]) -> Measured:
    """Measure an element by a protocol.

    Raises
    ------
    CircuitError
        When there is no such element, it cannot be measured so, or a setting does not fit.
    """
    model, catalog = circuit.model, circuit.catalog
    if id not in model.elements:
        what = _("There is no element called “{id}”").format(id=id)
        raise CircuitError([Problem("", what, meant(id, model.elements))])
    known = {each.name: each for each in offered(model, catalog, id)}
    if protocol not in known:
        what = _("“{id}” cannot be measured by “{name}”").format(id=id, name=protocol)
        listed = _("choose from {kinds}").format(kinds=", ".join(known)) if known else ""
        raise CircuitError([Problem("protocol", what, listed)])
    found = settled(known[protocol], settings)
    if isinstance(found, list):
        raise CircuitError(found)
    try:
        return known[protocol].measure(Laboratory(model, catalog, id, found))
    except CannotRun as refusal:
        raise CircuitError([refusal.problem]) from refusal
