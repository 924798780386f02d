"""What the catalog says of a parameter: its meaning, range and default, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.catalog.words import allowed, format_value
from circuitlab.gui.inspector.page_parts import citation_line, words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Citation, Parameter


def parameter_details(parameter: Parameter, citation: Citation | None, parent: QWidget) -> QWidget:
    """Return what stands in the catalog about a parameter, in a column of words."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(3)
    default = _("default: {value}").format(value=format_value(parameter, parameter.default))
    about = "\n".join(filter(None, [parameter.doc, f"{allowed(parameter)} · {default}"]))
    column.addWidget(words("small", about))
    column.addWidget(_source(parameter, citation))
    return box


def _source(parameter: Parameter, citation: Citation | None) -> QWidget:
    if citation is not None:
        return citation_line(citation)
    return words("small", _tags().get(parameter.tag, _("No source is given.")))


def _tags() -> dict[str, str]:
    return {
        "assumed": _("A teaching choice, not a measured value."),
        "unverified": _("Quoted from the literature from memory; check before citing."),
    }
