"""Where pins read what they show and set what is wanted: a document, or one of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from circuitlab.model.contradictions import contradiction_of, contradiction_with
from circuitlab.model.delta import Delta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value

Address = tuple[str, str]


class PinnedValues(Protocol):
    """The values of one run that pins show and set."""

    def now(self, address: Address) -> Value:
        """Return the value that holds, of an element that is there."""

    def put(self, values: Mapping[Address, Value], label: str, gesture: str) -> Problem | None:
        """Set values together; what one gesture sets is one step.

        Returns
        -------
        Problem or None
            Why they cannot be set; nothing is then.
        """


class OfDocument:
    """The values of the circuit on the desk: set by edits, live in its run.

    Parameters
    ----------
    document, session
        Where edits go, and what runs: the protocol or a walk may have set another value.
    """

    def __init__(self, document: Document, session: Session) -> None:
        self._document, self._session = document, session

    def now(self, address: Address) -> Value:
        """Return what the protocol or a walk has set, else the circuit's value."""
        present = self._session.set_by_timeline
        if address in present:
            return present[address]  # type: ignore[return-value]
        return self._document.circuit.value(*address, self._document.catalog)

    def put(self, values: Mapping[Address, Value], label: str, gesture: str) -> Problem | None:
        """Set values by one edit; they win over the protocol's and a walk's."""
        circuit = self._document.circuit.copy()
        whole = Delta(label, {}, gesture)
        for address, value in values.items():
            edit = self._set(circuit, address, value, gesture)
            circuit.apply(edit)
            whole = whole.merged(edit)
        problem = self._contradiction(circuit, values)
        if problem is None:
            self._document.push(Delta(label, whole.changes, gesture))
            self._session.laid.leave(values.keys())
        return problem

    def _set(self, circuit: Circuit, address: Address, value: Value, gesture: str) -> Delta:
        id, name = address
        kind = self._document.catalog.kind(circuit.elements[id].kind)
        is_usual = value == kind.parameters[name].default
        is_theirs = address in self._session.set_by_timeline
        return circuit.with_param(
            id, name, None if is_usual and not is_theirs else value, "", gesture
        )

    def _contradiction(self, edited: Circuit, values: Mapping[Address, Value]) -> Problem | None:
        """Return what the values would contradict: in the circuit, or in what runs."""
        catalog, set_now = self._document.catalog, self._session.set_by_timeline
        present = {at: value for at, value in set_now.items() if at not in values}
        for id in dict.fromkeys(id for id, _name in values):
            names = [name for of, name in values if of == id]
            problem = contradiction_of(edited, catalog, id, names)
            problem = problem or contradiction_with(edited, catalog, id, present)
            if problem is not None:
                return problem
        return None
