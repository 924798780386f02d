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
        self._reached, self._now = 0, document.undo_stack.index()
        self._has_edits = False
        document.changed.connect(self._note_edit)
        document.undo_stack.indexChanged.connect(self._edited)
        polled.connect(self._note)

    def _edited(self, index: int) -> None:
        """Take over where the edits are: the stack says it in its last moment too."""
        self._now = index
        self._note()

    def _note(self, _frame: object = None) -> None:
        """Remember the present edit where the run has taken over every one."""
        if self._engine.has_followed:
            self._reached, self._has_edits = self._now, False

    def _note_edit(self, _delta: object) -> None:
        self._has_edits = True

    def forget(self) -> None:
        """Follow the edits no more: they may go on when this run has ended."""
        self._document.changed.disconnect(self._note_edit)
        self._document.undo_stack.indexChanged.disconnect(self._edited)

    def cancel(self) -> None:
        """Take back the edits whose connections are being made; the run goes on as it was.

        Where no edit has asked for them, but a step of a walk or of the timeline, they are made at
        the next play.
        """
        if not self._engine.builds:
            return
        if self._engine.has_followed or not self._has_edits:
            self._engine.post(CancelBuild())
        else:
            self._document.go_to(self._reached)
            self._has_edits = False
