"""What another format or a file in it makes impossible: said to whoever asked."""

from __future__ import annotations

from typing import Any

from circuitlab.catalog.words import Problem


class CannotExchange(Exception):
    """What was asked for cannot be written to, or read from, another format.

    Attributes
    ----------
    problem : where, what, and what to do about it
    """

    def __init__(self, where: str, what: str, remedy: str) -> None:
        self.problem = Problem(where, what, remedy)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem.where, self.problem.what, self.problem.remedy)
