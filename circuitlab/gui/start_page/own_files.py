"""One's own circuits on the start page: a new one, the files used last, and any other file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import emptied, link_button, words
from circuitlab.gui.shell import settings
from circuitlab.gui.start_page.preset_card import PICTURE
from circuitlab.gui.start_page.recent_file import SMALL, RecentFile
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.resources import _

MOST_IN_A_ROW = 4
"""Files listed where they stand side by side above the presets."""
_ANY_WIDTH = 16_777_215


class OwnFiles(QWidget):
    """What a user has made, and a way to make more: a column, or a row in a narrow window.

    Attributes
    ----------
    new_wanted : Signal()
    file_chosen : Signal(object)
        A path, or None to ask for one.
    """

    new_wanted = Signal()
    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_row = False
        self.files: list[RecentFile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("shelfTitle", _("Your own")))
        rows = QWidget()
        self._flow = FlowLayout(rows, across=18, down=8)
        column.addWidget(rows)
        self.set_row(is_row=False)

    def set_row(self, *, is_row: bool) -> None:
        """Set it side by side, as wide as there is room, or in a column."""
        self._is_row = is_row
        self.setMinimumWidth(0 if is_row else PICTURE.width())
        self.setMaximumWidth(_ANY_WIDTH if is_row else PICTURE.width())
        self._show_some()

    def renew(self) -> None:
        """List the files used last, as they are now."""
        emptied(self._flow)
        self.files = [RecentFile(path) for path in settings.recent_files()]
        self._flow.addWidget(self._new_button())
        for row in self.files:
            row.clicked.connect(partial(self._choose, row))
            self._flow.addWidget(row)
        text = _("Open a file…")
        self._flow.addWidget(link_button(text, text, lambda: self.file_chosen.emit(None)))
        self._show_some()

    def _choose(self, row: RecentFile) -> None:
        self.file_chosen.emit(row.path)

    def _new_button(self) -> QPushButton:
        new = QPushButton(_("New empty circuit"))
        new.setObjectName("newCircuit")
        new.setFixedSize(PICTURE.width(), SMALL.height() + 10)
        new.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        new.clicked.connect(self.new_wanted)
        return new

    def _show_some(self) -> None:
        for number, row in enumerate(self.files):
            row.setVisible(not self._is_row or number < MOST_IN_A_ROW)
        self._flow.invalidate()
