"""What a walk, and those who make one, work on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.shell.panels import Panels
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.render.theme import Theme


class Stage(Protocol):
    """What a walk shows itself on."""

    @property
    def document(self) -> Document:
        """Whose circuit has the walk."""

    @property
    def session(self) -> Session:
        """What runs."""

    @property
    def catalog(self) -> Catalog:
        """The kinds there are."""

    @property
    def theme(self) -> Theme:
        """The colours."""

    @property
    def canvas(self) -> Canvas:
        """Where the circuit is seen."""

    @property
    def traces(self) -> Traces:
        """Where its run is seen."""

    @property
    def panels(self) -> Panels:
        """Shows the traces when they are needed."""
