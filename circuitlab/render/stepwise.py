"""Long work in steps, between which a window may show something and listen."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key")
Result = TypeVar("Result")

Steps = Generator[None, None, Result]
"""Work that stops after each step, and tells in the end what came of it."""


def done(steps: Steps[Result]) -> Result:
    """Do all of it at once; returns what came of it."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def pieces(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield a few items at a time."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def parts(of: Mapping[Key, Item], size: int) -> Iterator[dict[Key, Item]]:
    """Yield a few entries of a mapping at a time."""
    for piece in pieces(of.items(), size):
        yield dict(piece)
