"""What hurts in the circuit on the desk, tested on hidden copies while it goes on running."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.aside import Aside, Teller
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
        self._readout = ""
        self._aside = Aside("pain test", self._take, self)
        self._aside.changed.connect(self.changed)
        self.found: dict[str, Found] = {}
        self.is_past = False
        document.changed.connect(self._edited)
        document.replaced.connect(self._forget)

    @property
    def is_on(self) -> bool:
        """Whether a test is under way."""
        return self._aside.is_on

    @property
    def part(self) -> float:
        """How much is done, 0 to 1."""
        return self._aside.part

    @property
    def fault(self) -> str:
        """Why there is nothing."""
        return self._aside.fault

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
        self._readout, self.is_past = readout, False
        circuit = self._document.circuit.copy()
        self._aside.start(partial(_tell, self._test, circuit, readout, self._reference, moment))

    def cancel(self) -> None:
        """Leave off; what is known already stays."""
        self._aside.cancel()

    def _take(self, news: list[Found], _is_over: bool) -> None:
        for found in news:
            self.found[self._readout] = found

    def _edited(self, delta: Delta) -> None:
        if self.found and not self.is_past and matters(delta):
            self.is_past = True
            self.changed.emit()

    def _forget(self) -> None:
        self._aside.forget()
        self._reference = None
        self.found.clear()
        self.is_past = False
        self.changed.emit()


def _tell(
    test: Test,
    circuit: Circuit,
    readout: str,
    reference: Moment | None,
    moment: Moment,
    teller: Teller,
) -> None:
    """Test the reference and the present moment, on the thread that calls."""
    before, now = (
        test(circuit, readout, tested, lambda part, begun=begun: teller.advance(begun + 0.5 * part))  # type: ignore[misc]
        for tested, begun in ((reference, 0.0), (moment, 0.5))
    )
    then = reference.time_ms if reference is not None else None
    teller.find(Found(before, now, then, moment.time_ms))


def _test(
    document: Document, circuit: Circuit, readout: str, moment: Moment | None, told: Told
) -> Sensitivity:
    from circuitlab.analysis.claims_aside import give_way
    from circuitlab.analysis.sensitivity import sensitivity

    give_way()
    return sensitivity(circuit, document.catalog, readout, moment, told)
