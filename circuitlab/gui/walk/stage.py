"""What a walk, and those who make one, work on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from circuitlab.gui.on_desk import OnDesk

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.gui.shell.panels import Panels
    from circuitlab.gui.traces.panel import Traces


class Stage(OnDesk, Protocol):
    """What a walk shows itself on."""

    @property
    def canvas(self) -> Canvas:
        """Where the circuit is seen."""

    @property
    def traces(self) -> Traces:
        """Where its run is seen."""

    @property
    def panels(self) -> Panels:
        """Shows the traces when they are needed."""
