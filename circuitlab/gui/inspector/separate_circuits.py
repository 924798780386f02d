"""The inspector's section that names the circuits on the canvas that no wire joins."""

from __future__ import annotations

import math
import time
from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.catalog.families import NEURON
from circuitlab.gui.inspector.page_parts import link_button, rule, words
from circuitlab.model.components import Separate, seek_separate
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

MOST_NAMED = 6
MOST_AT_ONCE = 500
"""Elements up to which it is known at once what is joined to what."""
STEP_S, REST_MS = 0.001, 30
"""Seconds for which is looked on between two frames, and a pause for others after an edit."""


class SeparateSeeker(QObject):
    """Looks for separate circuits between frames, and anew only once others are joined.

    Attributes
    ----------
    found : Signal()
        It is known now which circuits are separate.
    circuits : list of Separate
        Those that were found last.
    """

    found = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.circuits: list[Separate] = []
        self._joined: object = None
        self._search: Generator[None, None, list[Separate]] | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    def follow(self, circuit: Circuit) -> None:
        """Look for the separate circuits of a circuit as it is now; of a small one, at once."""
        if circuit.rows.ahead is self._joined:
            return
        self._joined, self._search = circuit.rows.ahead, seek_separate(circuit)
        if len(circuit.rows.nodes) <= MOST_AT_ONCE:
            self._seek(math.inf)
        else:
            self._next.start(REST_MS)

    def _go_on(self) -> None:
        self._seek(STEP_S)
        if self._search is not None:
            self._next.start(0)

    def _seek(self, for_s: float) -> None:
        until = time.perf_counter() + for_s
        while self._search is not None and time.perf_counter() < until:
            try:
                next(self._search)
            except StopIteration as end:
                self.circuits, self._search = end.value, None
                self.found.emit()


class SeparateCircuits(QWidget):
    """Shows nothing where all is one circuit, else one line for each of the first few.

    Attributes
    ----------
    wanted : Signal(object)
        The ids of the circuit that was clicked, those of what stands by itself.
    """

    wanted = Signal(object)

    def __init__(
        self, catalog: Catalog, seeker: SeparateSeeker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._catalog, self._seeker = catalog, seeker
        self._circuit: Circuit | None = None
        self._shown: tuple[int, list[tuple[str, tuple[str, ...]]]] = (0, [])
        self._lines = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(rule())
        self._column.addWidget(words("section", _("Separate circuits")))
        self._column.addWidget(self._lines)
        self.hide()
        seeker.found.connect(self._show)

    def show_circuit(self, circuit: Circuit) -> None:
        """Show the separate circuits as they are now, or as soon as they are found."""
        self._circuit = circuit
        self._seeker.follow(circuit)
        self._show()

    def _show(self) -> None:
        circuit, found = self._circuit, self._seeker.circuits
        if circuit is None or any(id not in circuit.rows.nodes for c in found for id in c.ids[:1]):
            return  # what has been removed since will be found gone
        first = found[:MOST_NAMED] if len(found) > 1 else []
        named = [(self._title(circuit, each.standing), each.standing) for each in first]
        if (len(found), named) != self._shown:
            self._shown = (len(found), named)
            self.setVisible(len(found) > 1)
            self._show_lines(len(found), named)

    def _show_lines(self, count: int, named: list[tuple[str, tuple[str, ...]]]) -> None:
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        told = _("There are {count} circuits here; no wire leads from one to another.")
        column.addWidget(words("small", told.format(count=count)))
        for title, ids in named:
            go = _("Select the circuit of {name}").format(name=title)
            column.addWidget(link_button(title, go, partial(self.wanted.emit, ids)))
        self._column.replaceWidget(self._lines, lines)
        self._lines.setParent(None)
        self._lines.deleteLater()
        self._lines = lines

    def _title(self, circuit: Circuit, ids: tuple[str, ...]) -> str:
        first = next((id for id in ids if self._is_neuron(circuit, id)), ids[0])
        name = name_of(circuit, self._catalog, first)
        if len(ids) == 1:
            return name
        return _("{name} and {count} more").format(name=name, count=len(ids) - 1)

    def _is_neuron(self, circuit: Circuit, id: str) -> bool:
        element = circuit.elements.get(id)
        kind = self._catalog.kinds.get(element.kind) if element is not None else None
        return kind is not None and kind.family == NEURON
