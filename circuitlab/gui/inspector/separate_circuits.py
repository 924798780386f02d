"""The inspector's section that names the circuits on the canvas that no wire joins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.catalog.families import NEURON
from circuitlab.gui.inspector.page_parts import link_button, rule, words
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

MOST_NAMED = 6


class SeparateCircuits(QWidget):
    """Shows nothing where all is one circuit, else one line for each of the first few.

    Attributes
    ----------
    wanted : Signal(object)
        The ids of the circuit that was clicked, those of what stands by itself.
    """

    wanted = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._shown: tuple[int, list[tuple[str, tuple[str, ...]]]] = (0, [])
        self._lines = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(rule())
        self._column.addWidget(words("section", _("Separate circuits")))
        self._column.addWidget(self._lines)
        self.hide()

    def show_circuit(self, circuit: Circuit) -> None:
        """Show the separate circuits as they are now."""
        from circuitlab.model.components import separate_circuits

        found = separate_circuits(circuit)
        standing = [[id for id in ids if circuit.host(id) is None] for ids in found]
        named = [(self._title(circuit, ids), tuple(ids)) for ids in standing[:MOST_NAMED]]
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

    def _title(self, circuit: Circuit, ids: list[str]) -> str:
        first = next((id for id in ids if self._is_neuron(circuit, id)), ids[0])
        name = name_of(circuit, self._catalog, first)
        if len(ids) == 1:
            return name
        return _("{name} and {count} more").format(name=name, count=len(ids) - 1)

    def _is_neuron(self, circuit: Circuit, id: str) -> bool:
        kind = self._catalog.kinds.get(circuit.elements[id].kind)
        return kind is not None and kind.family == NEURON
