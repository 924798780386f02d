"""What the top bar says of a walk: that the run is held, and how to begin it or end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from circuitlab.gui.walk.guide import WalkGuide


class WalkBar(QWidget):
    """A pill while the run is held, and a button that begins the walk or ends it.

    Parameters
    ----------
    guide : WalkGuide
    begin, end : QAction
        What the button does.

    Attributes
    ----------
    changed : Signal()
        It shows or says something else.
    """

    changed = Signal()

    def __init__(
        self, guide: WalkGuide, begin: QAction, end: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guide, self._begin, self._end = guide, begin, end
        self._is_wide = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.pill = PlainLabel()
        self.pill.setObjectName("heldPill")
        self.button = QPushButton()
        self.button.setFixedHeight(29)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._press)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.button)
        guide.changed.connect(self._follow)
        self._follow()

    def show_wide(self, wide: bool) -> None:
        """Say that the run is held only where there is room: the card says it too."""
        self._is_wide = wide
        self.pill.setVisible(wide and self._guide.held_at is not None)

    def _follow(self) -> None:
        guide = self._guide
        at = guide.held_at
        self.pill.setText(_("❙❙ held at step {number}").format(number=at) if at else "")
        self.pill.setVisible(self._is_wide and at is not None)
        self.button.setText(_("End walk") if guide.is_on else _("Show me"))
        self.button.setToolTip(
            _("End the walk; everything is as it was  (Esc)")
            if guide.is_on
            else _("A walk through this circuit, step by step")
        )
        self.setVisible(guide.has_walk)
        self.changed.emit()

    def _press(self) -> None:
        (self._end if self._guide.is_on else self._begin).trigger()
