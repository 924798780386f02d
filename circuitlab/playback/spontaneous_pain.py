"""How much of a pain read-out is there unasked: measured on a thread, time and again."""

from __future__ import annotations

import math
import queue
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.moment import Moment
    from circuitlab.model.circuit import Circuit

    Measure = Callable[[Circuit, Catalog, str, Moment], float]

SPONTANEOUS = "spontaneous"
"""Under this name it stands beside what the engine knows."""
LEAST_S = 2.0
"""Time from one measurement to the next, at least."""
SHARE = 0.1
"""Of that time at most so much is spent measuring."""


class SpontaneousPain:
    """Knows what each pain read-out would show if nothing touched the body.

    Parameters
    ----------
    measure : callable
        Called on a thread with a circuit, its catalog, a read-out and a moment of the run.
    clock : callable
        The time, s.
    """

    def __init__(
        self,
        catalog: Catalog,
        measure: Measure | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._catalog, self._measure, self._clock = catalog, measure or _spontaneous_part, clock
        self._found: dict[tuple[str, str], float] = {}
        self._done: queue.SimpleQueue[tuple[str, float, float, int]] = queue.SimpleQueue()
        self._busy: threading.Thread | None = None
        self._next_s = 0.0
        self._last_ms = self._seen_ms = math.nan
        self._turn = self._course = 0

    def follow(
        self, circuit: Circuit, readouts: tuple[str, ...], moment: Moment | None
    ) -> Mapping[tuple[str, str], float]:
        """Return what is known by now, 0 to 10 by (read-out, "spontaneous"), and measure anew."""
        self._heed(moment)
        while not self._done.empty():
            readout, value, cost_s, course = self._done.get()
            if course == self._course:
                self._found = self._found | {(readout, SPONTANEOUS): value}
                self._next_s = self._clock() + max(LEAST_S, cost_s / SHARE)
        if self._is_due(readouts, moment) and moment is not None:
            self._turn += 1
            self._last_ms = moment.time_ms
            self._start(circuit, readouts[self._turn % len(readouts)], moment)
        return self._found

    def _heed(self, moment: Moment | None) -> None:
        """Forget what was measured of a run that has begun anew, or goes on from its past."""
        if moment is None:
            return
        if moment.time_ms < self._seen_ms:
            self._course += 1
            self._found, self._next_s = {}, self._clock()
        self._seen_ms = moment.time_ms

    def _is_due(self, readouts: tuple[str, ...], moment: Moment | None) -> bool:
        if moment is None or not readouts:
            return False
        is_free = self._busy is None or not self._busy.is_alive()
        return is_free and self._clock() >= self._next_s and moment.time_ms != self._last_ms

    def _start(self, circuit: Circuit, readout: str, moment: Moment) -> None:
        run = partial(self._run, circuit, readout, moment, self._course)
        self._busy = threading.Thread(target=run, name="spontaneous pain", daemon=True)
        self._busy.start()

    def _run(self, circuit: Circuit, readout: str, moment: Moment, course: int) -> None:
        from circuitlab.engine.errors import CannotRun

        value, began = math.nan, self._clock()
        try:
            value = self._measure(circuit, self._catalog, readout, moment)
        except CannotRun:
            pass  # the run itself says why
        finally:
            self._done.put((readout, value, self._clock() - began, course))


def _spontaneous_part(circuit: Circuit, catalog: Catalog, readout: str, moment: Moment) -> float:
    from circuitlab.analysis.sensitivity import spontaneous_part

    return spontaneous_part(circuit, catalog, readout, moment)
