"""Measuring one element on hidden copies, on a thread that gives way to the window and its run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.aside import Aside
from circuitlab.gui.bench.orders import Worker, carry_out
from circuitlab.gui.bench.unasked import Unasked

if TYPE_CHECKING:
    from circuitlab.analysis.bench.behind import Behind
    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.gui.bench.orders import Meant, Order

_MOST_KNOWN = 64
"""Curves that are remembered for whoever comes back to an element."""


class Measuring(QObject):
    """Measures for the window, one order at a time; the last curves of each kind are remembered.

    Attributes
    ----------
    unasked : Unasked
        Measures what is looked at, while nobody wants anything else measured.
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
        self._known: dict[Meant, Measured] = {}
        self._latest: dict[tuple[str, str], tuple[Measured, Behind]] = {}
        self._aside = Aside("bench", self._take, self)
        self._aside.changed.connect(self.changed)
        self.unasked = Unasked(load, lambda: self._aside.is_on, self)
        self.unasked.found.connect(self._found)

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
        self.unasked.leave()
        self._order = order
        self._aside.start(partial(carry_out, self._load, order))

    def cancel(self) -> None:
        """Give up what is being measured."""
        self._aside.cancel()

    def stop(self) -> None:
        """Give up all that is being measured, asked for or not."""
        self.unasked.leave()
        self.cancel()

    def forget(self) -> None:
        """Forget all of another circuit."""
        self.unasked.forget()
        self._aside.forget()
        self._latest.clear()
        self._known.clear()
        self.changed.emit()

    def latest(self, id: str, protocol: str) -> Measured | None:
        """Return what was measured last of an element by a protocol."""
        found = self._latest.get((id, protocol))
        return found[0] if found is not None else None

    def known(self, meant: Meant) -> Measured | None:
        """Return what was measured of an element as it is now; the last where there are several."""
        latest = self._latest.get(meant[:2])
        if latest is not None and latest[1] == meant[2]:
            return latest[0]
        return self._known.get(meant)

    def is_past(self, measured: Measured, now: Behind) -> bool:
        """Return whether what was measured last has changed since."""
        found = self._latest.get((measured.id, measured.protocol))
        return found is None or found[0] is not measured or found[1] != now

    def _take(self, news: list[Measured], _is_over: bool) -> None:
        order = self._order
        assert order is not None
        for measured in news:
            self._keep(order, measured)

    def _found(self, order: Order, measured: Measured) -> None:
        """Take a curve that nobody has asked for: one that still holds stays before it."""
        latest = self._latest.get((order.id, order.protocol.name))
        if latest is None or latest[1] != order.behind:
            self._keep(order, measured)

    def _keep(self, order: Order, measured: Measured) -> None:
        self._known.pop(order.meant, None)
        self._known[order.meant] = measured
        while len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._latest[order.id, measured.protocol] = (measured, order.behind)
        self.done.emit(measured)
