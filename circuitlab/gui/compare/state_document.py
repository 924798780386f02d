"""The document as one of its compared states has it: what is seen and edited there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.gui.document import Document
from circuitlab.model.comparing import overlay_of, state_of
from circuitlab.model.element import DOCUMENT
from circuitlab.model.overlay import difference, resolve
from circuitlab.model.state_routing import routed
from circuitlab.model.states import STATES
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QObject

    from circuitlab.catalog.words import Problem
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.model.overlay import Overlay


class StateDocument(Document):
    """A document whose circuit is another's with a state laid over it.

    An edit that sets values is an edit of the state; any other is one of the circuit, and reaches
    all states. Both are steps of the other's undo.

    Parameters
    ----------
    drawn : Document
        The document that keeps the state.
    id : str
        Which state.
    beneath : callable
        Returns the overlays that lie under the state, as those of a walk.
    same_stimulus : callable
        Returns whether stimuli stay as they are drawn.
    """

    def __init__(
        self,
        drawn: Document,
        id: str,
        beneath: Callable[[], Iterable[Overlay]],
        same_stimulus: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        self._drawn, self.id = drawn, id
        self._beneath, self._same_stimulus = beneath, same_stimulus
        super().__init__(drawn.catalog, self._resolved(), parent)
        self.undo_stack = drawn.undo_stack
        drawn.changed.connect(self.follow)
        drawn.state_changed.connect(self.state_changed)
        drawn.followed.connect(self.followed)

    @property
    def dirty(self) -> bool:
        return self._drawn.dirty

    @property
    def title(self) -> str:
        return self._drawn.title

    def follow(self, _delta: object = None) -> None:
        """Be as the document with its state is now."""
        if state_of(self._drawn.circuit, self.id) is None:
            return  # whoever shows it ends that soon
        after = self._resolved()
        delta = difference(self.circuit, after, _("State"))
        if delta:
            self.circuit = after
            self.changed.emit(delta)

    def push(self, delta: Delta) -> None:
        edit = routed(delta, self._drawn.circuit, self.catalog, self.id)
        state = state_of(self._drawn.circuit, self.id)
        if state is not None and (DOCUMENT, STATES) in edit.changes and edit.label:
            words = _("{edit} ({state})").format(edit=edit.label, state=state.name)
            edit = replace(edit, label=words)
        self._drawn.push(edit)

    def keep_view(self, name: str, value: object) -> None:
        self._drawn.keep_view(name, value)

    def undo(self) -> None:
        self._drawn.undo()

    def redo(self) -> None:
        self._drawn.redo()

    def save_as(self, path: Path) -> list[Problem]:
        return self._drawn.save_as(path)

    def _resolved(self) -> Circuit:
        state = state_of(self._drawn.circuit, self.id)
        assert state is not None
        same = self._same_stimulus()
        own = overlay_of(state, self._drawn.circuit, self._drawn.catalog, same_stimulus=same)
        return resolve(self._drawn.circuit, [*self._beneath(), own])
