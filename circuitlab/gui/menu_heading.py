"""A heading within a menu, which tells what the lines below it are of and cannot be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidgetAction

from circuitlab.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu


def add_heading(menu: QMenu, words: str) -> None:
    """Add a heading at the end of a menu.

    A section of Qt's own shows no words in a menu that is dressed by a stylesheet, and an action
    that is switched off is too faint to be read.
    """
    label = PlainLabel(words)
    label.setObjectName("menuHeading")
    heading = QWidgetAction(menu)
    heading.setText(words)
    heading.setDefaultWidget(label)
    heading.setEnabled(False)
    menu.addAction(heading)
