"""A moment of a run: all that is needed to look at it again, and to go on from it."""

from __future__ import annotations

from dataclasses import dataclass

from circuitlab.engine.numerics.arrays import TICK
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.running.days_mark import DaysMark
from circuitlab.engine.running.timeline import Mark
from circuitlab.engine.stepping.state_memory import Snapshot
from circuitlab.engine.stepping.state_view import StateView


@dataclass(frozen=True, eq=False, slots=True)
class Moment:
    """A moment of a run as it was, from which the run can go on.

    Attributes
    ----------
    plan, snapshot : what was stepped, and its state
    view : a look at that state
    body_s : time of slow processes
    timeline : how far the timeline had come
    logged : edits in the log until then
    days : which window it lies in, where somebody watches day by day
    """

    plan: Plan
    snapshot: Snapshot
    view: StateView
    body_s: float
    timeline: Mark
    logged: int
    days: DaysMark | None = None

    @property
    def tick(self) -> int:
        """Steps done, in all windows."""
        before = self.days.ticks if self.days is not None else 0
        return before + int(self.snapshot.memory.counters[TICK])

    @property
    def time_ms(self) -> float:
        """Model time."""
        return self.tick * self.plan.settings.dt

    def nbytes_beside(self, other: Moment | None) -> int:
        """Bytes that are kept for its sake where another moment is kept already."""
        mine = self.snapshot.nbytes + self.view.nbytes_beside(self.snapshot)
        is_shared = other is not None and other.plan.address is self.plan.address
        return mine if is_shared else mine + self.plan.nbytes
