"""One's own circuits on the start page: a new one, the files used last, and any other file."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import emptied, link_button, words
from circuitlab.gui.shell import settings
from circuitlab.gui.start_page.preset_card import PICTURE
from circuitlab.resources import _


class OwnFiles(QWidget):
    """What a user has made, and a way to make more.

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
        self.setFixedWidth(PICTURE.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("shelfTitle", _("Your own")))
        new = QPushButton(_("New empty circuit"))
        new.setObjectName("newCircuit")
        new.setMinimumHeight(52)
        new.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        new.clicked.connect(self.new_wanted)
        column.addWidget(new)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(6)
        column.addSpacing(6)
        column.addLayout(self._recent)
        text = _("Open a file…")
        column.addWidget(link_button(text, text, lambda: self.file_chosen.emit(None)))

    def renew(self) -> None:
        """List the files used last, as they are now."""
        emptied(self._recent)
        files = settings.recent_files()
        if files:
            self._recent.addWidget(words("small", _("Recent")))
        for path in files:
            self._recent.addWidget(self._row(path))

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = _("Open {name}").format(name=path.name)
        line.addWidget(link_button(path.stem, name, partial(self.file_chosen.emit, path)), 1)
        day = QLabel(said_of(datetime.date.fromtimestamp(path.stat().st_mtime)))
        day.setObjectName("small")
        line.addWidget(day)
        return row


def said_of(day: datetime.date, today: datetime.date | None = None) -> str:
    """Return a day in words, as near days are called."""
    ago = ((today or datetime.date.today()) - day).days
    if ago in (0, 1):
        return _("today") if ago == 0 else _("yesterday")
    named = f"{day.day} {day:%B}"
    return named if 0 < ago < 300 else f"{named} {day.year}"
