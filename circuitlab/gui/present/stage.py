"""What a presentation needs of the window that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from circuitlab.gui.canvas.magnified import Magnified
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.shell.panels import Panels
    from circuitlab.gui.walk.guide import WalkGuide
    from circuitlab.render.theme import Theme


@runtime_checkable
class ForAudience(Protocol):
    """A part of the window that can be shown to a room."""

    def show_to_audience(self, times: float | None) -> None:
        """Show everything so many times as large, and nothing that edits; None: as ever."""


class Stage(Protocol):
    """The window, as far as a presentation knows it."""

    document: Document
    session: Session
    theme: Theme
    panels: Panels
    guide: WalkGuide
    comparison: Comparison
    desk: QStackedWidget
    page: QWidget

    @property
    def canvas(self) -> Magnified:
        """Where the circuit is seen."""

    def focusWidget(self) -> QWidget | None:
        """Return what has the focus."""

    def window(self) -> QWidget:
        """Return it as a widget."""

    def mark_actions(self) -> None:
        """Say which actions make sense now."""
