"""Slow states that lie inside fast mechanisms, and the rates at which they move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import SCALARS, SHARED, Mechanism, Strobed
from circuitlab.engine.plan.plan import Bank, Plan, Reals, Slots
from circuitlab.engine.plan.row_layout import Layout
from circuitlab.engine.recipes.populations import Clock
from circuitlab.engine.stepping.kernel_choice import steps_of
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.simulation import Watch

_MEASURING_MS = 0.025


class StrobedState:
    """A slow state inside a fast mechanism of one element, and its rates in this window.

    The rates are measured on the mechanism itself, which is linear in the state: its function is
    asked what it would make of 0 and of 1. No equation is written down twice.

    Attributes
    ----------
    key : its element and mechanism
    watches : what must be watched in a window: what moves among the mechanism's arguments
    """

    def __init__(self, plan: Plan, element: str, made: Mechanism, strobed: Strobed) -> None:
        self._plan, self._strobed, self._made = plan, strobed, made
        self.key = element, made.name
        self.slots = plan.address[element, made.name, strobed.state]
        self._drive = plan.address.get((element, made.name, strobed.drive))
        self._cell = _cell_of(plan, element)
        self._slow_steps = plan.settings.slow_steps
        self._every = self._slow_steps if self._is_slow(plan, element) else 1
        self._still = {name: plan.address[element, made.name, name] for name in made.parameters}
        given = {*made.parameters, *SCALARS, strobed.state, strobed.drive}
        self._moving = [name for name in made.arguments if name not in given]
        self.watches = tuple(
            self._watch(element, name, cell)
            for name in self._moving
            for cell in range(len(self.slots))
        )
        self._rates = np.zeros((3, len(self.slots)))
        self.clear()

    def clear(self) -> None:
        """Begin another window."""
        self._samples: list[Reals] = [np.zeros((0, 3, len(self.slots)))]

    def take(self, columns: Sequence[Reals], state: Reals) -> None:
        """Measure the rates of each millisecond of a call."""
        cells = len(self.slots)
        moving: dict[str, Reals] = {}
        for number, name in enumerate(self._moving):
            mine = columns[number * cells : (number + 1) * cells]
            moving[name] = np.stack([self._sampled(name, column) for column in mine], axis=1)
        count = min((len(values) for values in moving.values()), default=1)
        rows = {name: values[:count].ravel() for name, values in moving.items()}
        for name, slots in self._still.items():
            rows[name] = np.tile(np.resize(state[slots], cells), count)
        held, driven, left = (
            after_short_step(self._plan, self._made, rows | self._given(x, u, cells * count))
            for x, u in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0))
        )
        found = np.stack([held, driven - held, 1.0 - left])
        self._samples.append(np.moveaxis(found.reshape(3, count, cells), 1, 0))

    def _given(self, x: float, u: float, count: int) -> dict[str, Reals]:
        """Values of the state itself and of what drives it."""
        given = {self._strobed.state: x, self._strobed.drive: u}
        return {name: np.full(count, value) for name, value in given.items() if name}

    def jump(self, state: Reals, before: Reals, seconds: float) -> None:
        """Advance the state exactly, by the window's rates and the mean of its drive."""
        held, driven, leaving = self._rates
        drive = 0.5 * (before + self.drive(state))
        binding = held + driven * drive
        both = binding + leaving
        target = np.divide(binding, both, out=state[self.slots].copy(), where=both > 0.0)
        state[self.slots] = target + (state[self.slots] - target) * np.exp(-both * seconds)

    def average(self) -> None:
        """End a window: keep the averages of its rates, 1/s, for the jumps that follow."""
        samples = np.concatenate(self._samples)
        per_s = 1e3 / _MEASURING_MS
        means = samples.mean(axis=0) if len(samples) else np.zeros(samples.shape[1:])
        self._rates = per_s * means

    def take_over(self, before: StrobedState | None) -> None:
        """Go on with the averages that the same state had in another plan."""
        if before is not None and before._rates.shape == self._rates.shape:
            self._rates = before._rates

    def drive(self, state: Reals) -> Reals:
        """The input that binding is proportional to, now."""
        return np.ones(len(self.slots)) if self._drive is None else state[self._drive]

    def _sampled(self, name: str, column: Reals) -> Reals:
        """Values of a watched row at the end of each millisecond."""
        if self._every_of(name) == 1:
            return np.asarray(column[self._slow_steps - 1 :: self._slow_steps, 0])
        return np.asarray(column.mean(axis=1))

    def _every_of(self, name: str) -> int:
        """Inputs are fed once a millisecond; all else moves at the pace of its mechanism."""
        return self._slow_steps if name in self._made.inputs else self._every

    def _watch(self, element: str, name: str, cell: int) -> Watch:
        where, row = (self._cell, "") if name in SHARED else (element, self._made.name)
        return Watch(where, "", cell, self._every_of(name), (row, name))

    def _is_slow(self, plan: Plan, element: str) -> bool:
        """Whether its mechanism is stepped once a millisecond."""
        units = plan.on(Clock.SLOW)
        return any(
            (use.element, use.mechanism) == (element, self._made.name)
            for population in units
            for use in population.cells.uses
        )


def after_short_step(plan: Plan, made: Mechanism, rows: Mapping[str, Reals]) -> Reals:
    """(n,) what a short step makes of a mechanism's strobed state, with (n,) values of each row.

    The mechanism's own loop is stepped once over so many cells.
    """
    assert made.strobed is not None
    bank = Bank(Layout.all_own((made.name,)), 0, max(map(len, rows.values())))
    state = np.zeros(bank.slots)
    for name, values in rows.items():
        state[_lanes_of(bank, name)] = values
    steps = steps_of([bank], plan, library(), "never")
    library().driver().call_all(steps._replace(dt=np.full(1, _MEASURING_MS)), 0, 0.0, state)
    return np.asarray(state[_lanes_of(bank, made.strobed.state)])


def _lanes_of(bank: Bank, row: str) -> Slots:
    place = row if row in SHARED else (0, row)
    return np.asarray(bank.lanes[bank.layout.places[place], : bank.size])


def strobed_states(plan: Plan) -> Iterator[StrobedState]:
    """Every slow state of a plan that lies inside a fast mechanism and that something drives."""
    for made in MECHANISMS.values():
        strobed = made.strobed
        for element, mechanism, row in plan.address if strobed else ():
            here = strobed is not None and (mechanism, row) == (made.name, strobed.state)
            if strobed is not None and here and _moves(plan, element, made, strobed):
                yield StrobedState(plan, element, made, strobed)


def _moves(plan: Plan, element: str, made: Mechanism, strobed: Strobed) -> bool:
    """Whether something drives a strobed state, or its switch is on."""
    if strobed.switch:
        _slots, values = plan.parameters[element, made.name, strobed.switch]
        return bool(np.any(values != 0.0))
    drive = plan.address[element, made.name, strobed.drive]
    return bool(np.isin(drive, plan.slow.target).any())


def _cell_of(plan: Plan, element: str) -> str:
    """The element whose common rows a mechanism of `element` sees."""
    return plan.cell_of.get(element, element)
