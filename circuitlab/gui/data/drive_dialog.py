"""Which cell the spikes of a recording drive, and what counts as a spike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.words import Problem, format_number, parse_quantity
from circuitlab.gui.data.job import Job
from circuitlab.gui.data.progress_row import ProgressRow
from circuitlab.gui.data.shift_dialog import unit_beside
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.decision import decision
from circuitlab.model.names import name_of
from circuitlab.model.recording_edits import cells_to_drive, firing_like
from circuitlab.model.recordings import likely_threshold
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.gui.data.job import Told
    from circuitlab.gui.document import Document
    from circuitlab.model.recordings import Recording

    Floats = NDArray[np.float64]

_WIDTH = 420


class DriveDialog(QDialog):
    """Asks for a cell and a threshold, and wires a source of these spikes to it in one step."""

    def __init__(self, document: Document, recording: Recording, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._recording = document, recording
        self._unit = unit_beside(document, recording)
        self.job = Job(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Spikes of the recording"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._form())
        self.found = words("small", "")
        column.addWidget(self.found)
        self.wrong = words("wrong", "")
        self.wrong.hide()
        column.addWidget(self.wrong)
        self.progress = ProgressRow(self.job)
        column.addWidget(self.progress)
        column.addWidget(decision(self, self.take))
        self.job.done.connect(self._drive)
        self.job.failed.connect(lambda problem: self._say(str(problem)))
        self._count()

    def _form(self) -> QFormLayout:
        circuit, catalog = self._document.circuit, self._document.catalog
        form = QFormLayout()
        self.cells = QComboBox()
        for id in cells_to_drive(circuit, catalog):
            self.cells.addItem(name_of(circuit, catalog, id), id)
        self.cells.setCurrentIndex(max(0, self.cells.findData(self._recording.element)))
        form.addRow(_("They drive"), self.cells)
        _times, values = self._recording.aligned()
        level = likely_threshold(values)
        self.threshold = QLineEdit(f"{format_number(round(level, 2))} {self._unit}".strip())
        self.threshold.textChanged.connect(lambda _text: self._count())
        form.addRow(_("A spike rises through"), self.threshold)
        if len(self._recording.spikes):  # a list of events has no use for a threshold
            form.setRowVisible(self.threshold, False)
        return form

    def _level(self) -> float | Problem:
        """Return the threshold in the recording's own values."""
        read = parse_quantity(self.threshold.text(), self._unit)
        if isinstance(read, Problem):
            return read
        scale = self._recording.scale or 1.0
        return (read - self._recording.offset) / scale

    def _count(self) -> None:
        """Say how many spikes there are, as far as the circuit keeps the recording."""
        from circuitlab.exchange.recordings.taking_in import spike_times

        level = self._level()
        if isinstance(level, Problem):
            self.found.setText("")
            return
        times = spike_times(self._recording, None, level)
        count = len(times)
        said = ngettext("{count} spike", "{count} spikes", count).format(count=count)
        about = _("about {said}").format(said=said)
        self.found.setText(said if self._recording.is_whole else about)

    def take(self) -> None:
        """Find the spikes, all samples looked through, and wire them to the cell."""
        level = self._level()
        if self.cells.currentData() is None:
            self._say(_("No neuron here can be driven by spikes: add one first"))
            return
        if isinstance(level, Problem):
            self._say(level.sentence)
            return
        self.wrong.hide()
        self.progress.begin()
        self.adjustSize()
        self.job.start(partial(_spikes, self._recording, self._unit, level))

    def _drive(self, times: Floats) -> None:
        document, id = self._document, self.cells.currentData()
        made = firing_like(
            document.circuit, document.catalog, times + self._recording.shift_ms, str(id)
        )
        if isinstance(made, Problem):
            self._say(str(made))
            return
        document.push(made[1])
        self.accept()

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.adjustSize()

    # ---- Qt

    def done(self, result: int) -> None:
        self.job.cancel()
        super().done(result)


def _spikes(recording: Recording, unit: str, level: float, told: Told) -> Floats:
    """Return when a recording fires: in its file where that is there, else in what is kept."""
    from circuitlab.exchange.recordings.taking_in import pieces_again, spike_times, why_not_read

    pieces = None
    if not recording.is_whole and why_not_read(recording, told) is None:
        pieces = pieces_again(recording, unit, told)
    return spike_times(recording, pieces, level)
