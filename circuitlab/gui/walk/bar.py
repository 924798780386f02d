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

BRIEF, FULL, BOTH = range(3)
"""How much it says: the one button; what is held and offered in full; and beside the button that
goes on with a walk also the one that begins it."""


class WalkBar(QWidget):
    """A pill while the run is held, and a button that begins the walk or ends it.

    Parameters
    ----------
    guide : WalkGuide
    begin, end, resume : QAction
        What the buttons do: begin it, end it, and go on where it was left.

    Attributes
    ----------
    changed : Signal()
        It shows or says something else.
    """

    changed = Signal()

    def __init__(
        self,
        guide: WalkGuide,
        begin: QAction,
        end: QAction,
        resume: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guide, self._begin, self._end = guide, begin, end
        self._says = BOTH
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.pill = PlainLabel()
        self.pill.setObjectName("heldPill")
        self.button, self.resume = QPushButton(), QPushButton()
        self.button.clicked.connect(self._press)
        self.resume.clicked.connect(resume.trigger)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self.button, self.resume):
            button.setFixedHeight(29)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        guide.changed.connect(self._follow)
        self._follow()

    def say(self, much: int) -> None:
        """Say only as much as there is room for: `BRIEF`, `FULL`, or `BOTH`."""
        self._says = much
        self._row.setSpacing(10 if much >= FULL else 2)
        self._show_parts()

    def _follow(self) -> None:
        guide = self._guide
        at = guide.held_at
        self.pill.setText(_("❙❙ held at step {number}").format(number=at) if at else "")
        self.button.setText(_("End walk") if guide.is_on else _("Show me"))
        self.button.setToolTip(
            _("End the walk; everything is as it was  (Esc)")
            if guide.is_on
            else _("A walk through this circuit, step by step")
        )
        self._show_parts()
        self.setVisible(guide.has_walk)
        self.changed.emit()

    def _show_parts(self) -> None:
        guide, count = self._guide, self._guide.count
        left = guide.left_at if not guide.is_on else None
        if left is not None:
            short, long = _("Go on: {number}"), _("Go on at step {number} of {count}")
            long = long.format(number=left + 1, count=count)
            self.resume.setText(long if self._says >= FULL else short.format(number=left + 1))
            anew = _("It was left half done; “Lecture › Show me” begins it anew.")
            self.resume.setToolTip(f"{long}. {anew}")
        self.resume.setVisible(left is not None)
        self.button.setVisible(left is None or self._says >= BOTH)
        self.pill.setVisible(self._says >= FULL and guide.held_at is not None)

    def _press(self) -> None:
        (self._end if self._guide.is_on else self._begin).trigger()
