"""Edits from Python: made wholly where the circuit can be saved afterwards, or refused."""

from __future__ import annotations

from circuitlab.api.built import Built
from circuitlab.api.errors import CircuitError
from circuitlab.files.tally import after, grown_too_much, tally_of
from circuitlab.model.delta import Delta


def make(circuit: Built, delta: Delta) -> None:
    """Make an edit.

    Raises
    ------
    CircuitError
        When no file could hold so much as the circuit would have; nothing is changed then.
    """
    held = tally_of(circuit.model) if circuit.held is None else circuit.held
    then = after(held, delta)
    if (much := grown_too_much(held, then)) is not None:
        raise CircuitError([much])
    circuit.model.apply(delta)
    if circuit.edited is not None:
        circuit.edited.update(dict.fromkeys(delta.changes))
    circuit.held = then
