"""The small pieces that every page of the inspector is set from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from circuitlab.catalog.spec import Citation

MARGIN = 16


class Sheet(QWidget):
    """A column of the inspector's pieces, from top to bottom.

    Attributes
    ----------
    id : str
        The element that it is all about, if it is about one.
    head : int
        Pieces above what is said of pathways and hints; 0 where nothing is.
    """

    id = ""
    head = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspectorBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 14, MARGIN, 20)
        whole.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        whole.addLayout(self.column)
        whole.addStretch(1)  # an alignment would cut off what wraps to more than the size hint

    def add(self, piece: QWidget, above: int = 0) -> None:
        """Add a piece, with so many pixels of air above it."""
        if above:
            self.column.addSpacing(above)
        self.column.addWidget(piece)

    def add_section(self, title: str, *pieces: QWidget) -> None:
        """Add a rule, a heading and what stands under it."""
        self.add(rule(), 6)
        self.add(words("section", title), 2)
        for piece in pieces:
            self.add(piece)


def words(name: str, text: str) -> QLabel:
    """Return running text that wraps, dressed as the stylesheet's `name`."""
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def rule() -> QFrame:
    """Return a thin line across the sheet."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def caveat(lines: Iterable[str]) -> QFrame:
    """Return the box that says what is simplified."""
    box = QFrame()
    box.setObjectName("caveat")
    column = QVBoxLayout(box)
    column.setContentsMargins(14, 10, 14, 11)
    column.setSpacing(4)
    column.addWidget(words("caveatTitle", _("Simplified for teaching")))
    for line in lines:
        column.addWidget(words("small", line))
    return box


def emptied(column: QLayout) -> None:
    """Take everything out of a layout; it may be one of its own buttons that asked for that."""
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()  # else what was added a moment ago would be shown yet, as a window
            old.setParent(None)
            old.deleteLater()


def link_button(text: str, name: str, handler: Callable[[], object]) -> QPushButton:
    """Return a line of text that does something when it is clicked."""
    button = QPushButton(text)
    button.setObjectName("link")
    button.setAccessibleName(name)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: handler())
    return button


def citation_line(citation: Citation, said: str = "") -> QLabel:
    """Return a citation, or what is said of it, with its DOI as a link."""
    said = said or citation.text
    label = words("source", said)
    if citation.doi:
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(f'{said}<br><a href="https://doi.org/{citation.doi}">doi {citation.doi}</a>')
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.linkActivated.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    return label
