"""Hours and days of slow biology seen through short windows of neural time.

In a window everything runs at its own pace. Between windows the neurons stand still, no spike is
drawn, and slow biology jumps ahead: each equation is advanced exactly, with what the neurons gave
on average in the window as its input. Both clocks are known at every moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.plan.plan import Parameter, Reals
from circuitlab.engine.stepping.runaway import strayed
from circuitlab.engine.stepping.simulation import Simulation, Watch
from circuitlab.engine.stepping.state_memory import Snapshot
from circuitlab.engine.stroboscope.averages import Averages
from circuitlab.engine.stroboscope.chance import draw_anew
from circuitlab.engine.stroboscope.jumps import Jump, jumping, onsets, state_slots
from circuitlab.engine.stroboscope.strobed_states import strobed_states
from circuitlab.resources import _

_CALL_MS = 100.0
_CLOSE_S = 1e-6


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of neural time between two jumps.

    Attributes
    ----------
    start_ms, end_ms : neural time since the stroboscope began
    body_s : body time at its start
    spikes : (n, 2) source number and tick since the window began
    """

    start_ms: float
    end_ms: float
    body_s: float
    spikes: NDArray[np.int64]


class Stroboscope:
    """A simulation that is looked at through windows, with jumps between them.

    Parameters
    ----------
    simulation : its body clock must run at the neurons' pace
    window_ms : length of a window, neural time
    jump_s : body time that passes between two windows
    from_rest : let each window begin with the neurons, and the stimuli, as they are now, and draw
        random numbers of its own; else they go on where the last window ended

    Attributes
    ----------
    body_s : body time now; within a window, that of its beginning
    number : windows that have begun

    Raises
    ------
    CannotRun
        When the simulation's body clock is sped up as well.
    """

    def __init__(
        self,
        simulation: Simulation,
        window_ms: float,
        jump_s: float = 0.0,
        *,
        from_rest: bool = True,
    ) -> None:
        self.simulation = simulation
        self.window_ms = window_ms
        self.jump_s = jump_s
        self.neural_ms = 0.0
        self.body_s = 0.0
        self.number = 0
        self._from_rest = from_rest
        self._rest: Snapshot | None = simulation.snapshot() if from_rest else None
        self._prepare()

    @property
    def factor(self) -> float:
        """Body time that passes per neural time."""
        return 1.0 + 1e3 * self.jump_s / self.window_ms

    @property
    def watches(self) -> tuple[Watch, ...]:
        """What must be watched in a window, and handed to :meth:`take`."""
        return self._averages.watches

    def run(self, body_s: float) -> list[Window]:
        """Window and jump in turn until so much more body time has passed; end with a window."""
        end = self.body_s + body_s
        windows = [self.window()]
        while end - self.body_s > _CLOSE_S:
            self.jump(min(self.jump_s, end - self.body_s))
            windows.append(self.window())
        return windows

    def window(self) -> Window:
        """Let everything run for a window, and average what slow biology is to be told.

        Raises
        ------
        NotFinite
            When a voltage is no longer a number in its range.
        """
        begun_ms, begun_s = self.neural_ms, self.body_s
        self.begin()
        simulation, first = self.simulation, self.simulation.tick
        simulation.watch(self.watches)
        dt = simulation.plan.settings.dt
        end, most = first + round(self.window_ms / dt), max(1, round(_CALL_MS / dt))
        spikes = [np.zeros((0, 2), np.int64)]
        while simulation.tick < end:
            chunk = simulation.advance(min(most, end - simulation.tick))
            if (element := simulation.first_non_finite()) is not None:
                raise NotFinite(strayed(simulation, element, simulation.time), simulation.time)
            self.take(chunk.columns)
            spikes.append(chunk.spikes)
        self.end()
        found = np.concatenate(spikes)
        found[:, 1] -= first
        return Window(begun_ms, self.neural_ms, begun_s, found)

    def begin(self) -> None:
        """Begin a window: what it draws at random, and what has begun by this body time."""
        if self._from_rest:
            draw_anew(self.simulation, self.number)
        self.number += 1
        self._first = self.simulation.tick
        self._averages.clear()
        self._shift_onsets()

    def take(self, columns: Sequence[Reals]) -> None:
        """Take what a call of the simulation gave for :attr:`watches`."""
        self._averages.take(columns, self.simulation.state)

    def end(self) -> None:
        """End a window: from now on its averages hold, until the next one."""
        self.simulation.patch(self.simulation.plan)  # brings what fades up to date
        self._means = self._averages.end()
        passed = (self.simulation.tick - self._first) * self.simulation.plan.settings.dt
        self.neural_ms += passed
        self.body_s += 1e-3 * passed

    def jump(self, seconds: float | None = None) -> None:
        """Let slow biology pass over so many seconds, and begin anew from rest."""
        self.pass_over(self.jump_s if seconds is None else seconds)
        self.rewind()

    def pass_over(self, seconds: float) -> None:
        """Let slow biology pass over so many seconds, by default those between two windows."""
        end = self.body_s + seconds
        within = {1e-3 * at for _slots, starts in self._onsets for at in starts.tolist()}
        for until in (*sorted(at for at in within if self.body_s < at < end), end):
            self._jump(until - self.body_s, self._means)
            self.body_s = until
            self._shift_onsets()

    def rewind(self) -> None:
        """Put the neurons back to rest, and leave slow biology and all values where they are."""
        simulation = self.simulation
        if self._rest is not None:
            slow = simulation.state[self._slow].copy()
            values = [
                (slots, simulation.state[slots].copy())
                for slots, _given in simulation.plan.parameters.values()
            ]
            simulation.restore(self._rest)
            for slots, value in values:
                simulation.state[slots] = value
            simulation.state[self._slow] = slow
        simulation.patch(simulation.plan)  # whatever slept must see the new levels

    def follow(self) -> None:
        """Take over another plan of the simulation, from the circuit as it has become."""
        if self._rest is not None:
            self._rest = self.simulation.at_rest()
            draw_anew(self.simulation, max(0, self.number - 1))
        plan, before = self.simulation.plan, self._averages
        if plan.address is self._jump.plan.address and before.are_of(tuple(strobed_states(plan))):
            self._jump.plan = plan
            self._find_onsets()
        else:
            means = self._means
            self._prepare()
            self._means = self._averages.carried(before, means, self._means)
        self._shift_onsets()

    def resume(self, windows: int, body_s: float) -> None:
        """Go on in an earlier window, with the simulation as it was then; averages begin anew."""
        self.number, self.body_s, self._first = windows, body_s, 0
        self._averages.clear()
        self.follow()

    def _prepare(self) -> None:
        """Find what jumps, what is strobed, and what is averaged in the plan of now."""
        simulation, plan = self.simulation, self.simulation.plan
        if plan.settings.body_clock != 1.0:
            what = _("slow biology is sped up already, by a factor of {clock:g}")
            remedy = _("set the body clock to 1")
            clock = plan.settings.body_clock
            raise CannotRun(_("body clock"), what.format(clock=clock), remedy)
        strobed = tuple(strobed_states(plan))
        self._jump = Jump(simulation, strobed)
        self._averages = Averages(plan, self._jump.crossing, strobed)
        self._means = simulation.state[self._jump.crossing].copy()
        slow = state_slots(plan, jumping(plan))
        self._slow = np.concatenate([slow, *(each.slots for each in strobed)])
        self._find_onsets()

    def _find_onsets(self) -> None:
        self._onsets: list[Parameter] = list(onsets(self.simulation.plan))

    def _shift_onsets(self) -> None:
        """Let what begins at a body time begin at the model time at which this comes now."""
        passed = 1e3 * self.body_s - self.simulation.time
        for slots, starts in self._onsets:
            self.simulation.state[slots] = np.where(starts > 0.0, starts - passed, starts)
