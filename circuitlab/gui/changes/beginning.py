"""The circuit that the one on the desk began as: a preset, or the file as it was opened."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.files import store
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.changes import Change, seek_changes, taking_all_back
from circuitlab.model.element import DOCUMENT
from circuitlab.model.overlay import difference
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.gui.document import Document
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta, Key

_SLICE_S = 0.002
"""Seconds for which changes are looked for between two frames."""


class Beginning(QObject):
    """Compares the circuit on the desk with what it began as.

    Parameters
    ----------
    document : Document

    Attributes
    ----------
    changed : Signal()
        There may be other changes than before.
    changes : list of Change
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._opened: Circuit | None = None
        self._presets: dict[str, Circuit | None] = {}
        self.changes: list[Change] = []
        self._paced = Paced(self, self._compare)
        self._paced_search = Paced(self, self._compare_by_and_by)
        self._search: Iterator[Change | None] | None = None
        self._found: list[Change] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        self._touched: set[Key] | None = None
        document.changed.connect(self._follow)
        document.replaced.connect(self._begin)
        self._begin()

    @property
    def circuit(self) -> Circuit | None:
        """What it began as; None where that was nothing."""
        return self._preset(self._origin) or self._opened

    @property
    def words(self) -> str:
        """What it began as, in words."""
        preset = self._preset(self._origin)
        if preset is None:
            return _("What changed since the file was opened")
        title = preset.document["title"] or self._origin
        return _("What changed from “{title}”").format(title=title)

    @property
    def _origin(self) -> str:
        return str(self._document.circuit.document["origin"])

    def revert(self, change: Change) -> None:
        """Take one change back, by one step."""
        self._document.push(change.back)
        self._paced.now()

    def revert_all(self) -> None:
        """Take all changes back, by one step."""
        began = self.circuit
        if began is not None:
            self._document.push(taking_all_back(began, self._document.circuit))
            self._paced.now()

    def _preset(self, name: str) -> Circuit | None:
        if name and name not in self._presets:
            now = self._document.circuit
            self._presets[name] = store.as_begun(name, _texts_of(now), self._document.catalog)
        return self._presets.get(name)

    def _begin(self) -> None:
        is_file = self._document.path is not None
        self._opened = self._document.circuit.copy() if is_file else None
        self._presets = {}  # each circuit is in the language that it was begun in
        is_own = is_file and not self._origin
        self._touched = set() if is_own else None  # it is what it began as, as yet
        self._paced.now()

    def _follow(self, delta: Delta) -> None:
        """Note where the circuit may differ now from what it began as."""
        if (DOCUMENT, "origin") in delta.changes:
            self._touched = None  # it may differ from another one everywhere
        elif self._touched is not None:
            self._touched.update(delta.changes)
        self._search = None
        self._paced_search.soon()

    def _compare(self) -> None:
        """Compare both, at once."""
        self._begin_search()
        self._go_on(math.inf)

    def _compare_by_and_by(self) -> None:
        """Compare both in the pauses of the window: there may be thousands of changes."""
        self._begin_search()
        self._go_on(_SLICE_S)

    def _begin_search(self) -> None:
        began, now = self.circuit, self._document.circuit.copy()
        self._found = []
        self._search = None
        if began is not None:
            if self._touched is None:
                self._touched = set(difference(began, now).changes)
            self._search = seek_changes(began, now, self._document.catalog, {*self._touched})

    def _go_on(self, for_s: float = _SLICE_S) -> None:
        until = time.perf_counter() + for_s
        for change in self._search or ():
            if change is not None:
                self._found.append(change)
            if time.perf_counter() >= until:
                self._next.start()
                return
        self._search = None
        self.changes = self._found
        self.changed.emit()


def _texts_of(circuit: Circuit) -> set[str]:
    """Return what a circuit's parts and steps are called: it tells in which language it is."""
    head = {str(circuit.document[name]) for name in ("title", "caption")}
    steps = {step.title for step in circuit.document["scenario"]}
    return head | steps | {element.label for element in circuit.elements.values()}
