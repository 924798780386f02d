"""The foot of a walk's card: back, the steps as dots, and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from circuitlab.gui.walk.dots import Dots
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.walk.telling import Told
    from circuitlab.render.theme import Theme


class CardFoot(QWidget):
    """The buttons that lead through a walk, with a dot for each step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        foot = QHBoxLayout(self)
        foot.setContentsMargins(10, 8, 10, 9)
        foot.setSpacing(6)
        self.back, self.next = QPushButton(_("Back")), QPushButton(_("Next"))
        self.show_me = QPushButton(_("Show me"))
        self.dots = Dots()
        for button in (self.back, self.next, self.show_me):
            button.setObjectName("walkButton")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_me.setObjectName("slimPrimary")
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.dots)
        foot.addStretch(1)
        foot.addWidget(self.next)
        foot.addWidget(self.show_me)

    def show_foot(self, told: Told, theme: Theme) -> None:
        """Show at which step one is, and what can be done there."""
        self.dots.show_steps(told.titles, told.at, theme)
        self.back.setEnabled(told.at > 0)
        is_last = told.at == len(told.titles) - 1
        self.next.setVisible(not told.is_held)
        self.next.setText(_("Finish") if is_last else _("Next"))
        self.show_me.setVisible(told.is_held)
        self.show_me.setEnabled(told.is_answered)
        self._light(told.is_ready)

    def _light(self, is_lit: bool) -> None:
        """Light the button that leads on up, and give its bolder word room."""
        name = "slimPrimary" if is_lit else "walkButton"
        if self.next.objectName() == name:
            return
        self.next.setObjectName(name)
        self.next.style().unpolish(self.next)
        self.next.style().polish(self.next)
        QCoreApplication.sendEvent(self.next, QEvent(QEvent.Type.StyleChange))
        self.next.updateGeometry()
