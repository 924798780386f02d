"""What cannot be done is said in one clear sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from circuitlab.catalog.words import Problem

T = TypeVar("T")


class CircuitError(ValueError):
    """Something that was asked for cannot be done; `problems` says what and what to do.

    Attributes
    ----------
    problems : tuple of Problem
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def fitting(found: T | Problem) -> T:
    """Return what was found, if it is no problem.

    Raises
    ------
    CircuitError
    """
    if isinstance(found, Problem):
        raise CircuitError([found])
    return found
