"""The log, to be read and sent by whoever wants to: the program itself sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from circuitlab import error_log
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIZE = (720, 480)


class LogDialog(QDialog):
    """Shows the log and where it lies, and copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The log"))
        about = PlainLabel(
            _(
                "What went wrong, with versions and what was done last. It stays on this machine "
                "unless you send it: {path}"
            ).format(path=error_log.path())
        )
        about.setWordWrap(True)
        self.text = QPlainTextEdit(error_log.text())
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("The log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (about, self.text, buttons):
            column.addWidget(part)
        self.resize(*SIZE)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
