"""Exporting data: the circuit is run from its start, and the run written as a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.words import Problem, format_number, parse_quantity
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.run_formats import RUN_FORMATS
from circuitlab.files.legal_names import legal_name
from circuitlab.gui.data.job import Job
from circuitlab.gui.data.progress_row import ProgressRow
from circuitlab.gui.inspector.page_parts import words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.exchange.left_out import LeftOut
    from circuitlab.gui.data.job import Told
    from circuitlab.model.circuit import Circuit

    Ask = Callable[[Path, str], Path | None]

_WIDTH, _LONGEST_MS = 520, 86_400_000.0
FOLDER = ""
"""In place of an ending: a folder of tables."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written.

    Attributes
    ----------
    ending : of the format; empty for a folder of tables
    voltages, meters : whether every cell's voltage is in it, and what voltmeters read
    """

    path: Path
    ending: str
    duration_ms: float
    voltages: bool
    meters: bool


def format_titles() -> dict[str, str]:
    """Return the formats by their endings, as people read them."""
    own = {
        ".csv": _("Spikes as a table (.csv)"),
        FOLDER: _("Tables in a folder: spikes, traces, methods"),
        ".npz": _("Arrays for Python (.npz)"),
    }
    others = {ending: f"{each.title} ({ending})" for ending, each in RUN_FORMATS.items()}
    return {**own, **others}


class ExportDialog(QDialog):
    """Asks as what to export, runs the circuit for it, and says what came of it.

    Attributes
    ----------
    written : Signal(object, object)
        The path, and what the format cannot hold.
    """

    written = Signal(object, object)

    def __init__(
        self, circuit: Circuit, catalog: Catalog, shown_ms: float, ask: Ask, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._circuit, self._catalog, self._ask = circuit, catalog, ask
        self.job = Job(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export data"))
        self.setMinimumWidth(_WIDTH)
        self._wanted: Wanted | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._form(shown_ms))
        self.note = words("small", "")
        column.addWidget(self.note)
        self.wrong = words("wrong", "")
        self.wrong.hide()
        column.addWidget(self.wrong)
        self.progress = ProgressRow(self.job)
        column.addWidget(self.progress)
        column.addWidget(self._buttons())
        self.job.done.connect(self._done)
        self.job.failed.connect(lambda problem: self._say(str(problem)))
        self.job.ended.connect(lambda: self.export.setEnabled(True))
        self._explain()

    def _form(self, shown_ms: float) -> QFormLayout:
        form = QFormLayout()
        self.formats = QComboBox()
        for ending, title in format_titles().items():
            self.formats.addItem(title, ending)
        self.formats.currentIndexChanged.connect(lambda _index: self._explain())
        seconds = format_number(round(shown_ms / 1000.0, 3) if shown_ms >= 1.0 else 2.0)
        self.duration = QLineEdit(_("{seconds} s").format(seconds=seconds))
        self.voltages = QCheckBox(_("Voltage of every cell"))
        self.meters = QCheckBox(_("What the voltmeters read"))
        for box in (self.voltages, self.meters):
            box.setChecked(True)
        form.addRow(_("Format"), self.formats)
        form.addRow(_("Model time"), self.duration)
        form.addRow(_("Beside spikes"), self.voltages)
        form.addRow("", self.meters)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export = buttons.addButton(_("Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.export.setDefault(True)
        self.export.clicked.connect(self._begin)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def ending(self) -> str:
        """The ending of the format that is chosen."""
        return str(self.formats.currentData())

    def _explain(self) -> None:
        traces = self.ending != ".csv"
        for box in (self.voltages, self.meters):
            box.setEnabled(traces)
        self.wrong.hide()
        self.note.setText(
            _(
                "The circuit as it is now is run from its start, so that nothing is missing; what "
                "was done by hand while it ran is not repeated."
            )
        )

    def _begin(self) -> None:
        duration = parse_quantity(self.duration.text(), "ms")
        if isinstance(duration, Problem):
            self._say(duration.sentence)
            return
        if not 0.0 < duration <= _LONGEST_MS:
            self._say(_("Give a time of more than 0 and at most a day"))
            return
        try:
            if self.ending in RUN_FORMATS:
                RUN_FORMATS[self.ending].need()
        except MissingExtra as missing:
            self._say(str(missing.problem))
            return
        name = legal_name(str(self._circuit.document["title"])) or _("run")
        path = self._ask(Path(name + self.ending), self.ending)
        if path is None:
            return
        self._wanted = Wanted(
            path, self.ending, duration, self.voltages.isChecked(), self.meters.isChecked()
        )
        self.wrong.hide()
        self.export.setEnabled(False)
        self.progress.begin()
        self.adjustSize()
        self.job.start(partial(_written, self._circuit.copy(), self._catalog, self._wanted))

    def _done(self, left_out: tuple[LeftOut, ...]) -> None:
        if self._wanted is None:
            return
        self.written.emit(self._wanted.path, left_out)
        self.accept()

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.adjustSize()

    # ---- Qt

    def done(self, result: int) -> None:
        self.job.cancel()
        super().done(result)


def _written(circuit: Circuit, catalog: Catalog, wanted: Wanted, told: Told) -> tuple[LeftOut, ...]:
    """Run a circuit and write the run; what is told ends it where nobody wants it any more."""
    from circuitlab.engine.running.run import run_circuit
    from circuitlab.exchange.saved_run import save_as

    record, every_ms = _recorded(circuit, catalog, wanted)

    def advance(reached_ms: float) -> None:
        told(0.95 * reached_ms / wanted.duration_ms)

    run = run_circuit(
        circuit,
        wanted.duration_ms,
        record=record,
        every_ms=every_ms,
        catalog=catalog,
        progress=advance,
    )
    told(0.95)
    return save_as(run, wanted.path, wanted.ending, exact=every_ms is None)


def _recorded(
    circuit: Circuit, catalog: Catalog, wanted: Wanted
) -> tuple[list[tuple[str, str]], float | None]:
    """Return what is recorded, and how far apart samples are where each step would be too much."""
    from circuitlab.engine.running.recorded_voltages import all_voltages
    from circuitlab.model.metered import metered

    if wanted.ending == ".csv":
        return [], None
    meters = metered(circuit, catalog) if wanted.meters else []
    if not wanted.voltages:
        return meters, None
    step_ms, length_ms = float(circuit.document["dt_ms"]), wanted.duration_ms
    each = all_voltages(circuit, catalog, length_ms, step_ms)
    fewer = all_voltages(circuit, catalog, length_ms, SPARSE_MS)
    voltages, every_ms = (each, None) if len(each) == len(fewer) else (fewer, SPARSE_MS)
    return list(dict.fromkeys([*meters, *voltages])), every_ms


SPARSE_MS = 0.1
"""Time from sample to sample where every step would be too much."""
