"""Hours and days of slow biology seen through short windows of neural time.

In a window everything runs at its own pace. Between windows the neurons stand still, no spike is
drawn, and slow biology jumps ahead: each equation is advanced exactly, with what the neurons gave
on average in the window as its input. Both clocks are known at every moment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.stepping.runaway import strayed
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.engine.stroboscope.jumps import Jump, jumping, state_slots, strobed_states
from circuitlab.resources import _

_SAMPLE_MS = 1.0


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
    from_rest : let each window begin with the neurons, and the stimuli, as they are now; else they
        go on where the last window ended

    Raises
    ------
    CannotRun
        When the simulation's body clock is sped up as well.
    """

    def __init__(
        self, simulation: Simulation, window_ms: float, jump_s: float, *, from_rest: bool = True
    ) -> None:
        settings = simulation.plan.settings
        if settings.body_clock != 1.0:
            what = _("slow biology is sped up already, by a factor of {clock:g}")
            remedy = _("set the body clock to 1")
            raise CannotRun(_("body clock"), what.format(clock=settings.body_clock), remedy)
        self.simulation = simulation
        self.window_ms = window_ms
        self.jump_s = jump_s
        self.neural_ms = 0.0
        self.body_s = 0.0
        self._strobed = tuple(strobed_states(simulation.plan))
        self._jump = Jump(simulation, self._strobed)
        self._averages = simulation.state[self._jump.crossing].copy()
        self._rest = simulation.snapshot() if from_rest else None
        slow = state_slots(simulation.plan, jumping(simulation.plan))
        self._slow = np.concatenate([slow, *(each.slots for each in self._strobed)])

    @property
    def factor(self) -> float:
        """Body time that passes per neural time."""
        return 1.0 + 1e3 * self.jump_s / self.window_ms

    def run(self, body_s: float) -> list[Window]:
        """Window and jump in turn until so much more body time has passed; end with a window."""
        end = self.body_s + body_s
        windows = [self.window()]
        while end - self.body_s > 1e-6:
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
        begun_ms, begun_s, first = self.neural_ms, self.body_s, self.simulation.tick
        samples, total = 0, np.zeros(len(self._jump.crossing))
        for each in self._strobed:
            each.clear()
        spikes = [np.zeros((0, 2), np.int64)]
        for steps in self._slices():
            spikes.append(self.simulation.advance(steps).spikes)
            if (element := self.simulation.first_non_finite()) is not None:
                problem = strayed(self.simulation, element, self.simulation.time)
                raise NotFinite(problem, self.simulation.time)
            total += self.simulation.state[self._jump.crossing]
            samples += 1
            for each in self._strobed:
                each.sample(self.simulation.state)
        self._averages = total / max(samples, 1)
        passed = (self.simulation.tick - first) * self.simulation.plan.settings.dt
        self.neural_ms += passed
        self.body_s += 1e-3 * passed
        found = np.concatenate(spikes)
        found[:, 1] -= first
        return Window(begun_ms, self.neural_ms, begun_s, found)

    def jump(self, seconds: float | None = None) -> None:
        """Let slow biology pass over so many seconds, by default those between two windows."""
        seconds = self.jump_s if seconds is None else seconds
        self._jump(seconds, self._averages)
        self.body_s += seconds
        if self._rest is not None:
            self._rewind(self.simulation.state[self._slow].copy())
        self.simulation.patch(self.simulation.plan)  # whatever slept must see the new levels

    def _rewind(self, slow: Reals) -> None:
        """Put the neurons back to rest, and leave slow biology and all values where they are."""
        assert self._rest is not None
        values = [
            (slots, self.simulation.state[slots].copy())
            for slots, _given in self.simulation.plan.parameters.values()
        ]
        self.simulation.restore(self._rest)
        for slots, value in values:
            self.simulation.state[slots] = value
        self.simulation.state[self._slow] = slow

    def _slices(self) -> list[int]:
        """Steps of a window, a sample each."""
        settings = self.simulation.plan.settings
        each = max(1, round(_SAMPLE_MS / settings.dt))
        whole, rest = divmod(round(self.window_ms / settings.dt), each)
        return [each] * whole + ([rest] if rest else [])
