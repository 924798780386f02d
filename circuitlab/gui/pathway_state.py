"""Which pathways are looked at: the routes between what is selected, what is lit, and the hints.

What seeks routes stands on networkx, which takes a tenth of a second to load: it is loaded beside
the window's first picture, or when it is asked for before.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.model.hints import RELEVANT, Hint, hints_of
from circuitlab.model.signal_graph import SignalGraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.gui.document import Document
    from circuitlab.gui.lit import Lit
    from circuitlab.gui.selection import Selection
    from circuitlab.model.delta import Delta
    from circuitlab.model.element import Element
    from circuitlab.model.pathways import Reach, Route, Routes

REST_MS = 150
"""Time after the last edit at which pathways and hints are sought anew."""
RESTS_FOR_WORK = 20
"""How much longer edits must rest than finding it all anew takes: in a large circuit, seconds."""

MOST_ELEMENTS = 4000
"""Elements up to which anything is sought: beyond, the search would hold up the window."""


class Pathways(QObject):
    """The pathways of what is selected: of two elements their routes, of one what it is part of.

    Parameters
    ----------
    document, selection
        Whose circuit is looked at, and what of it is selected.

    Attributes
    ----------
    changed : Signal()
        Other pathways are there, or other ones are lit.
    shown_changed : Signal(bool)
    hints_changed : Signal()
    shown : bool
        Whether the pathways of a single element are lit; those between two always are.
    watched : tuple of str
        Elements that are lit because somebody is shown them, while no pathway is.
    chosen : int
        Which of the routes is looked at.
    """

    changed = Signal()
    shown_changed = Signal(bool)
    hints_changed = Signal()

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__(selection)
        self._document = document
        self.shown = False
        self.watched: tuple[str, ...] = ()
        self.chosen = 0
        self.selection: tuple[str, ...] = ()
        self._signals: SignalGraph | None = None
        self._routes: Routes | None = None
        self._back: Routes | None = None
        self._reach: Reach | None = None
        self._loops: dict[tuple[str, ...], tuple[Route, ...]] = {}
        self._lit: Lit | None = None
        self._is_lit_known = False
        self._ends: tuple[str, ...] = ()
        self._hints: tuple[Hint, ...] | None = None
        self._of_run: tuple[Hint, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._renew)
        selection.changed.connect(self.look_at)
        document.changed.connect(self._edited)
        document.replaced.connect(self._renew)

    # ---- what there is

    @property
    def routes(self) -> Routes | None:
        """The routes from the first of two selected elements to the second; None for no two."""
        if self._routes is None and len(self._ends) == 2:
            self._routes = self._sought(*self._ends)
        return self._routes

    @property
    def back(self) -> Routes | None:
        """The routes that lead back from the second to the first."""
        if self._back is None and len(self._ends) == 2:
            self._back = self._sought(*reversed(self._ends))
        return self._back

    @property
    def route(self) -> Route | None:
        """The route that is chosen."""
        found = self.routes.found if self.routes is not None else ()
        return found[min(self.chosen, len(found) - 1)] if found else None

    @property
    def reach(self) -> Reach | None:
        """What reaches the one selected element, and what it reaches."""
        if self._reach is None and len(self._ends) == 1 and self.signals is not None:
            from circuitlab.model.pathways import reach

            self._reach = reach(self.signals, self._ends[0])
        return self._reach

    @property
    def loops(self) -> tuple[Route, ...]:
        """The loops through the stations of the chosen route, or through the selected element."""
        route = self.route
        ids = route.stations if route is not None else self._ends[:1]
        if self.signals is None or not ids:
            return ()
        if ids not in self._loops:
            from circuitlab.model.pathways import loops

            self._loops[ids] = loops(self.signals, ids)
        return self._loops[ids]

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What of the circuit has no effect, and what its run silences by too much input."""
        there = self._document.circuit.elements  # the run may not know yet of what has gone
        return (*self._of_circuit, *(hint for hint in self._of_run if hint.element in there))

    @property
    def _of_circuit(self) -> tuple[Hint, ...]:
        if self._hints is None:
            circuit, catalog = self._document.circuit, self._document.catalog
            self._hints = hints_of(circuit, catalog, self.signals) if self.signals else ()
        return self._hints

    def hints_at(self, id: str) -> list[Hint]:
        """Return what there is to say of one element."""
        return [hint for hint in self.hints if hint.element == id]

    @property
    def lit(self) -> Lit | None:
        """What is lit on the canvas now; the same value as long as it stays."""
        if not self._is_lit_known:
            self._lit, self._is_lit_known = self._lighting(), True
        return self._lit

    @property
    def signals(self) -> SignalGraph | None:
        """The signals of the circuit; None where it is too large to follow them."""
        circuit = self._document.circuit
        if self._signals is None and len(circuit.elements) <= MOST_ELEMENTS:
            self._signals = SignalGraph(circuit.copy(), self._document.catalog)
        return self._signals

    # ---- what is wanted

    def look_at(self, selection: tuple[str, ...]) -> None:
        """Look at the pathways of what is selected."""
        if selection != self.selection:
            self.selection = selection
            if self._rest.isActive():  # an edit has just been made: follow it first
                self._rest.stop()
                self._renew()
            else:
                self._begin_anew()

    def choose(self, number: int) -> None:
        """Look at another one of the routes."""
        found = self.routes.found if self.routes is not None else ()
        if found and number != self.chosen:
            self.chosen = max(0, min(number, len(found) - 1))
            self._is_lit_known = False
            self.changed.emit()

    def show(self, shown: bool) -> None:
        """Light the pathways of a single element, or no more."""
        if shown != self.shown:
            self.shown, self._is_lit_known = shown, False
            self.shown_changed.emit(shown)
            self.changed.emit()

    def watch(self, ids: Iterable[str]) -> None:
        """Light some elements, or with none, no more."""
        if (watched := tuple(ids)) != self.watched:
            self.watched, self._is_lit_known = watched, False
            self.changed.emit()

    def tell(self, hints: tuple[Hint, ...]) -> None:
        """Give these hints too, as long as the run says so."""
        if hints != self._of_run:
            self._of_run = hints
            self.hints_changed.emit()

    # ---- following

    def _edited(self, delta: Delta) -> None:
        if any(_matters(*change) for change in delta.changes.values()):
            self._rest.start()

    def _renew(self) -> None:
        began = time.perf_counter()
        before, self._signals, self._hints = self._hints, None, None
        self._begin_anew()
        if self._of_circuit != before:
            self.hints_changed.emit()
        took_ms = 1e3 * (time.perf_counter() - began)
        self._rest.setInterval(round(max(REST_MS, RESTS_FOR_WORK * took_ms)))

    def _begin_anew(self) -> None:
        self.chosen = 0
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        elements = self._document.circuit.elements
        self._ends = tuple(id for id in self.selection if id in elements)
        if len(self._ends) > 2:
            self._ends = ()
        self._routes = self._back = self._reach = self._lit = None
        self._loops = {}
        self._is_lit_known = False

    def _sought(self, source: str, target: str) -> Routes | None:
        from circuitlab.model.pathways import routes

        return routes(self.signals, source, target) if self.signals is not None else None

    def _lighting(self) -> Lit | None:
        if self.routes is not None and self.routes.found:
            from circuitlab.gui.lit import lit_routes

            return lit_routes(self.routes, min(self.chosen, len(self.routes.found) - 1))
        if self.shown and self.reach is not None and self.signals is not None:
            from circuitlab.gui.lit import lit_reach

            return lit_reach(self.signals, self.reach)
        if self.watched:
            from circuitlab.gui.lit import lit_elements

            return lit_elements(self.watched)
        return None


def _matters(before: object, after: object) -> bool:
    """Whether an edit may change pathways or hints: a move or another value mostly does not."""
    if before is None or after is None or not hasattr(before, "params"):
        return True
    old: Element = before  # type: ignore[assignment]
    new: Element = after  # type: ignore[assignment]
    if old.kind != new.kind or old.label != new.label:
        return True
    names = {*old.params, *new.params} & RELEVANT
    return any(old.params.get(name) != new.params.get(name) for name in names)
