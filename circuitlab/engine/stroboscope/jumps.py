"""Carrying slow biology over a jump in time, while the neurons stand still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import SHARED, Mechanism, Strobed
from circuitlab.engine.plan.plan import Plan, Population, Reals, Slots, banks_of
from circuitlab.engine.recipes.populations import Clock
from circuitlab.engine.stepping.kernel_choice import steps_of
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.simulation import Simulation

_MEASURING_MS = 0.025
_STEPS_A_JUMP = 64
_MS = 1000.0


def jumping(plan: Plan) -> tuple[Population, ...]:
    """Populations that a jump advances: the body clock's, and levels on the neural clock."""
    levels = [p for p in plan.on(Clock.SLOW) if all(made.jumps for made in _mechanisms(p))]
    return (*plan.on(Clock.BODY), *levels)


def state_slots(plan: Plan, populations: Iterable[Population]) -> Slots:
    """Slots of all states of these populations."""
    none = np.zeros(0, np.int64)
    uses = [use for population in populations for use in population.cells.uses]
    return np.concatenate(
        [
            none,
            *(
                plan.address[use.element, use.mechanism, state]
                for use in uses
                for state in MECHANISMS[use.mechanism].states
            ),
        ]
    )


def longest_step(plan: Plan) -> float:
    """Longest step (s) in which mediators that diffuse are stable; infinite without any."""
    hops = [
        float(np.max(values))
        for (_element, mechanism, row), (_slots, values) in plan.parameters.items()
        if row in MECHANISMS[mechanism].hops
    ]
    return 1.0 / (4.0 * max(hops)) if any(hops) else np.inf


def _mechanisms(population: Population) -> Iterator[Mechanism]:
    return (MECHANISMS[use.mechanism] for use in population.cells.uses)


@dataclass(slots=True)
class Rates:
    """Averages of the rates of one strobed state, 1/s, a cell each.

    Attributes
    ----------
    binding, driven, leaving : a, a′ and b of dx/dt = (a + a′ u)(1 − x) − b x
    """

    binding: Reals
    driven: Reals
    leaving: Reals


class StrobedState:
    """A slow state inside a fast mechanism of one element, and its rates in this window.

    The rates are measured on the mechanism itself, which is linear in the state: its function is
    asked what it would make of 0 and of 1. No equation is written down twice.
    """

    def __init__(self, plan: Plan, element: str, made: Mechanism, strobed: Strobed) -> None:
        self._strobed = strobed
        self._function = made.function
        self._place = made.states.index(strobed.state)
        self._arguments = made.arguments
        self._slots = [_slots_of(plan, element, made.name, name) for name in made.arguments]
        self.slots = plan.address[element, made.name, strobed.state]
        self._drive = plan.address.get((element, made.name, strobed.drive))
        self.clear()

    def clear(self) -> None:
        """Begin another window."""
        none = np.zeros(len(self.slots))
        self._sum = Rates(none.copy(), none.copy(), none.copy())
        self._samples = 0

    def sample(self, state: Reals) -> None:
        """Measure the rates of this moment."""
        for cell in range(len(self.slots)):
            still = self._after(state, cell, 0.0, 0.0)
            self._sum.binding[cell] += still
            self._sum.driven[cell] += self._after(state, cell, 0.0, 1.0) - still
            self._sum.leaving[cell] += 1.0 - self._after(state, cell, 1.0, 0.0)
        self._samples += 1

    def jump(self, state: Reals, before: Reals, seconds: float) -> None:
        """Advance the state exactly, by the window's rates and the mean of its drive."""
        per_s = 1e3 / (_MEASURING_MS * max(self._samples, 1))
        drive = 0.5 * (before + self.drive(state))
        binding = per_s * (self._sum.binding + self._sum.driven * drive)
        both = binding + per_s * self._sum.leaving
        target = np.divide(binding, both, out=state[self.slots].copy(), where=both > 0.0)
        state[self.slots] = target + (state[self.slots] - target) * np.exp(-both * seconds)

    def drive(self, state: Reals) -> Reals:
        """The input that binding is proportional to, now."""
        return np.ones(len(self.slots)) if self._drive is None else state[self._drive]

    def _after(self, state: Reals, cell: int, x: float, u: float) -> float:
        """What a short step makes of the state x under a drive u."""
        held = {self._strobed.state: x, self._strobed.drive: u, "dt": _MEASURING_MS}
        given = [
            held[name] if name in held else float(state[slots[min(cell, len(slots) - 1)]])
            for name, slots in zip(self._arguments, self._slots, strict=True)
        ]
        return float(self._function(*given)[self._place])


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


def _slots_of(plan: Plan, element: str, mechanism: str, name: str) -> Slots:
    """Slots of an argument; of what belongs to the cell, those of the cell."""
    if name == "dt":
        return np.zeros(1, np.int64)
    if name not in SHARED:
        return plan.address[element, mechanism, name]
    for population in plan.cells:
        if any(use.element == element for use in population.cells.uses):
            return plan.address[population.cells.element, "", name]
    raise KeyError((element, name))


class Jump:
    """Advances everything slow in a simulation, with what is fast held at its average.

    Parameters
    ----------
    strobed : measured in the window before
    """

    def __init__(self, simulation: Simulation, strobed: tuple[StrobedState, ...]) -> None:
        plan = simulation.plan
        self._simulation = simulation
        self._strobed = strobed
        populations = jumping(plan)
        self._steps = steps_of(banks_of(populations), plan, library(), "never")
        self._call_all = library().driver().call_all
        counts = np.diff(self._steps.first)
        unit = [1.0 if p.cells.clock is Clock.BODY else _MS for p in populations]
        self._unit = np.repeat(unit, counts)
        self._longest = longest_step(plan)
        self.crossing = _crossing(plan, populations)

    def __call__(self, seconds: float, averages: Reals) -> None:
        """Jump over so many seconds of body time.

        Parameters
        ----------
        averages : of :attr:`crossing` in the window before
        """
        state = self._simulation.state
        frozen = state[self.crossing].copy()
        state[self.crossing] = averages
        count = int(np.ceil(seconds / min(seconds / _STEPS_A_JUMP, self._longest)))
        for _step in range(count):
            self._advance(state, seconds / count)
        state[self.crossing] = frozen

    def _advance(self, state: Reals, seconds: float) -> None:
        before = [each.drive(state).copy() for each in self._strobed]
        plan = self._simulation.plan
        steps = self._steps._replace(dt=seconds * self._unit)
        self._call_all(steps, self._simulation.tick, plan.settings.dt, state)
        feeds = plan.slow
        if len(feeds.target):
            state[feeds.target] = np.add.reduceat(
                feeds.gain * state[feeds.source], feeds.first[:-1]
            )
        for each, drive in zip(self._strobed, before, strict=True):
            each.jump(state, drive, seconds)


def _crossing(plan: Plan, populations: Iterable[Population]) -> Slots:
    """What is fast and tells slow biology something: sources of its inputs that do not jump."""
    own = np.zeros(len(plan.state), bool)
    for population in populations:
        bank = population.bank
        own[bank.base : bank.base + bank.slots] = True
    counts = np.diff(plan.slow.first)
    into = own[np.repeat(plan.slow.target, counts)]
    return np.unique(plan.slow.source[into & ~own[plan.slow.source]])
