"""What hurts in the circuit on the desk, tested on hidden copies while it goes on running."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.gui.checking import matters

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.analysis.sensitivity import Sensitivity
    from circuitlab.engine.running.moment import Moment
    from circuitlab.gui.document import Document
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

    Told = Callable[[float], None]
    Test = Callable[[Circuit, str, Moment | None, Told], Sensitivity]

POLL_MS = 80


@dataclass(frozen=True, slots=True)
class Found:
    """What a test gave.

    Attributes
    ----------
    before, now
        The reference, and the moment that was tested.
    before_ms, now_ms
        Their model times; None for the reference where that is the circuit as it begins.
    """

    before: Sensitivity
    now: Sensitivity
    before_ms: float | None
    now_ms: float


class StoppedError(Exception):
    """Nobody wants to know any more."""


class PainTesting(QObject):
    """Tests one pain read-out at a time.

    Parameters
    ----------
    document : Document
    moment : callable
        Returns the present moment of the run.
    test : callable
        Called on a thread.

    Attributes
    ----------
    found : dict
        What is known, by the read-out.
    part : float
        How much is done, 0 to 1.
    fault : str
        Why there is nothing.
    changed : Signal()
        Any of these may be another.
    """

    changed = Signal()

    def __init__(
        self,
        document: Document,
        moment: Callable[[], Moment | None],
        test: Test | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._moment = document, moment
        self._test = test or (lambda *given: _test(document, *given))
        self._reference: Moment | None = None
        self._work: _Work | None = None
        self.found: dict[str, Found] = {}
        self.part, self.fault = 0.0, ""
        self.is_past = False
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        document.changed.connect(self._edited)
        document.replaced.connect(self._forget)

    @property
    def is_on(self) -> bool:
        """Whether a test is under way."""
        return self._work is not None

    @property
    def can_begin(self) -> bool:
        """Whether there is a moment to test: the engine runs."""
        return self._moment() is not None

    @property
    def reference_ms(self) -> float | None:
        """The model time of the reference; None where it is the circuit as it begins."""
        return self._reference.time_ms if self._reference is not None else None

    def take_reference(self) -> None:
        """Compare with the present moment from now on."""
        self._reference = self._moment()
        self.changed.emit()

    def drop_reference(self) -> None:
        """Compare with the circuit as it begins from now on."""
        self._reference = None
        self.changed.emit()

    def start(self, readout: str) -> None:
        """Test the present moment beside the reference."""
        moment = self._moment()
        if moment is None:
            return
        self.cancel()
        self.fault, self.part, self.is_past = "", 0.0, False
        circuit = self._document.circuit.copy()
        self._work = _Work(self._test, circuit, readout, self._reference, moment)
        self._timer.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Leave off; what is known already stays."""
        if self._work is not None:
            self._work.ended = True
            self._finish()

    def _poll(self) -> None:
        work = self._work
        if work is None:
            return
        if work.is_over:
            if work.found is not None:
                self.found[work.readout] = work.found
            self.fault = work.fault
            self._finish()
        elif work.part != self.part:
            self.part = work.part
            self.changed.emit()

    def _finish(self) -> None:
        self._work = None
        self._timer.stop()
        self.changed.emit()

    def _edited(self, delta: Delta) -> None:
        if self.found and not self.is_past and matters(delta):
            self.is_past = True
            self.changed.emit()

    def _forget(self) -> None:
        self.cancel()
        self._reference = None
        self.found.clear()
        self.fault, self.is_past = "", False
        self.changed.emit()


class _Work:
    """One test, on a thread of its own."""

    def __init__(
        self,
        test: Test,
        circuit: Circuit,
        readout: str,
        reference: Moment | None,
        moment: Moment,
    ) -> None:
        self.readout = readout
        self.found: Found | None = None
        self.part, self.fault = 0.0, ""
        self.ended = self.is_over = False
        self._test, self._circuit = test, circuit
        self._reference, self._moment = reference, moment
        threading.Thread(target=self._run, name="pain test", daemon=True).start()

    def _run(self) -> None:
        try:
            before = self._tested(self._reference, 0.0)
            now = self._tested(self._moment, 0.5)
            then = self._reference.time_ms if self._reference is not None else None
            self.found = Found(before, now, then, self._moment.time_ms)
        except StoppedError:
            pass
        except Exception as error:  # said where the result would stand; the window goes on
            self.fault = str(error) or type(error).__name__
        self.is_over = True

    def _tested(self, moment: Moment | None, begun: float) -> Sensitivity:
        def told(part: float) -> None:
            if self.ended:
                raise StoppedError
            self.part = begun + 0.5 * part

        return self._test(self._circuit, self.readout, moment, told)


def _test(
    document: Document, circuit: Circuit, readout: str, moment: Moment | None, told: Told
) -> Sensitivity:
    from circuitlab.analysis.claims_aside import give_way
    from circuitlab.analysis.sensitivity import sensitivity

    give_way()
    return sensitivity(circuit, document.catalog, readout, moment, told)
