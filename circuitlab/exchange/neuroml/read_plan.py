"""What a plan says of its cells: which mechanisms, with what values, and which cells are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.plan import Plan, Population
from circuitlab.engine.recipes.populations import MechanismUse

NOISE = frozenset({"membrane_noise", "noise_current"})
SOURCES = frozenset({"listed_source", "poisson_source", "timed_poisson_source"})


@dataclass(frozen=True, slots=True)
class Use:
    """A mechanism of a cell, with the values that it has there at the start."""

    use: MechanismUse
    values: Mapping[str, float]

    @property
    def mechanism(self) -> str:
        """Its name."""
        return self.use.mechanism

    @property
    def element(self) -> str:
        """The element that it belongs to."""
        return self.use.element


@dataclass(frozen=True)
class AlikeCells:
    """Cells of an element that are alike.

    Attributes
    ----------
    v : mV, at the start
    cells : their indices
    dt : ms
    """

    element: str
    v: float
    uses: tuple[Use, ...]
    cells: NDArray[np.int64]
    dt: float

    def of(self, *mechanisms: str) -> Use | None:
        """The first of its mechanisms that is one of these."""
        return next((use for use in self.uses if use.mechanism in mechanisms), None)

    def has(self, *mechanisms: str) -> bool:
        """Whether it has all of these."""
        return all(self.of(each) is not None for each in mechanisms)


class Reading:
    """A plan, as what writes it in another format asks for it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.dt = plan.settings.dt

    def is_source(self, population: Population) -> bool:
        """Whether it only sends spikes, without a membrane."""
        return all(use.mechanism in SOURCES for use in population.cells.uses)

    def row(self, element: str, mechanism: str, name: str) -> NDArray[np.float64]:
        """(cells,) what a row holds at the start."""
        slots = self.plan.address.get((element, mechanism, name))
        return np.zeros(1) if slots is None else self.plan.state[slots]

    def kinds_of_cell(self, population: Population) -> Iterator[AlikeCells]:
        """The cells of a population, those that are alike together."""
        cells = population.cells
        table = {("", "", "v"): self.row(cells.element, "", "v")}
        for use in cells.uses:
            mechanism = MECHANISMS[use.mechanism]
            if use.mechanism in NOISE:
                continue
            for name in (*mechanism.parameters, *mechanism.inputs):
                table[use.element, use.mechanism, name] = self.row(use.element, use.mechanism, name)
        columns = [np.broadcast_to(values, cells.size) for values in table.values()]
        rows, which = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
        for number, row in enumerate(rows):
            named = dict(zip(table, row.tolist(), strict=True))
            yield AlikeCells(
                cells.element,
                named["", "", "v"],
                tuple(Use(use, _of(named, use)) for use in cells.uses),
                np.flatnonzero(which.ravel() == number),
                self.dt,
            )


def _of(named: Mapping[tuple[str, str, str], float], use: MechanismUse) -> dict[str, float]:
    owner = (use.element, use.mechanism)
    return {name: value for (*place, name), value in named.items() if tuple(place) == owner}


def tau_of(keep: float, dt: float) -> float:
    """Time constant (ms) of what keeps a part of itself over a step."""
    return float(-dt / np.log(keep))
