"""The claims of the circuit on the desk, judged on a hidden copy while it goes on running."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from circuitlab.analysis.claim_results import tally
from circuitlab.files import store
from circuitlab.files.checked_claims import remember
from circuitlab.gui.aside import Aside, Teller
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.model.overlay import difference

if TYPE_CHECKING:
    from circuitlab.analysis.claim_results import ClaimResult
    from circuitlab.gui.document import Document
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

_OF_THE_VIEW = frozenset(
    (
        *("view", "title", "caption", "article", "gallery", "lanes", "backdrop", "scenario"),
        *("speed", "pins", "shown", "origin", "states", "recordings"),
    )
)
"""Fields of the document that no run depends on."""


class Judge(Protocol):
    """What judges the claims of one circuit, once."""

    def judged(
        self, circuit: Circuit, progress: Callable[[float, float], None]
    ) -> Iterator[ClaimResult]: ...
    def end(self) -> None: ...


LoadJudge = Callable[[], Judge]
"""Makes a judge; called on a thread."""


def load_judge() -> Judge:
    """Make what judges claims (slow: it loads the compiler)."""
    from circuitlab.analysis.claims_aside import Aside

    return Aside()


class Checking(QObject):
    """Judges the claims of the document's circuit as it stands when that is asked for.

    Parameters
    ----------
    document : Document
    load : callable

    Attributes
    ----------
    results : dict
        What has been measured, by the id of the claim.
    is_past : bool
        Whether the circuit has changed since the judging began.
    changed : Signal()
        Any of these may be another.
    done : Signal(object, object)
        The circuit all of whose claims were judged, and the results.
    """

    changed = Signal()
    done = Signal(object, object)

    def __init__(
        self, document: Document, load: LoadJudge = load_judge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._load = document, load
        self._judged: Circuit | None = None
        self._aside = Aside("claims", self._take, self)
        self._aside.changed.connect(self.changed)
        self.results: dict[str, ClaimResult] = {}
        self.is_past = self._has_changes = False
        document.changed.connect(self._edited)
        document.state_changed.connect(self.changed)
        document.replaced.connect(self._replaced)

    @property
    def is_on(self) -> bool:
        """Whether claims are being judged."""
        return self._aside.is_on

    @property
    def part(self) -> float:
        """How much has been run, 0 to 1."""
        return self._aside.part

    @property
    def fault(self) -> str:
        """Why it ended, where it did not come to its end."""
        return self._aside.fault

    @property
    def has_changes(self) -> bool:
        """Whether the circuit that is judged is another than its file's."""
        return self._has_changes and self._document.dirty

    def start(self) -> None:
        """Judge all claims anew, on a copy of the circuit as it stands."""
        self.cancel()
        self.results.clear()
        self.is_past = False
        circuit = self._judged = self._document.circuit.copy()
        self._aside.start(partial(_judge, self._load, circuit))

    def cancel(self) -> None:
        """Leave the rest unjudged; what is known already stays."""
        self._aside.cancel()

    def _take(self, news: list[ClaimResult], is_over: bool) -> None:
        self.results |= {result.claim.id: result for result in news}
        if is_over and not self.fault:
            self.done.emit(self._judged, list(self.results.values()))

    def _edited(self, delta: Delta) -> None:
        if not matters(delta):
            return
        before = self._has_changes, self.is_past
        self._has_changes = True
        if self.is_on or self.results:
            self.is_past = True
        if before != (self._has_changes, self.is_past):
            self.changed.emit()

    def _replaced(self) -> None:
        self._aside.forget()
        self.results.clear()
        self.is_past = self._has_changes = False
        self.changed.emit()


def _judge(load: LoadJudge, circuit: Circuit, teller: Teller) -> None:
    """Judge a circuit's claims one by one, on the thread that calls."""
    judge = load()
    teller.end_with(judge.end)

    def advance(done: float, total: float) -> None:
        teller.advance(done / total if total else 1.0)

    for result in judge.judged(circuit, advance):
        teller.find(result)


def remember_preset(circuit: Circuit, results: Iterable[ClaimResult]) -> None:
    """Keep what was found of a preset, if this circuit is one as it stands in its file."""
    for preset in store.presets():
        if preset.title != circuit.document["title"]:
            continue
        loaded = store.load(preset.path).circuit
        if loaded is not None and not matters(difference(loaded, circuit)):
            remember(preset.path, tally(results))


def matters(delta: Delta) -> bool:
    """Whether an edit may change what is measured: not where things lie, nor how they are seen."""
    return any(
        _as_run(before) != _as_run(after)
        for key, (before, after) in delta.changes.items()
        if not (key[0] == DOCUMENT and key[1] in _OF_THE_VIEW)
    )


def _as_run(part: object) -> object:
    return (part.kind, part.params, part.muted) if isinstance(part, Element) else part
