"""All that is wrong with a file, in the order in which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.resources import _

MAX_PROBLEMS = 1000


class TooManyProblemsError(Exception):
    """So much is wrong that reading on is of no use."""


class Report:
    """Collects problems; beyond a thousand it gives up."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, problem: Problem) -> None:
        """Note one problem.

        Raises
        ------
        TooManyProblemsError
            If there are a thousand already.
        """
        if len(self.problems) >= MAX_PROBLEMS:
            raise TooManyProblemsError
        self.problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        for problem in problems:
            self.add(problem)

    def entries(self, content: Mapping[str, Any], name: str) -> list[Any]:
        """Return a list that a file may hold under `name`; anything else is a problem."""
        found = content.get(name, [])
        if isinstance(found, list | tuple):
            return list(found)
        what = _("“{name}” is not a list").format(name=name)
        self.add(Problem(pointer(name), what, _("write a list in [ ]")))
        return []
