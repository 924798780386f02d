"""What is to be measured, and who carries it out on a thread beside the window and its run."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.analysis.bench.behind import Behind, behind
from circuitlab.analysis.bench.protocols import protocols
from circuitlab.model.names import name_of
from circuitlab.resources import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.analysis.bench.protocols import BenchProtocol
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.aside import Teller
    from circuitlab.model.circuit import Circuit

Told = Callable[[float], None]
Meant = tuple[str, str, Behind]
"""An element, a protocol, and all that a curve of it depends on beside the protocol's settings."""


_numbers = itertools.count()


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be measured: an element as it is now, by a protocol with its settings.

    Attributes
    ----------
    behind
        All of the circuit that the curve depends on.
    name
        What the element is called.
    """

    id: str
    name: str
    behind: Behind
    protocol: BenchProtocol
    settings: Mapping[str, float]

    @property
    def meant(self) -> Meant:
        """What is equal for orders that measure the same."""
        return self.id, self.protocol.name, self.behind


class Worker:
    """What carries out one order, on whatever thread calls it; it may be ended from another."""

    def __init__(self) -> None:
        from circuitlab.analysis.bench.apart import elsewhere

        self._number, self._elsewhere = next(_numbers), elsewhere()

    def end(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._elsewhere.end(self._number)

    def measured(self, order: Order, told: Told) -> Measured:
        """Measure.

        Raises
        ------
        InterruptedError
            When it was ended.
        """
        from circuitlab.analysis.bench.messages import Wanted

        place = protocols().index(order.protocol)
        wanted = Wanted(self._number, order.id, order.behind, place, order.settings, language())
        return replace(self._elsewhere.measured(wanted, told), element=order.name)


def carry_out(load: Callable[[], Worker], order: Order, teller: Teller) -> None:
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
    now: Mapping[tuple[str, str], object],
) -> Order:
    """Return the order to measure an element as it is now."""
    depends = behind(circuit, catalog, id, now)
    return Order(id, name_of(circuit, catalog, id), depends, protocol, dict(settings))
