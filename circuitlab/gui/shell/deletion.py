"""Taking away what is selected: elements with what cannot be without them, or one wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.rewiring import removed_wire
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session


def delete_selected(document: Document, session: Session) -> None:
    """Remove what is selected, in one undo step."""
    if session.selection.link is not None:
        document.push(removed_wire(document.circuit, document.catalog, session.selection.link))
    else:
        document.push(document.circuit.removed(session.selection.ids, _("Delete")))
