"""Carrying slow biology over a jump in time, while the neurons stand still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import Mechanism
from circuitlab.engine.plan.plan import Parameter, Plan, Population, Reals, Slots, banks_of
from circuitlab.engine.recipes.populations import Clock
from circuitlab.engine.stepping.kernel_choice import steps_of
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.engine.stroboscope.strobed_states import StrobedState

_STEPS_A_JUMP = 64
_MS = 1000.0
_ONSET = "start"
"""Name of the parameter by which slow biology begins in the middle of a run."""


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


def onsets(plan: Plan) -> Iterator[Parameter]:
    """Slots and values (ms) of when what is slow begins: a body time, in a run of days."""
    for population in plan.on(Clock.BODY):
        for (_element, _mechanism, row), found in population.parameters():
            if row == _ONSET:
                yield found


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


class Jump:
    """Advances everything slow in a simulation, with what is fast held at its average.

    Parameters
    ----------
    strobed : measured in the window before

    Attributes
    ----------
    plan : whose values hold; its places must stay
    """

    def __init__(self, simulation: Simulation, strobed: tuple[StrobedState, ...]) -> None:
        plan = simulation.plan
        self.plan = plan
        self._simulation = simulation
        self._strobed = strobed
        populations = jumping(plan)
        banks = banks_of(populations)
        self._steps = steps_of(banks, plan, library(), "never")
        self._call_all = library().driver().call_all
        counts = np.diff(self._steps.first)
        unit = [1.0 if bank.clock is Clock.BODY else _MS for bank in banks]
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
        plan = self.plan
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
