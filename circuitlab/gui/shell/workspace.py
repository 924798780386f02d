"""What the window is to its commands: what they need of it, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from circuitlab.gui.on_desk import OnDesk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.canvas.view import CanvasView
    from circuitlab.gui.changes.beginning import Beginning
    from circuitlab.gui.compare.below import Below
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.inspector.inspector import Inspector
    from circuitlab.gui.lecture.lecture import Lecture
    from circuitlab.gui.present.presenting import Presenting
    from circuitlab.gui.shell.dialogs import Questions
    from circuitlab.gui.shell.panels import Panels
    from circuitlab.gui.sidebar.left_side import LeftSide, Rail
    from circuitlab.gui.sidebar.outline import Outline
    from circuitlab.gui.sound.spike_sound import SpikeSound
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.walk.guide import WalkGuide


class Workspace(OnDesk, Protocol):
    """What commands on the circuit and its run work on."""

    @property
    def canvas(self) -> CanvasView:
        """Where the circuit is seen."""

    @property
    def traces(self) -> Traces:
        """Where its run is seen."""

    @property
    def questions(self) -> Questions:
        """Asks for files, and tells what went wrong."""

    def say(self, text: str) -> None:
        """Show a sentence for a while."""

    def window(self) -> QWidget:
        """Return over what lists open."""


class EditorWindow(Workspace, Protocol):
    """A workspace with its panels and actions."""

    @property
    def panels(self) -> Panels:
        """Shows panels and folds them away."""

    @property
    def bar(self) -> QWidget:
        """What stands at the top."""

    @property
    def rail(self) -> Rail:
        """What stands in the left side's place while it is folded away."""

    @property
    def left(self) -> LeftSide:
        """The pages at the left."""

    @property
    def right(self) -> LeftSide:
        """The pages at the right."""

    @property
    def lecture(self) -> Lecture:
        """By what a lecture is made."""

    @property
    def outline(self) -> Outline:
        """The list of what there is."""

    @property
    def inspector(self) -> Inspector:
        """What is known of what is selected."""

    @property
    def comparison(self) -> Comparison:
        """The states that run beside each other."""

    @property
    def below(self) -> Below:
        """What stands under the canvases."""

    @property
    def beginning(self) -> Beginning:
        """What the circuit began as."""

    @property
    def guide(self) -> WalkGuide:
        """Leads through the circuit's walk."""

    @property
    def presentation(self) -> Presenting:
        """Shows the window to a room."""

    @property
    def sound(self) -> SpikeSound:
        """Lets spikes be heard."""

    @property
    def actions_by_key(self) -> Mapping[str, QAction]:
        """What menus and keys do."""

    def mark_actions(self) -> None:
        """Say which actions make sense now, and mark those that are on."""

    @property
    def shows_start_page(self) -> bool:
        """Whether the start page lies over the circuit."""

    def show_start_page(self, shown: bool = True) -> None:
        """Show the circuits there are to begin with, or again the one on the desk."""

    def set_theme(self, name: str) -> None:
        """Wear the theme `name` and remember it."""

    def focusWidget(self) -> QWidget:
        """Return what has the focus."""

    def close(self) -> bool:
        """Close unless somebody does not want to; whether it is closed."""
