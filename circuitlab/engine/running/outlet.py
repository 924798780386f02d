"""What a runner tells: frames of the run, and how far that has come which it waits for."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import RunnerFrame, Status
from circuitlab.engine.running.spikes import NONE


class Outlet:
    """Hands frames out.

    Parameters
    ----------
    outbox : where others take them
    """

    def __init__(self, outbox: deque[RunnerFrame]) -> None:
        self._outbox = outbox
        self._begun = self._edits = 0
        self._last: RunnerFrame | None = None

    def begin(self, begun: int, edits: int) -> None:
        """Tell from now on of a run that has begun anew, so often by now, with so many edits."""
        self._begun, self._edits, self._last = begun, edits, None

    def send(self, frame: RunnerFrame) -> None:
        """Tell how the run stands."""
        self._last = frame
        self._outbox.append(frame)

    def tell_compiled(self, done: float, total: float) -> None:
        """Tell how much is compiled of what no step can do without."""
        part = done / total
        self._outbox.append(RunnerFrame(begun=self._begun, status=Status.COMPILING, progress=part))

    def tell_built(self, part: float) -> None:
        """Tell how much of the connections is made; what ran before holds still."""
        held = self._last or RunnerFrame(begun=self._begun, edits=self._edits)
        told = replace(held, status=Status.BUILDING, progress=part, running=False, problem=None)
        self._outbox.append(replace(told, spikes=NONE, columns={}, marks=(), speed=0.0, load=0.0))

    def tell_failed(self, problem: Problem) -> None:
        """Tell that the run has ended over an error."""
        self._outbox.append(RunnerFrame(begun=self._begun, status=Status.STOPPED, problem=problem))
