"""Parameters of one element as arrays, in the engine's units."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Kind
from circuitlab.catalog.units import between, unit_of
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.numerics.noise import keys, normals
from circuitlab.model.element import Element
from circuitlab.model.frozen import Array, Value
from circuitlab.resources import _

Numbers = NDArray[np.float64]

_LEAST_SHARE = 0.1
"""Share of a population's value that every cell has at least, however wide the spread is: with a
leak or a time constant below zero a cell would run away."""


def over_area(density: Numbers, area: Numbers) -> Numbers:
    """What lies on so much membrane (µm²): mS/cm² give nS, µF/cm² give pF."""
    return 0.01 * density * area


def numbers_of(value: Value) -> Numbers:
    """A number, or several, as an array of one dimension."""
    given = value.values if isinstance(value, Array) else value
    return np.atleast_1d(np.asarray(given, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole plan.

    Attributes
    ----------
    dt : step of the neurons, ms
    slow_steps : steps between two updates of what is slow (1 ms of model time)
    body_clock : seconds of slow biology shown per second of model time
    """

    dt: float
    seed: int
    body_clock: float

    @property
    def slow_steps(self) -> int:
        """Steps in one millisecond, at least one."""
        return max(1, round(1.0 / self.dt))

    @property
    def slow_dt(self) -> float:
        """Milliseconds between two updates of what is slow."""
        return self.slow_steps * self.dt

    @property
    def body_dt(self) -> float:
        """Seconds of slow biology between two updates."""
        return 1e-3 * self.slow_dt * self.body_clock


@dataclass(frozen=True, eq=False, slots=True)
class Boutons:
    """The boutons through which fibres reach the cells that a receptor sits in.

    Attributes
    ----------
    cell : (boutons,) number of the cell that each reaches
    weight : (boutons,) weight of each over the largest
    """

    cell: NDArray[np.int64]
    weight: Numbers

    def __len__(self) -> int:
        return len(self.cell)

    def share(self) -> Numbers:
        """(boutons,) one over the number of boutons on the same cell."""
        return np.asarray(1.0 / np.bincount(self.cell)[self.cell])


NO_BOUTONS = Boutons(np.zeros(0, np.int64), np.zeros(0))


class Values:
    """One element's parameters, its own or the catalog's, as (size,) arrays.

    Parameters
    ----------
    size : cells of the population that the values are for; 1 where there is none
    boutons : what reaches a receptor that binds transmitter in clefts
    """

    def __init__(
        self,
        element: Element,
        kind: Kind,
        settings: Settings,
        size: int = 1,
        boutons: Boutons = NO_BOUTONS,
    ) -> None:
        self.element = element
        self.kind = kind
        self.settings = settings
        self.size = size
        self.boutons = boutons

    def raw(self, name: str) -> Value:
        """The value as the user wrote it, in the catalog's unit."""
        value: Value = self.element.params.get(name, self.kind.parameters[name].default)
        return value

    def number(self, name: str) -> float:
        """A single number."""
        return float(self.raw(name))  # type: ignore[arg-type]

    def __getitem__(self, name: str) -> Numbers:
        cells = self._of_each_cell(name)
        if self.kind.parameters[name].spread and self.number("spread") > 0.0:
            cells *= np.maximum(1.0 + self.number("spread") * self.deviates(name), _LEAST_SHARE)
        return cells

    def _of_each_cell(self, name: str) -> Numbers:
        value = self.raw(name)
        if isinstance(value, int | float):
            return np.full(self.size, float(value))
        given = numbers_of(value)
        if given.size not in (1, self.size):
            what = _("{name} has {given} values for {size} cells")
            what = what.format(name=name, given=given.size, size=self.size)
            raise CannotRun(self.element.id, what, _("give one value, or one for each cell"))
        return np.resize(given, self.size)

    def seconds(self, name: str) -> Numbers:
        """A time in seconds, whatever its unit in the catalog."""
        given, wanted = unit_of(self.kind.parameters[name].unit), unit_of("s")
        if given is None or wanted is None:
            raise ValueError(f"{self.kind.name}.{name} is not a time")
        return self[name] * between(1.0, given, wanted)

    def siemens(self, name: str) -> Numbers:
        """A conductance density (mS/cm²) as a conductance (nS), by the membrane's area."""
        return over_area(self[name], self["area"])

    def capacitance(self) -> Numbers:
        """Capacitance (pF) from that of the membrane (µF/cm²), by its area."""
        return over_area(self["c_m"], self["area"])

    def wandering(self, sd: Numbers, tau: str) -> dict[str, Numbers]:
        """Rows of Ornstein–Uhlenbeck noise of a standard deviation and a time constant (ms)."""
        decay = self.decay(tau)
        return {"key": self.keys(), "decay": decay, "kick": sd * np.sqrt(1.0 - decay * decay)}

    def deviates(self, name: str) -> Numbers:
        """(size,) standard normal deviates of this element's parameter, the same in every run."""
        return normals(self.settings.seed, self.element.id, self.size, zlib.crc32(name.encode()))

    def keys(self) -> Numbers:
        """(size,) noise keys; their 64 bits travel in float slots."""
        return keys(self.settings.seed, self.element.id, self.size).view(np.float64)

    def decay(self, name: str, dt: float | None = None) -> Numbers:
        """e^(−dt/τ) for the time constant ``name`` in ms."""
        return np.asarray(np.exp(-(self.settings.dt if dt is None else dt) / self[name]))
