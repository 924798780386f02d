"""A run that somebody watches day by day: windows one after the other, and jumps between them."""

from __future__ import annotations

from collections.abc import Sequence

from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.running.body_jump import jump_to
from circuitlab.engine.running.days_mark import DaysMark
from circuitlab.engine.running.messages import ByDays
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.simulation import Simulation, Watch
from circuitlab.engine.stroboscope.stroboscope import Stroboscope
from circuitlab.model.days import body_words


class WatchedDays:
    """Windows of a simulation and what passes between them.

    Each window's model time begins at 0; what people see counts the ticks of all windows.

    Attributes
    ----------
    ticks : those of the windows before this one
    """

    def __init__(self, simulation: Simulation, asked: ByDays) -> None:
        self._simulation = simulation
        self._strobe = Stroboscope(simulation, asked.probe_ms)
        self._every_s = asked.every_s
        self._begun_s = 0.0
        self.ticks = 0
        self._strobe.begin()

    @property
    def watches(self) -> tuple[Watch, ...]:
        """What must be watched beside what meters record."""
        return self._strobe.watches

    @property
    def end(self) -> int:
        """The simulation's tick at which the present window ends."""
        return round(self._strobe.window_ms / self._simulation.plan.settings.dt)

    @property
    def left(self) -> int:
        """Ticks until the present window ends, one at least."""
        return max(1, self.end - self._simulation.tick)

    @property
    def is_over(self) -> bool:
        """Whether the present window has ended."""
        return self._simulation.tick >= self.end

    def take(self, columns: Sequence[Reals]) -> None:
        """Take what a chunk gave for :attr:`watches`."""
        self._strobe.take(columns)

    def jump(self, timeline: Timeline) -> list[str]:
        """End the window, pass to the next, and return the words of what happened on the way."""
        self.ticks += self._simulation.tick
        self._strobe.end()
        self._begun_s += self._every_s
        passed = jump_to(self._strobe, timeline, self._begun_s)
        self._strobe.begin()
        labels = [step.label for step in passed if step.label]
        return [body_words(self._begun_s), *labels]

    def follow(self) -> None:
        """Take over the simulation's plan, which has changed."""
        self._strobe.follow()

    def mark(self) -> DaysMark:
        """Where it is now."""
        return DaysMark(self._strobe.number, self._begun_s, self.ticks)

    def resume(self, mark: DaysMark) -> None:
        """Go back to a mark, with the simulation as it was then."""
        self._begun_s, self.ticks = mark.body_s, mark.ticks
        self._strobe.resume(mark.windows, mark.body_s)
