"""A bar that says how far some work is, with the button that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.data.job import Job

_PARTS = 1000


class ProgressRow(QWidget):
    """Shown while a job is under way."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Stop"))
        self.stop.clicked.connect(job.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        job.advanced.connect(lambda part: self.bar.setValue(round(_PARTS * part)))
        job.ended.connect(self.hide)
        self.hide()

    def begin(self) -> None:
        """Show that it has begun."""
        self.bar.setValue(0)
        self.show()
