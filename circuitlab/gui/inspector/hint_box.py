"""The box that gives hints: what of the circuit has no effect, and the way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from circuitlab.gui.inspector.page_parts import link_button, words
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.model.rewiring import name_in_lists
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.hints import Hint

MOST = 12
"""Hints that are listed; of more the number is told."""


class HintBox(QFrame):
    """Lists hints, each with a way to show its element.

    Parameters
    ----------
    show : callable
        Shows an element, by its id, on the canvas.
    """

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        hints: Sequence[Hint],
        show: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("caveat")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 11)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words("caveatTitle", count_words(len(hints))), 0, 0, 1, 2)
        for row, hint in enumerate(hints[:MOST], 1):
            name = name_in_lists(circuit, catalog, hint.element)
            line = words("small", f"{name}: {lower(hint.what)}")
            line.setToolTip(plain_tip(hint.sentence))
            go = link_button(
                _("Show"), _("Show {name}").format(name=name), partial(show, hint.element)
            )
            grid.addWidget(line, row, 0)
            grid.addWidget(go, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if len(hints) > MOST:
            said = _("and {count} more").format(count=len(hints) - MOST)
            grid.addWidget(words("small", said), MOST + 1, 0)


class HintNote(QFrame):
    """Says on an element's own page that it has no effect, and what would help."""

    def __init__(self, hints: Sequence[Hint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caveat")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 11)
        grid.setVerticalSpacing(4)
        for hint in hints:
            grid.addWidget(words("caveatTitle", hint.what))
            grid.addWidget(words("small", f"{hint.remedy[:1].upper()}{hint.remedy[1:]}."))


def count_words(count: int) -> str:
    """Return how many hints there are."""
    return ngettext("{count} hint", "{count} hints", count).format(count=count)


def lower(sentence: str) -> str:
    """Return a sentence as it stands after a name and a colon."""
    return sentence[:1].lower() + sentence[1:]
