"""The inspector's pages when no single element is chosen: the circuit, and several elements."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from circuitlab.gui.inspector.claims_section import ClaimsSection
from circuitlab.gui.inspector.page_parts import Sheet, link_button, words
from circuitlab.gui.inspector.parameter_row import ParameterRow
from circuitlab.gui.inspector.separate_circuits import SeparateCircuits, SeparateSeeker
from circuitlab.gui.widgets.editable_title import EditableTitle
from circuitlab.model.element import DOCUMENT
from circuitlab.model.rewiring import name_in_lists
from circuitlab.model.run_settings import RUN_SETTINGS, coarse_step, described
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.checking import Checking
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme


class CircuitSheet(Sheet):
    """What the circuit is, where it comes from, and what is expected of its run.

    Parameters
    ----------
    checking : Checking
        Measures what the circuit claims.
    name : str
        What to call a circuit that has no title, such as its file's name.

    Attributes
    ----------
    field_wanted : Signal(str, object, str)
        A field of the document, its value and the merge key of the gesture.
    separate : SeparateCircuits
        The circuits that no wire joins, where there are several.
    claims : ClaimsSection or None
        What is expected of it, where anything is.
    """

    field_wanted = Signal(str, object, str)

    head = 2

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        theme: Theme,
        checking: Checking,
        seeker: SeparateSeeker,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: dict[str, ParameterRow] = {}
        self.claims: ClaimsSection | None = None
        self._rows_shown: object = None
        self.title = EditableTitle(_("Title of the circuit"), _("Untitled circuit"))
        self.title.written.connect(lambda text: self.field_wanted.emit("title", text, ""))
        self.add(self.title)
        self._caption = words("body", "")
        self.add(self._caption)
        self.separate = SeparateCircuits(catalog, seeker)
        self.add(self.separate)
        self._add_source(circuit)
        self._add_settings(circuit, theme)
        self._add_claims(circuit, catalog, checking)
        self.name(circuit, name)
        self.refresh(circuit)

    def name(self, circuit: Circuit, name: str) -> None:
        """Show the document's title; where it has none, that name."""
        self.title.show_text(str(circuit.document["title"]) or name)

    def refresh(self, circuit: Circuit) -> None:
        """Show what the document says now."""
        self._caption.setText(str(circuit.document["caption"]) or _hint())
        if circuit.rows is not self._rows_shown:
            self._rows_shown = circuit.rows
            self.separate.show_circuit(circuit)
        for name, row in self.rows.items():
            value = circuit.document[name]
            row.show_value(value, value != row.parameter.default)

    def show_present(
        self,
        present: Mapping[tuple[str, str], object],
        by_walk: Collection[tuple[str, str]] = (),
    ) -> None:
        """Show what the run has in place of the document's values: (DOCUMENT, field) to value."""
        for name, row in self.rows.items():
            at = DOCUMENT, name
            row.show_present(present.get(at), by_walk=at in by_walk)

    def _add_source(self, circuit: Circuit) -> None:
        article = str(circuit.document["article"])
        if article:
            self.add_section(_("Source"), words("source", article))

    def _add_settings(self, circuit: Circuit, theme: Theme) -> None:
        offered = [described(name) for name, each in RUN_SETTINGS.items() if each.slider]
        for parameter in offered:
            row = ParameterRow(parameter, {}, theme, slider=parameter.slider)
            row.wanted.connect(
                lambda value, key, p=parameter: self.field_wanted.emit(
                    p.name, p.default if value is None else value, key
                )
            )
            self.rows[parameter.name] = row
        coarse = [words("wrong", told.sentence) for told in coarse_step(circuit.document)]
        self.add_section(_("Run"), *self.rows.values(), *coarse)

    def _add_claims(self, circuit: Circuit, catalog: Catalog, checking: Checking) -> None:
        if circuit.document["claims"]:
            self.claims = ClaimsSection(circuit, catalog, checking)
            self.add_section(_("What is expected of it"), self.claims)


class SeveralSheet(Sheet):
    """The names of several chosen elements.

    Attributes
    ----------
    element_wanted : Signal(str)
        The id of the one to go to.
    """

    element_wanted = Signal(str)

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        ids: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.add(words("heading", _("{count} elements").format(count=len(ids))))
        self.add(
            words("subheading", _("Drag to move them together; Delete removes them, M mutes them."))
        )
        for id in ids:
            name = name_in_lists(circuit, catalog, id)
            go = _("Go to {name}").format(name=name)
            self.add(link_button(name, go, partial(self.element_wanted.emit, id)))


def _hint() -> str:
    return _(
        "Drag elements in from the left, draw a wire from one to the next, and press play. "
        "Choose anything to see and change its values here."
    )
