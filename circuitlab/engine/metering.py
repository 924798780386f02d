"""What meters record of a run, as ranges a screen column wide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from circuitlab.engine.messages import Column
from circuitlab.engine.simulation import Chunk, Simulation, Watch
from circuitlab.engine.view import StateView, place_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role

_COLUMNS_A_WINDOW = 2000
_COLUMN_S = 0.0005
"""Wall time that a column covers at most, so that a spike keeps its shape at any speed."""


class Metering:
    """Ranges of what meters record, as times with lowest and highest values.

    Parameters
    ----------
    speed : model seconds per second; the slower, the finer the columns
    """

    def __init__(self, circuit: Circuit, simulation: Simulation, speed: float) -> None:
        self._dt = simulation.plan.settings.dt
        watches = []
        self._sampled: list[tuple[str, str]] = []
        self._links, self._recorded = circuit.links, _recorded(circuit)
        self._metered = _metered(circuit, self._recorded, self._dt, speed)
        self._address = simulation.plan.address
        for id, state, every in self._metered:
            if place_of(simulation.plan, id, state) is not None:
                watches.append(Watch(id, state, 0, every))
            elif (id, state) in simulation.view():
                self._sampled.append((id, state))
        self._watches = tuple(dict.fromkeys(watches))
        simulation.watch(self._watches)

    def fits(self, circuit: Circuit, simulation: Simulation, speed: float) -> bool:
        """Whether it still records what it should: no meter and no structure has changed."""
        same = self._address is simulation.plan.address and self._links is circuit.links
        return same and self._metered == _metered(circuit, self._recorded, self._dt, speed)

    def of(
        self, chunk: Chunk | None, simulation: Simulation, view: StateView
    ) -> dict[tuple[str, str], Column]:
        """What is recorded, from a chunk."""
        if chunk is None:
            return {}
        columns = {}
        for watch, ranges in zip(self._watches, chunk.columns, strict=True):
            last = simulation.tick // watch.every
            numbers = np.arange(last - len(ranges), last) + 1.0
            times = numbers * (watch.every * self._dt)
            columns[watch.element, watch.state] = (np.asarray(times), ranges[:, 0], ranges[:, 1])
        for key in self._sampled:
            now = view[key][:1].copy()
            columns[key] = (np.full(1, simulation.time), now, now)
        return columns


def _recorded(circuit: Circuit) -> list[tuple[str, str]]:
    """Each meter with an element that it records."""
    return [link.key for link in circuit.links.values() if link.role is Role.RECORDS]


def _metered(
    circuit: Circuit, recorded: Sequence[tuple[str, str]], dt: float, speed: float
) -> list[tuple[str, str, int]]:
    """(element, state, steps a column) of everything that a meter with a quantity records."""
    found = []
    for meter, target in recorded:
        if quantity := _quantity(circuit, meter):
            window = float(circuit.value(meter, "window"))  # type: ignore[arg-type]
            column = min(window / _COLUMNS_A_WINDOW, 1e3 * _COLUMN_S * speed)
            every = max(1, round(column / dt))
            found.append((target, quantity, every))
    return found


def _quantity(circuit: Circuit, meter: str) -> str:
    try:
        return str(circuit.value(meter, "quantity"))
    except KeyError:
        return ""
