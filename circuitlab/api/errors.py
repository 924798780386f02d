"""What cannot be done is said in one clear sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from circuitlab.catalog.printable import printable
from circuitlab.catalog.words import Problem

T = TypeVar("T")


class CircuitError(ValueError):
    """Something that was asked for cannot be done; `problems` says what and what to do.

    Attributes
    ----------
    problems : tuple of Problem
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        return printable("; ".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:  # as another process hands it back
        return type(self), (self.problems,)


class NotThere(CircuitError, KeyError, IndexError):
    """Something was asked for by a name or a number that nothing has.

    Whatever looks it up as in a dict or a list (``in``, ``get``, ``for``) takes it as theirs.
    """


def fitting(found: T | Problem) -> T:
    """Return what was found, if it is no problem.

    Raises
    ------
    CircuitError
    """
    if isinstance(found, Problem):
        raise CircuitError([found])
    return found
