"""By how much a recording is shifted in time, and how its values are scaled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.files.recordings import unfit
from circuitlab.gui.data.recording_drag import push_recording
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.decision import decision
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.model.recordings import Recording

_WIDTH = 380


class Lying:
    """Fields for how a recording lies: shift, factor, and what is added to its values."""

    def __init__(self, form: QFormLayout, unit: str, recording: Recording | None = None) -> None:
        self._unit = unit
        shift = recording.shift_ms if recording is not None else 0.0
        scale = recording.scale if recording is not None else 1.0
        offset = recording.offset if recording is not None else 0.0
        self.shift = QLineEdit(f"{_digits(shift)} ms")
        self.scale = QLineEdit(_digits(scale))
        self.offset = QLineEdit(f"{_digits(offset)} {unit if unit != '1' else ''}".strip())
        form.addRow(_("Shift in time"), self.shift)
        form.addRow(_("Values times"), self.scale)
        form.addRow(_("plus"), self.offset)

    def take_unit(self, unit: str) -> None:
        """Have what is added be in another unit."""
        if self.offset.text() in ("0", f"0 {self._unit}"):
            self.offset.setText(f"0 {unit if unit != '1' else ''}".strip())
        self._unit = unit

    def laid(self, recording: Recording) -> Recording | Problem:
        """Return a recording as it is to lie, or what is wrong with a field."""
        read = [
            parse_quantity(field.text(), unit)
            for field, unit in ((self.shift, "ms"), (self.scale, "1"), (self.offset, self._unit))
        ]
        for each in read:
            if isinstance(each, Problem):
                return each
        shift, scale, offset = (float(each) for each in read if not isinstance(each, Problem))
        return replace(recording, shift_ms=shift, scale=scale, offset=offset)


class ShiftDialog(QDialog):
    """Asks how a recording is to lie, and lays it so in one step."""

    def __init__(self, document: Document, recording: Recording, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._recording = document, recording
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Shift and scale"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        form = QFormLayout()
        self.lying = Lying(form, unit_beside(document, recording), recording)
        column.addLayout(form)
        self.wrong = words("wrong", "")
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addWidget(decision(self, self.take))

    def take(self) -> None:
        """Lay the recording so, if all that is written fits."""
        laid = self.lying.laid(self._recording)
        circuit, catalog = self._document.circuit, self._document.catalog
        wrong = [laid] if isinstance(laid, Problem) else unfit(circuit, catalog, [laid])
        if wrong or isinstance(laid, Problem):
            self.wrong.setText(str(wrong[0]))
            self.wrong.show()
            self.adjustSize()
            return
        push_recording(self._document, laid, _("Shift the recording"))
        self.accept()


def _digits(number: float) -> str:
    """Return a number with all digits that a person may have typed."""
    return in_digits(f"{number:.10g}")


def unit_beside(document: Document, recording: Recording) -> str:
    """Return the unit of the trace that a recording lies beside."""
    element = document.circuit.elements.get(recording.element)
    kind = document.catalog.kinds.get(element.kind) if element is not None else None
    state = kind.states.get(recording.state) if kind is not None else None
    return state.unit if state is not None else "1"
