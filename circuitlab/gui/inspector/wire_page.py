"""The inspector's page for one wire that is no axon: what it joins, what it does, its numbers."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from circuitlab.gui.inspector.page_parts import Sheet, link_button, words
from circuitlab.gui.inspector.wire_words import role_words, wire_rows
from circuitlab.gui.widgets.steady_label import Reading
from circuitlab.model.effects import effects_of, kind_of
from circuitlab.model.refusals import name_with_host
from circuitlab.model.rewiring import name_in_lists, wire_name
from circuitlab.render.labels import text_width
from circuitlab.render.live_frame import LiveFrame
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme

_VALUE = QSize(84, 16)
"""Room for the longest number, so that a changing one never moves the names."""


class WireSheet(Sheet):
    """Shows the link `key`, and says what the user wants of it.

    Attributes
    ----------
    element_wanted : Signal(str)
        The id of an element to go to.
    removal_wanted : Signal()
    """

    element_wanted = Signal(str)
    removal_wanted = Signal()

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        key: tuple[str, str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._catalog, self._theme = catalog, theme
        self._values: list[Reading] = []
        self.add(words("heading", wire_name(circuit, catalog, key)))
        self.add(words("subheading", role_words(circuit, key)))
        self._add_ends(circuit)
        self._add_numbers(circuit)
        self._add_words(circuit)
        self.add_section(_("Change it"), words("small", _how()), self._remover())

    def show_frame(self, circuit: Circuit, frame: LiveFrame) -> None:
        """Show the numbers of `frame`."""
        rows = wire_rows(circuit, self._catalog, self.key, frame)
        for label, (_title, text) in zip(self._values, rows, strict=False):
            label.setText(text)

    def _add_ends(self, circuit: Circuit) -> None:
        for title, id in zip((_("From"), _("To")), self.key, strict=True):
            name = name_with_host(circuit, self._catalog, id)
            go = _("Go to {name}").format(name=name)
            self.add_section(title, link_button(name, go, partial(self.element_wanted.emit, id)))

    def _add_numbers(self, circuit: Circuit) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, (title, text) in enumerate(
            wire_rows(circuit, self._catalog, self.key, LiveFrame())
        ):
            room = _VALUE.expandedTo(QSize(ceil(text_width(text, 12, 600)), 0))
            name, value = words("liveName", title), Reading(self._theme, room, 12)
            value.setText(text)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            value.setAccessibleName(title)
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
            self._values.append(value)
        self.add_section(_("Now"), table)

    def _add_words(self, circuit: Circuit) -> None:
        source = kind_of(circuit, self._catalog, self.key[0])
        pieces: list[QLabel] = []
        for effect, _source, id in effects_of(circuit, self._catalog, circuit.links[self.key]):
            kind = kind_of(circuit, self._catalog, id)
            if kind is not None:
                name = name_in_lists(circuit, self._catalog, id)
                pieces.append(words("small", f"{name}: {kind.inputs[effect.input].doc}"))
        if source is not None:
            pieces.append(words("body", source.doc))
        if pieces:
            self.add_section(_("What it does"), *pieces)

    def _remover(self) -> QPushButton:
        button = QPushButton(_("Remove this wire"))
        button.clicked.connect(self.removal_wanted)
        return button


def _how() -> str:
    return _("On the canvas, drag either end to something else. Delete takes the wire away.")
