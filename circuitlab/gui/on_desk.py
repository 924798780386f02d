"""What whatever shows or changes the circuit on the desk is given: circuit, run, kinds, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme


class OnDesk(Protocol):
    """The beginning of every context."""

    @property
    def document(self) -> Document:
        """What is shown and edited: the circuit."""

    @property
    def session(self) -> Session:
        """What runs."""

    @property
    def catalog(self) -> Catalog:
        """The circuit's kinds."""

    @property
    def theme(self) -> Theme:
        """The colours."""
