"""Which states of the document run beside each other, and which of them is worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.compare.state_document import StateDocument
from circuitlab.gui.compare.state_session import StateSession
from circuitlab.model.comparing import differing, overlay_of, states_of
from circuitlab.model.states import AS_DRAWN
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.states import ComparedState

VIEW = "compare"
"""Under this name the document's view keeps how states are looked at."""
SAME_STIMULUS, LINKED, COLUMNS = "same_stimulus", "linked_cameras", "in_columns"


class Comparison(QObject):
    """The states that run beside each other.

    The circuit as drawn is run by the window's own session; each other state has a document and a
    session of its own.

    Parameters
    ----------
    document, session
        Of the window.

    Attributes
    ----------
    is_on : bool
        Whether states are compared.
    active : str
        The id of the state that is worked on.
    changed : Signal()
        States, their order or what is said of them differ.
    turned : Signal(bool)
        Comparing began or ended.
    activated : Signal(str)
        Another state is worked on.
    """

    changed = Signal()
    turned = Signal(bool)
    activated = Signal(str)

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.session = document, session
        self.is_on = False
        self.active = AS_DRAWN
        self._others: dict[str, StateSession] = {}
        self._known: tuple[ComparedState, ...] = ()
        self._differing: tuple[tuple[str, str], ...] | None = None
        self._set_by: dict[str, Mapping[tuple[str, str], object]] = {}
        document.changed.connect(self._forget_differences)
        document.replaced.connect(self._forget_differences)
        self.changed.connect(self._forget_differences)
        session.shared_ticks = self._shared_ticks
        document.changed.connect(lambda _delta: self._follow())
        document.replaced.connect(self.end)
        session.laid.changed.connect(self._follow_laid)

    # ---- what there is

    @property
    def states(self) -> tuple[ComparedState, ...]:
        """The states in the order of their places."""
        return states_of(self.document.circuit)

    def session_of(self, id: str) -> Session:
        """Return the run of a state."""
        return self._others.get(id, self.session)

    def document_of(self, id: str) -> Document:
        """Return the document as a state has it."""
        return self.session_of(id).document

    @property
    def active_name(self) -> str:
        """What the state that is worked on is called; empty while none are compared."""
        names = [state.name for state in self.states if state.id == self.active]
        return names[0] if self.is_on and names else ""

    @property
    def runs(self) -> Mapping[str, Session]:
        """The run of each state, in the order of their places."""
        return {state.id: self.session_of(state.id) for state in self.states}

    @property
    def marked(self) -> tuple[str, ...]:
        """The elements in which states differ, in the order of their numbers."""
        return tuple(dict.fromkeys(id for id, _name in self.addresses))

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Every (id, parameter) in which the states differ as they run."""
        if self._differing is None:
            circuit, catalog = self.document.circuit, self.document.catalog
            same = self.says(SAME_STIMULUS)
            self._differing = differing(circuit, catalog, self.states, same_stimulus=same)
        return self._differing

    def _forget_differences(self, _delta: object = None) -> None:
        """Look anew for what differs; every frame asks for it, and few of them come with edits."""
        self._differing = None
        self._set_by.clear()

    def set_by(self, id: str) -> Mapping[tuple[str, str], object]:
        """Return what a state sets, by (id, parameter), as it runs."""
        if id not in self._set_by:
            self._set_by[id] = self._found_set_by(id)
        return self._set_by[id]

    def _found_set_by(self, id: str) -> Mapping[tuple[str, str], object]:
        state = next((each for each in self.states if each.id == id), None)
        if state is None:
            return {}
        circuit, catalog = self.document.circuit, self.document.catalog
        laid = overlay_of(state, circuit, catalog, same_stimulus=self.says(SAME_STIMULUS))
        return {at: value for at, value in laid.values.items() if at[0] in circuit.elements}

    def elements_set_by(self, id: str) -> frozenset[str]:
        """Return the elements of which a state sets something."""
        return frozenset(at[0] for at in self.set_by(id))

    def refusal(self) -> str:
        """Return why states cannot be compared now; empty where they can."""
        if self.session.days.every_s > 0.0:
            return _(
                "Days are seen one circuit at a time: let model time flow plainly, then compare"
            )
        return ""

    def _shared_ticks(self) -> frozenset[int] | None:
        ticks = [session.past_ticks for session in self._others.values()]
        return frozenset.intersection(*ticks) if ticks else None

    # ---- turning it on and off

    def begin(self) -> None:
        """Run the states beside each other, from time zero."""
        if not self.is_on and not self.refusal():
            self.is_on = True
            self._make()
            self.turned.emit(True)

    def end(self) -> None:
        """Run the circuit as drawn alone again, from where it is."""
        if self.is_on:
            self.is_on = False
            self.activate(AS_DRAWN)
            self.session.join(None)
            self._drop()
            self.turned.emit(False)

    def activate(self, id: str) -> None:
        """Work on a state."""
        if id != self.active:
            self.active = id
            self.activated.emit(id)

    # ---- how it is looked at

    @property
    def _said(self) -> Mapping[str, object]:
        said = self.document.circuit.document["view"].get(VIEW)
        return said if isinstance(said, Mapping) else {}

    def says(self, name: str, usual: bool = True) -> bool:
        """Return whether something of how states are looked at is on."""
        said = self._said.get(name, usual)
        return said if isinstance(said, bool) else usual

    def say(self, name: str, on: bool) -> None:
        """Turn something on or off, and keep that with the circuit."""
        self.document.keep_view(VIEW, {**self._said, name: on})
        self._forget_differences()
        if name == SAME_STIMULUS:
            self._follow_laid()
        self.changed.emit()

    # ---- following

    def _follow(self) -> None:
        states = self.states
        if not self.is_on or states == self._known:
            self._known = states
            return
        ids = {state.id for state in states}
        if ids != {state.id for state in self._known}:
            self._make()
        self._known = states
        self.changed.emit()

    def _follow_laid(self) -> None:
        for session in self._others.values():
            if isinstance(session.document, StateDocument):
                session.document.follow()

    def _make(self) -> None:
        """Have all states begin together, those too that were there before."""
        from circuitlab.engine.running.convoy import Convoy

        self._known = self.states
        ids = [state.id for state in self._known if not state.is_as_drawn]
        for id in [id for id in self._others if id not in ids]:
            self._end(self._others.pop(id))
        if self.active not in (*ids, AS_DRAWN):
            self.activate(AS_DRAWN)
        dt = float(self.document.circuit.document["dt_ms"])
        convoy = Convoy(dt, self.session.speed)
        places = {id: convoy.place() for id in (AS_DRAWN, *ids)}
        self.session.join(places[AS_DRAWN])
        for id in ids:
            if id in self._others:
                self._others[id].join(places[id])
            else:
                self._others[id] = self._started(id)
                self._others[id].join(places[id])

    def _started(self, id: str) -> StateSession:
        overlays = self.session.laid
        document = StateDocument(
            self.document, id, lambda: overlays.overlays, lambda: self.says(SAME_STIMULUS), self
        )
        session = StateSession(document, self.session, self.session.load, self)
        session.start()
        session.follow_now()
        return session

    def _drop(self) -> None:
        for session in self._others.values():
            self._end(session)
        self._others.clear()

    def _end(self, session: StateSession) -> None:
        session.leave()
        session.document.deleteLater()
        session.deleteLater()
