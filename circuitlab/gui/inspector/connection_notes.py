"""What connections will take, said under the value that asks for them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.catalog.words import Problem
from circuitlab.model.connection_count import CONNECTING, count_of, deciding, synapses_of
from circuitlab.playback.number_words import grouped
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.plan.build_estimate import Estimate
    from circuitlab.gui.inspector.parameter_row import ParameterRow
    from circuitlab.model.circuit import Circuit

WORTH_SAYING = 100_000
"""Connections from which on it is said what they take: below, it is next to nothing."""
_GB = 1e9

Told = tuple[int, str, "Estimate"]


class Estimating(QObject):
    """Estimates on a thread what a circuit's connections take; only the newest question counts.

    Attributes
    ----------
    done : Signal(object)
        The name of the value that was asked about, and the estimate.
    """

    done = Signal(object)
    _found = Signal(object)

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._number = 0
        self._found.connect(self._take)

    def ask(self, name: str, circuit: Circuit) -> None:
        """Ask what a circuit takes in which the value of a name is another."""
        self._number += 1
        asked = (self._number, name, circuit)
        threading.Thread(target=self._estimate, args=asked, daemon=True).start()

    def forget(self) -> None:
        """Tell nothing of what was asked so far."""
        self._number += 1

    def _estimate(self, number: int, name: str, circuit: Circuit) -> None:
        from circuitlab.engine.plan.build_estimate import estimated

        if number == self._number:
            self._found.emit((number, name, estimated(circuit, self._catalog)))

    def _take(self, told: Told) -> None:
        number, name, estimate = told
        if number == self._number:
            self.done.emit((name, estimate))


class ConnectionNotes(QObject):
    """Keeps the notes of one element's page.

    Parameters
    ----------
    id : str
        The element.
    rows : mapping of str to ParameterRow
        Of its values.
    circuit : callable
        Returns the circuit as it is now.
    page : QObject
        The page, with which this goes.
    """

    def __init__(
        self,
        id: str,
        rows: Mapping[str, ParameterRow],
        circuit: Callable[[], Circuit],
        catalog: Catalog,
        page: QObject,
    ) -> None:
        super().__init__(page)
        self._id, self._circuit, self._catalog = id, circuit, catalog
        self._rows = {name: rows[name] for name in CONNECTING if name in rows}
        self._estimating = Estimating(catalog, self)
        self._estimating.done.connect(self._tell)
        for name, row in self._rows.items():
            row.typing.connect(lambda value, name=name: self._typed(name, value))
        self.refresh()

    def refresh(self) -> None:
        """Say what the circuit takes as it is."""
        if self._rows:
            circuit = self._circuit()
            name = deciding(circuit.elements[self._id], self._catalog)
            self._ask(name if name in self._rows else next(iter(self._rows)), circuit.copy())

    def _typed(self, name: str, value: object) -> None:
        if isinstance(value, Problem):
            self._hush()
            return
        circuit = self._circuit().copy()
        circuit.apply(circuit.with_param(self._id, name, value))
        self._ask(name, circuit)

    def _ask(self, name: str, circuit: Circuit) -> None:
        count = count_of(circuit, self._catalog, synapses_of(circuit, self._id))
        if count.connections < WORTH_SAYING:
            self._hush()
        else:
            self._estimating.ask(name, circuit)

    def _hush(self) -> None:
        self._estimating.forget()
        self._say("", "")

    def _tell(self, told: tuple[str, Estimate]) -> None:
        name, estimate = told
        self._say(name, estimate_words(estimate))

    def _say(self, where: str, said: str) -> None:
        for name, row in self._rows.items():
            row.foretell(said if name == where else "")


def estimate_words(estimate: Estimate) -> str:
    """Return what making a circuit's connections takes, or why they cannot be."""
    count, memory = grouped(estimate.connections), estimate.memory / _GB
    if not estimate.fits:
        words = _(
            "{count} connections would need {memory:.1f} GB of memory; {free:.1f} GB are free"
        )
        return words.format(count=count, memory=memory, free=estimate.free / _GB)
    seconds = f"{estimate.seconds:.1f}" if estimate.seconds < 10 else f"{estimate.seconds:.0f}"
    words = _("{count} connections in the circuit: about {seconds} s and {memory:.1f} GB to make")
    return words.format(count=count, seconds=seconds, memory=memory)
