"""What stands in place of the traces where nothing is recorded."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from circuitlab.catalog.families import METER, NEURON
from circuitlab.catalog.words import Problem
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.metered import QUANTITY
from circuitlab.model.names import name_of
from circuitlab.model.rules import add_kind
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

ABOVE = 90.0
"""Canvas units from a neuron up to the meter that follows it."""


class EmptyPage(QWidget):
    """Says how to get a trace, and makes the first one of a neuron.

    Parameters
    ----------
    document : Document
    session : Session
        Whose selection says which neuron is meant; else it is the first.
    """

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._selection = document, session.selection
        self._has_audience = False
        self._sign = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        words = PlainLabel(_how())
        words.setObjectName("muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setWordWrap(True)
        self.first = QPushButton()
        self.first.setObjectName("slim")
        self.first.clicked.connect(self._follow_first)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        for changed in (document.changed, self._selection.changed):
            changed.connect(lambda _what: self.offer())
        document.replaced.connect(self.offer)
        self.offer()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._sign.setPixmap(button_icons.pixmap("meter", theme.ink_of("muted"), 28))

    def show_to_audience(self, times: float | None) -> None:
        """Offer nothing to a room; None: as ever."""
        self._has_audience = times is not None
        self.offer()

    def offer(self) -> None:
        """Offer a trace of the neuron that is selected, or of the first."""
        neuron = self._meant()
        self.first.setVisible(bool(neuron) and not self._has_audience)
        if neuron:
            meter, name = _meter(self._document.catalog).title, self._name_of(neuron)
            self.first.setText(_("{meter} on “{name}”").format(meter=meter, name=name))

    def _meant(self) -> str:
        """Return the neuron that is meant, or an empty text where there is none."""
        circuit, catalog = self._document.circuit, self._document.catalog
        for id in chain(self._selection.ids, circuit.elements):
            kind = catalog.kinds.get(circuit.elements[id].kind) if id in circuit.elements else None
            if kind is not None and kind.family == NEURON:
                return id
        return ""

    def _name_of(self, id: str) -> str:
        return name_of(self._document.circuit, self._document.catalog, id)

    def _follow_first(self) -> None:
        circuit, catalog, neuron = self._document.circuit, self._document.catalog, self._meant()
        if not neuron:
            return
        at = circuit.elements[neuron]
        added = add_kind(circuit, catalog, _meter(catalog).name, at.x, at.y - ABOVE, on=neuron)
        if not isinstance(added, Problem):
            self._document.push(added[1])


def _meter(catalog: Catalog) -> Kind:
    """Return the first meter that draws a quantity against time."""
    meters = (each for each in catalog.kinds.values() if each.family == METER)
    return next(each for each in meters if QUANTITY in each.parameters)


def _how() -> str:
    first = _("Drop a meter on what you want to follow, and it is drawn here:")
    meters = _("a voltmeter or a spike raster on a neuron, a pain read-out in the brain.")
    return f"{first} {meters}"
