"""What is chosen in the window: elements, or one link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.model.rewiring import Wire, is_there

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.gui.document import Document


class Selection(QObject):
    """The one place that knows what is selected.

    Parameters
    ----------
    document : Document
        Whose elements and links can be selected.

    Attributes
    ----------
    ids : tuple of str
        The selected elements.
    link : tuple of str or None
        The selected link by its (source, target); then no element is selected.
    changed : Signal(object)
        The tuple of selected ids; empty when a link is selected, or nothing.
    """

    changed = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.ids: tuple[str, ...] = ()
        self.link: tuple[str, str] | None = None

    def select(self, ids: Iterable[str], link: tuple[str, str] | None = None) -> None:
        """Select exactly the elements `ids`, or one link by its (source, target).

        What is there no more is passed over: a list that offers it may be older than an edit.
        """
        rows = self._document.circuit.rows
        chosen = tuple(id for id in ids if id in rows.nodes)
        link = link if link is not None and rows.link(*link) is not None else None
        if (chosen, link) != (self.ids, self.link):
            self.ids, self.link = chosen, link
            self.changed.emit(chosen)

    def select_wire(self, wire: Wire) -> None:
        """Select a wire: an axon by its synapse, any other by its link."""
        if isinstance(wire, str):
            self.select([wire])
        else:
            self.select((), wire)

    @property
    def wire(self) -> Wire | None:
        """The one wire that is selected; an axon is when its synapse is."""
        chosen = self.link or (self.ids[0] if len(self.ids) == 1 else None)
        return chosen if chosen and is_there(self._document.circuit, chosen) else None

    def follow_edit(self) -> None:
        """Select no longer what an edit has removed."""
        self.select(self.ids, self.link)
