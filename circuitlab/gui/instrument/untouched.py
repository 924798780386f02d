"""Whether a run is the one that its circuit's file would give: nobody has changed it under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.model.element import DOCUMENT, Element

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta

_RUNS = frozenset({"seed", "dt_ms", "body_clock", "timeline"})
"""Fields of the document that a run depends on."""


class Untouched(QObject):
    """Notes the first edit that a run did not begin with.

    Attributes
    ----------
    is_so
        Whether a run of its own would show what this one has shown.
    """

    def __init__(self, document: Document, session: Session) -> None:
        super().__init__(document)
        self.is_so = True
        document.changed.connect(self._changed)
        document.replaced.connect(self._begin)
        session.restarted.connect(self._begin)

    def _begin(self) -> None:
        self.is_so = True

    def _changed(self, delta: Delta) -> None:
        if any(_matters(key, *change) for key, change in delta.changes.items()):
            self.is_so = False


def _matters(key: object, before: object, after: object) -> bool:
    """Whether a change may change a run: not a name, a place, or what is said of the circuit."""
    if isinstance(key, tuple) and key[0] == DOCUMENT:
        return key[1] in _RUNS
    if isinstance(before, Element) and isinstance(after, Element):
        return _of_run(before) != _of_run(after)
    return True


def _of_run(element: Element) -> tuple[object, ...]:
    return element.kind, element.params, element.muted
