"""Measuring one element on hidden copies, on a thread that gives way to the window and its run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.analysis.bench.alone import as_now, members_of
from circuitlab.gui.aside import Aside, Teller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.analysis.bench.protocols import BenchProtocol
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.element import Element
    from circuitlab.model.frozen import Value

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be measured: an element as it is now, by a protocol with its settings."""

    circuit: Circuit
    catalog: Catalog
    id: str
    protocol: BenchProtocol
    settings: Mapping[str, float]


class Worker:
    """What carries out one order, on whatever thread calls it; it may be ended from another."""

    def __init__(self) -> None:
        from circuitlab.engine.running.background_compiler import Apart

        self._stop = threading.Event()
        self._apart = Apart()

    def end(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._stop.set()
        self._apart.stop()

    def measured(self, order: Order, told: Told) -> Measured:
        """Measure.

        Raises
        ------
        InterruptedError
            When it was ended.
        """
        from circuitlab.analysis.bench.aside import measured_aside

        return measured_aside(order, told, self._stop, self._apart)


class Measuring(QObject):
    """Measures for the window, one order at a time; the last curve of each kind is remembered.

    Attributes
    ----------
    changed : Signal()
        Any of these, or what is known, may be another.
    done : Signal(object)
        What was measured.
    """

    changed = Signal()
    done = Signal(object)

    def __init__(self, load: Callable[[], Worker] = Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._order: Order | None = None
        self._latest: dict[tuple[str, str], tuple[Measured, tuple[Element, ...]]] = {}
        self._aside = Aside("bench", self._take, self)
        self._aside.changed.connect(self.changed)

    @property
    def order(self) -> Order | None:
        """What is being measured."""
        return self._order if self._aside.is_on else None

    @property
    def part(self) -> float:
        """How much is done, 0 to 1."""
        return self._aside.part

    @property
    def fault(self) -> str:
        """Why the last order came to nothing."""
        return self._aside.fault

    def start(self, order: Order) -> None:
        """Measure, in place of what is being measured."""
        self._order = order
        self._aside.start(partial(_measure, self._load, order))

    def cancel(self) -> None:
        """Give up what is being measured."""
        self._aside.cancel()

    def forget(self) -> None:
        """Forget all of another circuit."""
        self._aside.forget()
        self._latest.clear()
        self.changed.emit()

    def latest(self, id: str, protocol: str) -> Measured | None:
        """Return what was measured last of an element by a protocol."""
        found = self._latest.get((id, protocol))
        return found[0] if found is not None else None

    def is_past(self, measured: Measured, circuit: Circuit, catalog: Catalog) -> bool:
        """Return whether what was measured has changed since."""
        found = self._latest.get((measured.id, measured.protocol))
        if found is None or found[0] is not measured or measured.id not in circuit.elements:
            return True
        return _as_measured(circuit, catalog, measured.id) != found[1]

    def _take(self, news: list[Measured], _is_over: bool) -> None:
        order = self._order
        assert order is not None
        for measured in news:
            known = _as_measured(order.circuit, order.catalog, order.id)
            self._latest[order.id, measured.protocol] = (measured, known)
            self.done.emit(measured)


def _measure(load: Callable[[], Worker], order: Order, teller: Teller) -> None:
    """Carry out an order, on the thread that calls."""
    worker = load()
    teller.end_with(worker.end)
    teller.find(worker.measured(order, teller.advance))


def order_of(
    circuit: Circuit,
    catalog: Catalog,
    id: str,
    protocol: BenchProtocol,
    settings: Mapping[str, float],
    now: Mapping[tuple[str, str], Value],
) -> Order:
    """Return the order to measure an element as it is now: with what a protocol has set."""
    return Order(as_now(circuit, now), catalog, id, protocol, dict(settings))


def _as_measured(circuit: Circuit, catalog: Catalog, id: str) -> tuple[Element, ...]:
    """Return all on which a measurement of an element depends."""
    neuron = circuit.host(id) or id
    near = {neuron, id, *members_of(circuit, catalog, neuron)}
    near |= {*circuit.targets(id), *circuit.sources(id)}
    known = (circuit.elements[each] for each in sorted(near))
    return tuple(_nowhere(element) for element in known)


def _nowhere(element: Element) -> Element:
    """Return an element as it is wherever it stands on the canvas."""
    return replace(element, x=0.0, y=0.0, label="")
