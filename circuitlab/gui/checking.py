"""The claims of the circuit on the desk, judged on a hidden copy while it goes on running."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.analysis.claim_results import tally
from circuitlab.files import store
from circuitlab.files.checked_claims import remember
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.model.overlay import difference

if TYPE_CHECKING:
    from circuitlab.analysis.claim_results import ClaimResult
    from circuitlab.gui.document import Document
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

POLL_MS = 60
_OF_THE_VIEW = frozenset(
    (
        *("view", "title", "caption", "article", "gallery", "lanes", "backdrop", "scenario"),
        *("speed", "pins", "shown", "origin", "states"),
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
    part : float
        How much has been run, 0 to 1.
    is_on : bool
        Whether claims are being judged.
    is_past : bool
        Whether the circuit has changed since the judging began.
    fault : str
        Why it ended, where it did not come to its end.
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
        self._work: _Work | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self.results: dict[str, ClaimResult] = {}
        self.part, self.fault = 0.0, ""
        self.is_past = self._has_changes = False
        document.changed.connect(self._edited)
        document.state_changed.connect(self.changed)
        document.replaced.connect(self._replaced)

    @property
    def is_on(self) -> bool:
        """Whether claims are being judged."""
        return self._work is not None

    @property
    def has_changes(self) -> bool:
        """Whether the circuit that is judged is another than its file's."""
        return self._has_changes and self._document.dirty

    def start(self) -> None:
        """Judge all claims anew, on a copy of the circuit as it stands."""
        self.cancel()
        self._begin_anew()
        self._work = _Work(self._load, self._document.circuit.copy())
        self._timer.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Leave the rest unjudged; what is known already stays."""
        if self._work is not None:
            self._work.end()
            self._finish()

    def _poll(self) -> None:
        work = self._work
        if work is None:
            return
        part, news = work.part, work.take()
        if not (news or part != self.part or work.is_over):
            return
        self.part = part
        self.results |= {result.claim.id: result for result in news}
        if work.is_over:
            self.fault = work.fault
            self._finish()
            if not work.fault:
                self.done.emit(work.circuit, list(self.results.values()))
        else:
            self.changed.emit()

    def _finish(self) -> None:
        self._work = None
        self._timer.stop()
        self.changed.emit()

    def _edited(self, delta: Delta) -> None:
        if not matters(delta):
            return
        self._has_changes = True
        if self.is_on or self.results:
            self.is_past = True
        self.changed.emit()

    def _replaced(self) -> None:
        if self._work is not None:
            self._work.end()
            self._work = None
            self._timer.stop()
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._begin_anew()
        self._has_changes = False

    def _begin_anew(self) -> None:
        self.results.clear()
        self.part, self.fault, self.is_past = 0.0, "", False


class _Work:
    """One judging, on a thread of its own."""

    def __init__(self, load: LoadJudge, circuit: Circuit) -> None:
        self.circuit = circuit
        self.part, self.fault, self.is_over = 0.0, "", False
        self._ended = False
        self._judge: Judge | None = None
        self._found: queue.SimpleQueue[ClaimResult] = queue.SimpleQueue()
        self._load = load
        threading.Thread(target=self._run, name="claims", daemon=True).start()

    def take(self) -> list[ClaimResult]:
        """Return what has been found since the last time."""
        news = []
        while not self._found.empty():
            news.append(self._found.get())
        return news

    def end(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._ended = True
        if self._judge is not None:
            self._judge.end()

    def _run(self) -> None:
        try:
            self._judge = self._load()
            if not self._ended:
                for result in self._judge.judged(self.circuit, self._advance):
                    self._found.put(result)
        except Exception as error:  # said where the claims stand; the window goes on
            self.fault = str(error) or type(error).__name__
        self.is_over = True

    def _advance(self, done: float, total: float) -> None:
        self.part = done / total if total else 1.0


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
