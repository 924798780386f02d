"""Heat thresholds of the nerve endings of a run, measured on a thread whenever they may differ."""

from __future__ import annotations

import math
import queue
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.numerics.arrays import Reals
    from circuitlab.model.circuit import Circuit

    Measure = Callable[[Circuit, Catalog, str], float]

EVERY = 16
"""Frames between two looks at what moves a threshold: a quarter of a second."""

PATIENCE = 4
"""Looks after which what has not come to rest is measured all the same."""


class HeatThresholds:
    """Knows from which temperature on each nerve ending's neuron fires, as its states are now.

    Parameters
    ----------
    catalog : Catalog
        Kinds of the circuit.
    measure : callable
        Called on a thread with the circuit of a cell alone, its catalog and its id; °C.
    """

    def __init__(self, catalog: Catalog, measure: Measure | None = None) -> None:
        self._catalog = catalog
        self._measure = measure or _fires_from
        self._found: dict[tuple[str, str], float] = {}
        self._asked: dict[str, Circuit] = {}
        self._looked_at: dict[str, Circuit | None] = {}
        self._waited: dict[str, int] = {}
        self._done: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
        self._busy: threading.Thread | None = None
        self._looks = 0
        self._seen: tuple[object, object] = (None, None)
        self._endings: dict[str, str] = {}
        self._moving: dict[str, list[tuple[str, str]]] = {}
        self._alone: dict[str, tuple[Mapping[tuple[str, str], float], Circuit]] = {}

    def follow(
        self, circuit: Circuit, values: Mapping[tuple[str, str], Reals]
    ) -> dict[tuple[str, str], float]:
        """Return what is known by now, °C by (channel, "fires_from"), and look what has moved."""
        while not self._done.empty():
            channel, degrees = self._done.get()
            self._found = self._found | {(channel, "fires_from"): degrees}
        if self._looks % EVERY == 0 and (self._busy is None or not self._busy.is_alive()):
            self._look(circuit, values)
        self._looks += 1
        return self._found

    def _look(self, circuit: Circuit, values: Mapping[tuple[str, str], Reals]) -> None:
        """Have the threshold measured that has longest differed from what is known.

        What is being changed, as by a slider that is dragged, waits until it rests, or for a while.
        """
        from circuitlab.analysis import heat_threshold

        elements, links = circuit.elements, circuit.links
        if self._seen[0] is not elements or self._seen[1] is not links:
            self._seen = elements, links
            self._endings = heat_threshold.endings(circuit, self._catalog)
            self._moving.clear()
            self._alone.clear()
        due = [*filter(None, (self._wanted(circuit, values, end) for end in self._endings.items()))]
        if due:
            longest = max(due, key=lambda wanted: self._waited[wanted[0]])
            self._start(*longest)

    def _wanted(
        self, circuit: Circuit, values: Mapping[tuple[str, str], Reals], ending: tuple[str, str]
    ) -> tuple[str, Circuit, str] | None:
        """Return what to measure for a channel in a neuron, if it is time to."""
        channel, neuron = ending
        alone = self._alone_now(circuit, values, neuron)
        before, self._looked_at[channel] = self._looked_at.get(channel), alone
        if alone is None or alone == self._asked.get(channel):
            self._waited[channel] = 0
            return None
        self._waited[channel] = waited = self._waited.get(channel, 0) + 1
        is_due = alone == before or channel not in self._asked or waited >= PATIENCE
        return (channel, alone, neuron) if is_due else None

    def _alone_now(
        self, circuit: Circuit, values: Mapping[tuple[str, str], Reals], neuron: str
    ) -> Circuit | None:
        """Return a cell alone as it is now: the same as before where nothing of it has moved."""
        from circuitlab.analysis import heat_threshold

        if neuron not in self._moving:
            self._moving[neuron] = heat_threshold.what_moves(circuit, self._catalog, neuron)
        now = heat_threshold.moved_now(self._moving[neuron], values)
        if now is None:
            return None
        known = self._alone.get(neuron)
        if known is None or known[0] != now:
            known = now, heat_threshold.alone(circuit, self._catalog, neuron, now)
            self._alone[neuron] = known
        return known[1]

    def _start(self, channel: str, alone: Circuit, neuron: str) -> None:
        from circuitlab.engine.errors import CannotRun

        self._asked[channel], self._waited[channel] = alone, 0

        def measure() -> None:
            degrees = math.nan
            try:
                degrees = self._measure(alone, self._catalog, neuron)
            except CannotRun:
                pass  # the run itself says why
            finally:
                self._done.put((channel, degrees))

        self._busy = threading.Thread(target=measure, daemon=True)
        self._busy.start()


def _fires_from(alone: Circuit, catalog: Catalog, neuron: str) -> float:
    from circuitlab.analysis.heat_threshold import fires_from

    return fires_from(alone, catalog, neuron)
