"""What the catalog says of a parameter: its meaning, range and default, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from circuitlab.catalog.origin import idea_line, landmark_lines, origin, tagged_value, value_line
from circuitlab.catalog.words import allowed
from circuitlab.gui.inspector.page_parts import citation_line, words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Citation, Parameter


def parameter_details(
    parameter: Parameter, citations: Mapping[str, Citation], parent: QWidget
) -> QWidget:
    """Return what stands in the catalog about a parameter, in a column of words: its tag first."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(3)
    default = _("default: {value}").format(value=tagged_value(parameter, parameter.default))
    about = "\n".join(filter(None, [parameter.doc, f"{allowed(parameter)} · {default}"]))
    tag, *sources = _origin(parameter, citations)
    marks = [
        citation_line(cited, f"{said} ({cited.text})")
        for said, cited in landmark_lines(parameter, citations)
    ]
    for label in (tag, words("small", about), *sources, *marks):
        column.addWidget(label)
    return box


def _origin(parameter: Parameter, citations: Mapping[str, Citation]) -> list[QLabel]:
    """Return where a default comes from: its tag, an empty label where it has none, and sources."""
    found = origin(parameter, citations)
    labels = [words("tag", found.tag)]
    labels[0].setVisible(bool(found.tag))
    if found.value_from is not None:
        said = value_line(found, found.value_from.text)
        labels.append(citation_line(found.value_from, said))
    if found.after is not None:
        labels.append(citation_line(found.after, idea_line(found.after.text)))
    if not found.tag and len(labels) == 1:
        labels.append(words("small", _("No source is given.")))
    return labels
