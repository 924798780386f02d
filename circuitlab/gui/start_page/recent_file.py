"""A file used last, on the start page: its picture, its name, when and where it was saved."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from circuitlab.gui.start_page.days import said_of
from circuitlab.gui.start_page.preset_card import PICTURE
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

SMALL = QSize(74, 44)
"""Its picture."""
LARGEST_PICTURED = 2_000_000
"""Bytes of a file beyond which no picture is drawn: to read it would hold the page up."""


class RecentFile(QPushButton):
    """One file; a click or Enter opens it.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.setObjectName("recentFile")
        self.setAccessibleName(_("Open {name}").format(name=path.name))
        self.setToolTip(plain_tip(str(path)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(PICTURE.width(), SMALL.height() + 10)
        self._picture = PlainLabel()
        self._picture.setObjectName("recentPicture")
        self._picture.setFixedSize(SMALL)
        line = QHBoxLayout(self)
        line.setContentsMargins(5, 5, 8, 5)
        line.setSpacing(10)
        line.addWidget(self._picture)
        line.addLayout(self._words(), 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def is_pictured(self) -> bool:
        """Whether the file is small enough to be drawn while people wait."""
        try:
            return self.path.stat().st_size <= LARGEST_PICTURED
        except OSError:
            return False

    def show_picture(self, pixmap: QPixmap) -> None:
        """Show a picture of the size `SMALL`."""
        self._picture.setPixmap(pixmap)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        room = PICTURE.width() - SMALL.width() - 26
        day = said_of(datetime.date.fromtimestamp(self.path.stat().st_mtime))
        where = f"{day} · {self.path.parent.name}"
        for name, text in (("recentName", self.path.stem), ("small", where)):
            label = PlainLabel()
            label.setObjectName(name)
            label.ensurePolished()
            measure = QFontMetricsF(label.font())
            label.setText(measure.elidedText(text, Qt.TextElideMode.ElideMiddle, room))
            column.addWidget(label)
        return column
