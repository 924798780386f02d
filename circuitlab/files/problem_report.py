"""All that is wrong with a file, in the order in which it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.parse import LeftOut, Mended, pointer
from circuitlab.resources import _

MAX_PROBLEMS = 1000
_TOLD_EVERY = 200
"""Entries of a list that are read between two words of how far it is."""

Told = Callable[[float], object]
"""Hears how much of a file is read, 0 to 1; what it raises ends the reading."""


def unheard(_part: float) -> None:
    """Hear nothing of it."""


class TooManyProblemsError(Exception):
    """So much is wrong that reading on is of no use."""


class Report:
    """Collects problems; beyond a thousand it gives up.

    Parameters
    ----------
    told
        Hears how far the reading is.

    Attributes
    ----------
    is_whole
        Whether everything in the file was used, or is kept as it is.
    is_cut
        Whether there is more to say than is listed.
    left_out
        Ids of elements that the file names and that could not be taken: that they are not there
        is no problem of whoever refers to them.
    """

    def __init__(self, told: Told = unheard) -> None:
        self.told = told
        self.problems: list[Problem] = []
        self.is_whole = True
        self.is_cut = False
        self.left_out: set[str] = set()
        self._gone: frozenset[str] = frozenset()

    def begin(self, slips: Iterable[Problem]) -> None:
        """Name what is wrong with the text; that a value is gone is not named once more."""
        slips = tuple(slips)
        for slip in slips:
            (self.note if isinstance(slip, Mended) else self.add)(slip)
        self._gone = frozenset(slip.where for slip in slips if isinstance(slip, LeftOut))

    def add(self, problem: Problem) -> None:
        """Name one problem by which something of the file is not used.

        Raises
        ------
        TooManyProblemsError
            If there are a thousand already.
        """
        self.is_whole = False
        if len(self.problems) >= MAX_PROBLEMS:
            raise TooManyProblemsError
        self.note(problem)

    def note(self, problem: Problem) -> None:
        """Name one problem of something that is kept as it is; beyond a thousand none is."""
        if len(self.problems) >= MAX_PROBLEMS:
            self.is_cut = True
        elif problem.where not in self._gone:
            self.problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Name several problems by which something of the file is not used."""
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

    def numbered(
        self, content: Mapping[str, Any], name: str, begin: float, end: float
    ) -> Iterator[tuple[int, Any]]:
        """Yield what a list of a file holds with its numbers, and tell how far it is.

        Parameters
        ----------
        begin, end
            Parts of the whole reading that are done before and after.
        """
        entries = self.entries(content, name)
        for number, given in enumerate(entries):
            if number % _TOLD_EVERY == 0:
                self.told(begin + (end - begin) * number / len(entries))
            yield number, given
