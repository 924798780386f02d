"""What changed from the preset or file that a circuit began as, each with its way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.inspector.page_parts import emptied, link_button, words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.changes.beginning import Beginning
    from circuitlab.model.changes import Change

SIZE = (560, 440)
MOST = 200
"""Changes that are listed; of more the number is told."""


class ChangesDialog(QDialog):
    """Lists the changes; stays open while one works on.

    Parameters
    ----------
    beginning : Beginning
    show : callable
        Shows an element, by its id, on the canvas.
    """

    def __init__(
        self, beginning: Beginning, show: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._beginning, self._show = beginning, show
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Changes"))
        self.heading = words("heading", "")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        page = QWidget()
        page.setObjectName("inspectorBody")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.addLayout(self._rows)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.all = buttons.addButton(_("Revert all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.all.setAutoDefault(False)
        self.all.clicked.connect(beginning.revert_all)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        for part, stretch in ((self.heading, 0), (scroll, 1), (buttons, 0)):
            whole.addWidget(part, stretch)
        self.resize(*SIZE)
        beginning.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        emptied(self._rows)
        found = self._beginning.changes
        self.heading.setText(self._beginning.words)
        for change in found[:MOST]:
            self._rows.addWidget(self._row(change))
        if not found:
            self._rows.addWidget(words("body", _("Nothing: all is as it was.")))
        elif len(found) > MOST:
            said = _("and {count} more").format(count=len(found) - MOST)
            self._rows.addWidget(words("small", said))
        self.all.setEnabled(bool(found))

    def _row(self, change: Change) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(words("body", change.sentence), 1)
        if change.element:
            told = _("Show where: {what}").format(what=change.what)
            line.addWidget(link_button(_("Show"), told, partial(self._show, change.element)))
        told = _("Revert: {what}").format(what=change.what)
        line.addWidget(link_button(_("Revert"), told, partial(self._beginning.revert, change)))
        return row
