"""Text that is shown as it was written, whatever it looks like.

Qt takes a text for HTML where it looks like that, and an image in it names a file that is then
opened: what a circuit's file says must not be read so.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PlainLabel(QLabel):
    """A label that takes no text for HTML, unless it is told to."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if alignment is not None:
            self.setAlignment(alignment)
        self.setText(text)


def plain_tip(text: str) -> str:
    """Return a text such that Qt's tooltips, which cannot be told, show it as it is written."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"
