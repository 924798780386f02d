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

WIDE, ROOMY, SPACIOUS = 1200, 1400, 1600
"""Widths of the whole bar, in pixels, from which on it says in full what is held and offered, has a
button to change the steps, and one that begins the walk beside one that goes on with it."""


class WalkBar(QWidget):
    """A pill while the run is held, and a button that begins the walk or ends it.

    Parameters
    ----------
    guide : WalkGuide
    begin, end, resume, edit : QAction
        What the buttons do: begin it, end it, go on where it was left, and change its steps.

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
        edit: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guide, self._begin, self._end = guide, begin, end
        self._width = SPACIOUS
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.pill = PlainLabel()
        self.pill.setObjectName("heldPill")
        self.button, self.resume, self.edit = QPushButton(), QPushButton(), QPushButton()
        self.edit.setText(_("Edit steps"))
        self.edit.setToolTip(edit.toolTip())
        self.button.clicked.connect(self._press)
        self.resume.clicked.connect(resume.trigger)
        self.edit.clicked.connect(edit.trigger)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self.edit, self.button, self.resume):
            button.setFixedHeight(29)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        guide.changed.connect(self._follow)
        self._follow()

    def show_in(self, width: int) -> None:
        """Say only where a bar of a width in pixels has room what card and menus say too."""
        self._width = width
        self._row.setSpacing(10 if width >= WIDE else 2)
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
            self.resume.setText(long if self._width >= WIDE else short.format(number=left + 1))
            anew = _("It was left half done; “Lecture › Show me” begins it anew.")
            self.resume.setToolTip(f"{long}. {anew}")
        self.resume.setVisible(left is not None)
        self.button.setVisible(left is None or self._width >= SPACIOUS)
        self.edit.setVisible(left is None and self._width >= ROOMY and not guide.is_on)
        self.pill.setVisible(self._width >= WIDE and guide.held_at is not None)

    def _press(self) -> None:
        (self._end if self._guide.is_on else self._begin).trigger()
