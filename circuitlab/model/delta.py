"""An edit as a value: what was there before, and what is there after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.words import Problem

Key = str | tuple[str, str]
"""An element's id, a link's (source, target), or ("document", field)."""

Changes = Mapping[Key, tuple[Any, Any]]


class StaleDelta(ValueError):
    """A Delta was made for another state of the circuit than the one it was given to."""


class IllegalDelta(ValueError):
    """A Delta would leave the circuit in a shape that no circuit may have."""


class RefusedDelta(IllegalDelta):
    """A Delta would leave the circuit with content that no file can keep.

    Attributes
    ----------
    problems
        What it is, and what to do, for whoever asked for the edit.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Delta:
    """One named edit; to add, to remove and to change are the same thing.

    Parameters
    ----------
    label : str
        What the edit is called in the undo menu.
    changes : Mapping
        Key → (before, after). An element or a link that is absent is None.
    merge_key : str
        Edits that follow each other with the same key, not empty, become one undo step.
    """

    label: str
    changes: Changes
    merge_key: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "changes", MappingProxyType(dict(self.changes)))

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> Delta:
        """Return the edit that takes this one back."""
        back = {key: (after, before) for key, (before, after) in self.changes.items()}
        return Delta(self.label, back, self.merge_key)

    def merged(self, later: Delta) -> Delta:
        """Return one edit that does this one and then `later`, named as this one.

        Raises
        ------
        StaleDelta
            If `later` does not start from where this one ends.
        """
        changes = dict(self.changes)
        for key, (before, after) in later.changes.items():
            first, middle = changes.get(key, (before, before))
            if middle != before:
                raise StaleDelta(f"{key}: the later edit starts from another value")
            changes[key] = (first, after)
        kept = {key: pair for key, pair in changes.items() if pair[0] != pair[1]}
        return Delta(self.label or later.label, kept, self.merge_key)
