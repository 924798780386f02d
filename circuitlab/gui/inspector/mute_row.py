"""The inspector's switch that mutes an element, and what that means for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.toggle import Toggle
from circuitlab.model.mutes import meaning_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.render.theme import Theme


class MuteRow(QWidget):
    """Shows whether an element is muted, and says when that is to be otherwise.

    Parameters
    ----------
    heading
        Of what stands below, in the same line.

    Attributes
    ----------
    wanted : Signal(bool)
        Whether it is to be muted.
    """

    wanted = Signal(bool)

    def __init__(
        self, family: str, theme: Theme, heading: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.toggle = Toggle(theme)
        self.toggle.setAccessibleName(_("Mute"))
        self.toggle.setToolTip(_("Let it act on nothing, or act again  (M)"))
        self.toggle.clicked.connect(self.wanted)
        self.meaning = words("small", meaning_of(family))
        self.by_protocol = words("small", "")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        if heading:
            grid.addWidget(words("section", heading), 0, 0)
        grid.addWidget(words("liveName", _("Mute")), 0, 1 if heading else 0)
        grid.addWidget(self.toggle, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.meaning, 1, 0, 1, 3)
        grid.addWidget(self.by_protocol, 2, 0, 1, 3)
        self.by_protocol.hide()

    def show_muted(self, muted: bool) -> None:
        """Show what the circuit says."""
        self.toggle.setChecked(muted)
        self.meaning.setVisible(muted)

    def show_present(self, value: object, *, by_walk: bool = False) -> None:
        """Show what the protocol or a walk has set for now, where one has."""
        said = _("Muted by the timeline now") if value else _("Unmuted by the timeline now")
        if by_walk:
            said = _("Muted by the walk now") if value else _("Unmuted by the walk now")
        text = said if value is not None and bool(value) != self.toggle.isChecked() else ""
        if text != self.by_protocol.text():
            self.by_protocol.setText(text)
            self.by_protocol.setVisible(bool(text))
