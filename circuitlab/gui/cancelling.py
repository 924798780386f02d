"""Giving up the making of connections that takes long, and what asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.engine.running.messages import CancelBuild

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from circuitlab.gui.document import Document
    from circuitlab.gui.engine_link import EngineLink


class Cancelling:
    """Knows up to which edit the run has come, and goes back to it.

    Parameters
    ----------
    document : Document
    engine : EngineLink
        What makes the connections.
    polled : Signal(object)
        Frames of the engine, once they have been taken.
    """

    def __init__(self, document: Document, engine: EngineLink, polled: SignalInstance) -> None:
        self._document, self._engine = document, engine
        self._reached = 0
        document.undo_stack.indexChanged.connect(self.note)
        polled.connect(self.note)

    def note(self, _ignored: object = None) -> None:
        """Remember the present edit where the run has taken over every one."""
        if self._engine.has_followed:
            self._reached = self._document.undo_stack.index()

    def forget(self) -> None:
        """Follow the edits no more: they may go on when this run has ended."""
        self._document.undo_stack.indexChanged.disconnect(self.note)

    def cancel(self) -> None:
        """Take back the edits whose connections are being made; the run goes on as it was.

        Where no edit has asked for them, they are made at the next play.
        """
        if not self._engine.builds:
            return
        if self._engine.has_followed:
            self._engine.post(CancelBuild())
        else:
            self._document.go_to(self._reached)
