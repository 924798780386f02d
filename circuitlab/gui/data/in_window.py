"""The window's recordings: drawn in its traces, in the menus of its strips, moved by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.data.recorded_beside import RecordedBeside
from circuitlab.gui.data.recording_drag import RecordingTaker
from circuitlab.gui.data.recording_menu import RecordingMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from circuitlab.gui.shell.workspace import Workspace


def recorded_beside(window: Workspace, parent: QObject) -> RecordedBeside:
    """Return what lays the document's recordings into the window's traces."""
    document, traces = window.document, window.traces
    made = RecordedBeside(document, traces, parent)
    made.told.connect(window.say)
    traces.strip_menu.also = RecordingMenu(document, made, traces)
    host = traces.host
    host.made.connect(lambda plot: plot.takers.append(RecordingTaker(document, made, plot)))
    return made
