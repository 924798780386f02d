"""Overlays on the document's circuit: what runs then is another circuit than what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.engine_link import UNHEARD
from circuitlab.model.delta import Delta
from circuitlab.model.element import DOCUMENT, MUTED, Element
from circuitlab.model.overlay import Overlay, difference, resolve
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from circuitlab.gui.document import Document
    from circuitlab.gui.engine_link import EngineLink
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value

Address = tuple[str, str]


class LaidOver(QObject):
    """Has the engine run the document's circuit with overlays on it, and follow edits of it.

    What somebody sets by hand is taken out of the overlays: it wins from then on.

    Parameters
    ----------
    document : Document
    engine : EngineLink
        What runs; all edits of the document reach it through here.

    Attributes
    ----------
    overlays
        What lies over the circuit, the uppermost last.
    is_held
        Whether an edit is made just now that leaves all that lies over the circuit where it is.
    given_up : Signal(object)
        The addresses, (id, parameter), that somebody has set by hand just now.
    followed : Signal(object)
        An edit of the document, once it has reached the engine: only then may others be laid.
    changed : Signal()
        Other values lie over the circuit now.
    turned : Signal(object)
        What of the running circuit others have changed that were laid, or lifted, as an edit.
    """

    given_up = Signal(object)
    followed = Signal(object)
    changed = Signal()
    turned = Signal(object)

    def __init__(self, document: Document, engine: EngineLink) -> None:
        super().__init__(engine)
        self._document, self._engine = document, engine
        self.overlays: tuple[Overlay, ...] = ()
        self._running: Circuit | None = None
        self.is_held = False

    @property
    def circuit(self) -> Circuit:
        """What runs."""
        return self._document.circuit if self._running is None else self._running

    @property
    def values(self) -> Mapping[Address, Value]:
        """What the overlays set of elements that are there."""
        elements = self._document.circuit.elements
        laid = {at: value for each in self.overlays for at, value in each.values.items()}
        return {at: value for at, value in laid.items() if at[0] in elements}

    def lay(self, overlays: Iterable[Overlay]) -> None:
        """Lay these over the circuit, and lift all others."""
        before = self._document.circuit.copy() if self._running is None else self._running
        delta = self._take(tuple(overlays), before)
        if delta:
            self.turned.emit(delta)

    def put_under(self, overlays: Iterable[Overlay], delta: Delta) -> None:
        """Lay these over the circuit, and make an edit under them that lifts none of their values.

        So values that somebody has set can go over to an overlay while the run stays as it is.
        """
        self.is_held = True
        try:
            self.lay(overlays)
            self._document.push(delta)
        finally:
            self.is_held = False

    def forget(self) -> None:
        """Lie over nothing: another circuit is on the desk."""
        self.overlays, self._running, self._engine.laid = (), None, {}

    def leave(self, addresses: Collection[Address]) -> None:
        """Leave some values to the document, as if somebody had set them anew."""
        if not self.values.keys().isdisjoint(addresses):
            self.lay(_without(self.overlays, addresses))
            self.given_up.emit(frozenset(addresses))

    def follow(self, delta: Delta) -> None:
        """Take over an edit of the document."""
        if self._running is None:
            self._engine.edit(delta)
        else:
            self._follow_under_overlays(delta, self._running)
        self.followed.emit(delta)

    def _follow_under_overlays(self, delta: Delta, running: Circuit) -> None:
        own = set() if self.is_held else self.values.keys() & _set_by(delta)
        self._take(_without(self.overlays, own), running)
        if own:
            self.given_up.emit(frozenset(own))

    def _take(self, overlays: tuple[Overlay, ...], before: Circuit) -> Delta:
        """Have the engine go from what runs to the document's circuit with these overlays."""
        self.overlays = overlays
        after = resolve(self._document.circuit, overlays)
        self._running = after if overlays else None
        self._engine.laid = self.values
        change = difference(before, after, _("Walk")).changes
        delta = Delta(_("Walk"), {key: pair for key, pair in change.items() if key not in UNHEARD})
        if delta:
            self._engine.edit(delta)
        self.changed.emit()
        return delta


def _without(overlays: Iterable[Overlay], addresses: Collection[Address]) -> tuple[Overlay, ...]:
    """Return overlays that leave some values alone; those with nothing left are gone."""
    kept = (
        Overlay(each.name, {at: v for at, v in each.values.items() if at not in addresses})
        for each in overlays
    )
    return tuple(each for each in kept if each.values)


def _set_by(delta: Delta) -> set[Address]:
    """Return the values that an edit sets in elements that stay, and in the document."""
    found: set[Address] = set()
    for key, (before, after) in delta.changes.items():
        if isinstance(key, tuple) and key[0] == DOCUMENT:
            found.add(key)
        elif isinstance(before, Element) and isinstance(after, Element):
            names = {*before.params, *after.params, MUTED}
            found |= {(after.id, n) for n in names if before.setting(n) != after.setting(n)}
    return found
