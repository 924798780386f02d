"""What the engine says when a circuit cannot be simulated, or no longer."""

from __future__ import annotations

from typing import Any

from circuitlab.catalog.words import Problem


class CannotRun(ValueError):
    """A circuit that cannot be simulated as it is.

    Attributes
    ----------
    problem : where, what and what to do about it, in words
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.problem = Problem(where, what, remedy)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem.where, self.problem.what, self.problem.remedy)


class NotFinite(CannotRun):
    """A voltage left the range of numbers that make sense, or a state is no number.

    Attributes
    ----------
    element : the id of the neuron, or of what has the state
    time_ms : model time by which it had happened
    """

    def __init__(self, problem: Problem, time_ms: float) -> None:
        super().__init__(problem.where, problem.what, problem.remedy)
        self.element = problem.where.partition(".")[0]
        self.time_ms = time_ms

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem, self.time_ms)
