"""Adding a recording: which signal of a file, beside which trace, and how it lies there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.words import Problem, format_number, parse_quantity
from circuitlab.exchange.recordings.signals import FileSignal
from circuitlab.gui.data.job import Job
from circuitlab.gui.data.progress_row import ProgressRow
from circuitlab.gui.data.recording_menu import stimuli_of
from circuitlab.gui.data.shift_dialog import Lying, unit_beside
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.decision import decision
from circuitlab.model.names import name_of
from circuitlab.model.recordings import Recording, free_id
from circuitlab.playback.trace_rows import POTENTIAL, rows_of
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import RecordingFile
    from circuitlab.gui.data.job import Told
    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.strip import Key

_WIDTH = 520


class AddDialog(QDialog):
    """Looks into a file, asks what of it is wanted, and reads that.

    Parameters
    ----------
    key
        The trace beside which it is to lie, if that is known; another may be chosen.

    Attributes
    ----------
    taken : Signal(object)
        The recording as it is to be added.
    """

    taken = Signal(object)

    def __init__(
        self, document: Document, path: Path, parent: QWidget, key: Key | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._path = document, path
        self._signals: tuple[FileSignal, ...] = ()
        self.job = Job(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Add a recording"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        self.heading = words("small", path.name)
        column.addWidget(self.heading)
        self._form = self._fields()
        column.addLayout(self._form)
        self.lying = Lying(self._form, "1")
        if key is not None:
            self.beside.setCurrentIndex(max(0, self.beside.findData(".".join(key))))
        self._show_beside()
        self.wrong = words("wrong", "")
        self.wrong.hide()
        column.addWidget(self.wrong)
        self.progress = ProgressRow(self.job)
        column.addWidget(self.progress)
        self.buttons = decision(self, self.take)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Add"))
        column.addWidget(self.buttons)
        self.job.done.connect(self._come)
        self.job.failed.connect(lambda problem: self._say(str(problem)))
        self.job.ended.connect(lambda: self._enable(bool(self._signals)))
        self.job.ended.connect(self.adjustSize)
        self._enable(False)
        self.progress.begin()
        self.job.start(partial(_signals_in, path))

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        self.signal, self.stimulus, self.beside = QComboBox(), QComboBox(), QComboBox()
        self.unit, self.rate, self.begins = QLineEdit(), QLineEdit("20 kHz"), QComboBox()
        for key, title in places_beside(self._document).items():
            self.beside.addItem(title, ".".join(key))
        circuit, catalog = self._document.circuit, self._document.catalog
        self.begins.addItem(_("as shifted below"), None)
        for id, at in stimuli_of(self._document).items():
            self.begins.addItem(name_of(circuit, catalog, id), at)
        form.addRow(_("Signal"), self.signal)
        form.addRow(_("Its unit"), self.unit)
        form.addRow(_("Samples a second"), self.rate)
        form.addRow(_("Beside the trace"), self.beside)
        form.addRow(_("Its stimulus"), self.stimulus)
        form.addRow(_("That begins with"), self.begins)
        self.beside.currentIndexChanged.connect(lambda _index: self._show_beside())
        self.signal.currentIndexChanged.connect(lambda _index: self._show_signal())
        self.stimulus.currentIndexChanged.connect(lambda _index: self._show_stimulus())
        return form

    def _enable(self, enabled: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(enabled)

    def _come(self, found: object) -> None:
        """Take what was in the file, or what was read of it."""
        if isinstance(found, Recording):
            self._finish(found)
        elif isinstance(found, tuple):
            self._signals = found
            for each in found:
                self.signal.addItem(_words_of(each), each.name)
            self._enable(True)

    def _show_beside(self) -> None:
        key = self._key()
        if key is not None:
            self.lying.take_unit(unit_beside(self._document, Recording("", *key)))

    def _key(self) -> tuple[str, str] | None:
        """Return the trace that is chosen."""
        id, _dot, state = str(self.beside.currentData() or "").partition(".")
        return (id, state) if state else None

    def _chosen(self) -> FileSignal | None:
        name = self.signal.currentData()
        return next((each for each in self._signals if each.name == name), None)

    def _show_signal(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self.unit.setText(chosen.unit)
        self._form.setRowVisible(self.unit, not chosen.is_events)
        self._form.setRowVisible(self.rate, not chosen.has_times)
        self.stimulus.clear()
        self.stimulus.addItem(_("none in the file"), "")
        for each in self._signals:
            if each.name != chosen.name and not each.is_events:
                self.stimulus.addItem(each.name, each.name)
        given = next((each.name for each in self._signals if each.is_stimulus), "")
        self.stimulus.setCurrentIndex(max(0, self.stimulus.findData(given)))
        self._show_stimulus()

    def _show_stimulus(self) -> None:
        self._form.setRowVisible(self.stimulus, self.stimulus.count() > 1)
        can_align = bool(self.stimulus.currentData()) and self.begins.count() > 1
        self._form.setRowVisible(self.begins, can_align)
        self.adjustSize()

    def take(self) -> None:
        """Read the signal, if all that is written fits."""
        chosen, key = self._chosen(), self._key()
        if chosen is None or key is None:
            self._say(_("There is no trace that it could lie beside: add a neuron first"))
            return
        empty = Recording(free_id(self._document.circuit.document["recordings"]), *key)
        laid = self.lying.laid(empty)
        hertz = 0.0 if chosen.has_times else parse_quantity(self.rate.text(), "Hz")
        if isinstance(laid, Problem):
            self._say(laid.sentence)
        elif isinstance(hertz, Problem) or (not chosen.has_times and hertz <= 0.0):
            self._say(_("Write how many samples there are in a second, for example 20 kHz"))
        else:
            self._begin(chosen, laid, 1000.0 / hertz if hertz else 0.0)

    def _begin(self, chosen: FileSignal, laid: Recording, step_ms: float) -> None:
        from circuitlab.exchange.recordings.opening import Reading

        written = self.unit.text().strip()
        given = "" if chosen.is_events or written == chosen.unit else written
        reading = Reading(unit_beside(self._document, laid), step_ms, given)
        stimulus = str(self.stimulus.currentData() or "")
        self.wrong.hide()
        self.progress.begin()
        self.adjustSize()
        self._enable(False)
        self.job.start(partial(_taken_in, self._path, chosen, reading, laid, stimulus))

    def _finish(self, recording: Recording) -> None:
        at = self.begins.currentData()
        moved = recording.moved_to(at) if at is not None and self.stimulus.currentData() else None
        self.taken.emit(moved or recording)
        self.accept()

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.adjustSize()

    # ---- Qt

    def done(self, result: int) -> None:
        self.job.cancel()
        super().done(result)


def places_beside(document: Document) -> dict[tuple[str, str], str]:
    """Return the traces that a recording may lie beside: those shown, then all voltages."""
    circuit, catalog = document.circuit, document.catalog
    found = {
        row.key: ", ".join(filter(None, (row.title, row.quantity)))
        for row in rows_of(circuit, catalog)
        if not row.is_raster and not row.parts
    }
    for id, element in circuit.elements.items():
        kind = catalog.kinds.get(element.kind)
        if kind is not None and POTENTIAL in kind.states:
            found.setdefault((id, POTENTIAL), name_of(circuit, catalog, id))
    return found


def _words_of(signal: FileSignal) -> str:
    """Return what is said of a signal in a list."""
    unit = f" ({signal.unit})" if signal.unit and not signal.is_events else ""
    if not signal.count:
        return f"{signal.name}{unit}"
    if signal.is_events:
        return _("{name}, {count} events").format(
            name=signal.name, count=in_digits(str(signal.count))
        )
    seconds = format_number(round(signal.count * signal.step_ms / 1000.0, 3))
    return _("{name}{unit}, {seconds} s").format(name=signal.name, unit=unit, seconds=seconds)


def _signals_in(path: Path, told: Told) -> tuple[FileSignal, ...]:
    from circuitlab.exchange.recordings.opening import opened

    told(0.0)
    source: RecordingFile = opened(path)
    try:
        return source.signals
    finally:
        source.close()


def _taken_in(
    path: Path, signal: FileSignal, reading: object, laid: Recording, stimulus: str, told: Told
) -> Recording:
    from circuitlab.exchange.recordings.opening import Reading, opened
    from circuitlab.exchange.recordings.taking_in import taken_in

    assert isinstance(reading, Reading)
    source: RecordingFile = opened(path)
    try:
        made = taken_in(path, source, signal, reading, laid, told, stimulus)
    finally:
        source.close()
    return replace(made, scale=laid.scale, offset=laid.offset)
