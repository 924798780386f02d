"""Work that may take a while: done at once where it is short, else shown, with a way to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from circuitlab.gui.data.job import Job
from circuitlab.gui.data.progress_row import ProgressRow
from circuitlab.gui.inspector.page_parts import words

if TYPE_CHECKING:
    from circuitlab.gui.data.job import Work

AT_ONCE_S = 0.08
"""What takes no longer than this is waited for: a dialog would only flash."""
_WIDTH = 420


class WorkDialog(QDialog):
    """Shown while something is being done; closing it, or Stop, gives it up.

    Attributes
    ----------
    came : Signal(object)
        What came of it.
    failed : Signal(object)
        Why nothing came of it, as a Problem.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.job = Job(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(words("", what))
        self.progress = ProgressRow(self.job)
        column.addWidget(self.progress)
        self.progress.stop.clicked.connect(self.reject)
        self.job.done.connect(self._over)
        self.job.failed.connect(self._over)
        self.job.done.connect(self.came)
        self.job.failed.connect(self.failed)

    def begin(self, work: Work) -> None:
        """Begin, and show it unless it is over in a moment."""
        self.progress.begin()
        self.job.start(work)
        self.job.wait_for(AT_ONCE_S)
        if self.job.is_busy:
            self.open()

    def _over(self, _found: object) -> None:
        self.accept()
        self.deleteLater()

    # ---- Qt

    def done(self, result: int) -> None:
        self.job.cancel()
        super().done(result)
