"""The inspector's rows say which values are pinned or stand on the picture, and change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.gui.pins.pinning_by_hand import turn_pin, turn_shown
from circuitlab.model.element import DOCUMENT
from circuitlab.model.pinning import pin_of
from circuitlab.model.pins import pinnable
from circuitlab.model.showing import is_shown

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.inspector.element_page import ElementSheet
    from circuitlab.model.delta import Delta

_KEPT = {(DOCUMENT, "pins"), (DOCUMENT, "shown")}


class RowMarks(QObject):
    """Keeps the marks of one element's rows true.

    Parameters
    ----------
    document : Document
    sheet : ElementSheet
        With which it ends.
    """

    def __init__(self, document: Document, sheet: ElementSheet) -> None:
        super().__init__(sheet)
        self._document, self._sheet = document, sheet
        for name, row in sheet.rows.items():
            if pinnable(row.parameter):
                row.pin_wanted.connect(lambda name=name: turn_pin(document, [sheet.id], name))
                row.shown_wanted.connect(lambda name=name: turn_shown(document, [sheet.id], name))
        document.changed.connect(self._changed)
        self.show_marks()

    def show_marks(self) -> None:
        """Mark what is pinned, and what stands on the picture."""
        circuit, id = self._document.circuit, self._sheet.id
        for name, row in self._sheet.rows.items():
            if pinnable(row.parameter):
                pinned = pin_of(circuit, id, name) is not None
                row.show_marks(pinned=pinned, shown=is_shown(circuit, id, name))

    def _changed(self, delta: Delta) -> None:
        is_there = self._sheet.id in self._document.circuit.elements
        if is_there and not _KEPT.isdisjoint(delta.changes):
            self.show_marks()
