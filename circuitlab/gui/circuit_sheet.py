"""The inspector's pages when no single element is chosen: the circuit, and several elements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.spec import Parameter
from circuitlab.gui.editable_title import EditableTitle
from circuitlab.gui.parameter_row import ParameterRow
from circuitlab.gui.sheet_parts import Sheet, link_button, words
from circuitlab.gui.trace_rows import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme


class CircuitSheet(Sheet):
    """What the circuit is, where it comes from, and what its run must show.

    Attributes
    ----------
    field_wanted : Signal(str, object, str)
        A field of the document, its value and the merge key of the gesture.
    """

    field_wanted = Signal(str, object, str)

    def __init__(self, circuit: Circuit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ParameterRow] = {}
        self.title = EditableTitle(_("Title of the circuit"), _("Untitled circuit"))
        self.title.written.connect(lambda text: self.field_wanted.emit("title", text, ""))
        self.add(self.title)
        self._caption = words("body", "")
        self.add(self._caption)
        self._add_text(circuit)
        self._add_settings(theme)
        self.refresh(circuit)

    def refresh(self, circuit: Circuit) -> None:
        """Show what the document says now."""
        self.title.show_text(str(circuit.document["title"]))
        self._caption.setText(str(circuit.document["caption"]) or _hint())
        for name, row in self.rows.items():
            value = circuit.document[name]
            row.show_value(value, value != row.parameter.default)

    def _add_text(self, circuit: Circuit) -> None:
        article = str(circuit.document["article"])
        if article:
            self.add_section(_("Source"), words("source", article))
        claims = [claim for claim in circuit.document["claims"] if isinstance(claim, Mapping)]
        if claims:
            lines = [words("body", "•  " + _sentence(claim)) for claim in claims]
            self.add_section(_("What its run must show"), *lines)

    def _add_settings(self, theme: Theme) -> None:
        for parameter in settings():
            row = ParameterRow(parameter, None, theme)
            row.wanted.connect(
                lambda value, key, p=parameter: self.field_wanted.emit(
                    p.name, p.default if value is None else value, key
                )
            )
            self.rows[parameter.name] = row
        self.add_section(_("Run"), *self.rows.values())


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
        self.add(words("subheading", _("Drag to move them together; Delete removes them.")))
        for id in ids:
            name = name_of(circuit, catalog, id)
            go = _("Go to {name}").format(name=name)
            self.add(link_button(name, go, partial(self.element_wanted.emit, id)))


def settings() -> tuple[Parameter, ...]:
    """Return the document's fields that a user may set, described as parameters are."""
    return (
        Parameter(
            "seed",
            "",
            "1",
            1,
            0,
            999_999,
            "linear",
            _("Chance of a run: the same seed gives the same spikes."),
            type="integer",
            live=False,
            title=_("Seed of chance"),
        ),
        Parameter(
            "body_clock",
            "",
            "1",
            1.0,
            1.0,
            1e6,
            "log",
            _(
                "How much faster slow biology (kinases, receptor traffic, drugs in the body) "
                "passes than neural time."
            ),
            title=_("Slow processes, times faster"),
        ),
    )


def _sentence(claim: Mapping[str, object]) -> str:
    return str(claim.get("text") or claim.get("id") or "")


def _hint() -> str:
    return _(
        "Drag elements in from the left, draw a wire from one to the next, and press play. "
        "Choose anything to see and change its values here."
    )
