"""Measuring what is looked at without being asked, once it has been looked at for a moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.gui.aside import Aside
from circuitlab.gui.bench.orders import carry_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.gui.bench.orders import Meant, Order, Worker

RESTED_MS = 300
"""How long something is looked at, or rests as it is, before it is measured."""


class Unasked(QObject):
    """Measures one thing at a time, after all that somebody asks for.

    Parameters
    ----------
    load : callable
        Returns what carries out an order; called on a thread.
    is_busy : callable
        Returns whether something is measured that somebody has asked for.

    Attributes
    ----------
    found : Signal(object, object)
        An order, and what was measured.
    failed : Signal()
        What was wanted came to nothing: `fault_of` says why.
    """

    found = Signal(object, object)
    failed = Signal()

    def __init__(
        self,
        load: Callable[[], Worker],
        is_busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load, self._is_busy = load, is_busy
        self._wanted: Order | None = None
        self._faults: dict[Meant, str] = {}
        self._aside = Aside("curve", self._take, self)
        self._rest = QTimer(self, singleShot=True, interval=RESTED_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def part(self) -> float:
        """How much is done, 0 to 1."""
        return self._aside.part

    @property
    def is_on(self) -> bool:
        """Whether anything is being measured."""
        return self._aside.is_on

    def want(self, order: Order) -> None:
        """Measure this in place of what was wanted, once it has rested; nothing twice."""
        if order.meant in self._faults:
            self.leave()
        elif self._wanted is None or self._wanted.meant != order.meant:
            self.leave()
            self._wanted = order
            self._rest.start()

    def leave(self) -> None:
        """Give up what is wanted."""
        self._wanted = None
        self._rest.stop()
        self._aside.drop()

    def forget(self) -> None:
        """Give up what is wanted, and why anything failed: who comes back has it tried anew."""
        self.leave()
        self._faults.clear()

    def fault_of(self, meant: Meant) -> str:
        """Return why a measurement came to nothing; empty where none has."""
        return self._faults.get(meant, "")

    def _begin(self) -> None:
        if self._wanted is None:
            return
        if self._is_busy():
            self._rest.start()
        else:
            self._aside.start(partial(carry_out, self._load, self._wanted))

    def _take(self, news: list[Measured], is_over: bool) -> None:
        order = self._wanted
        if order is None or not is_over:
            return
        self._wanted = None
        if news:
            self.found.emit(order, news[-1])
        elif self._aside.fault:
            self._faults[order.meant] = self._aside.fault
            self.failed.emit()
