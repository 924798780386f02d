"""What a document sets cell by cell once a population has another size: it follows as lists do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from circuitlab.model.frozen import Value
from circuitlab.model.paired_lists import SIZE

Address = tuple[str, str]
Fitted = Callable[[Address, Value, frozenset[str]], Value]
"""Returns a value at an address for as many cells as there are, but for what is of populations that
are given a size of their own where the value is set."""

_IN_ORDER = ("timeline", "scenario", "states")
"""Fields whose entries set values one after the other."""


def resized_fields(document: Mapping[str, Any], fitted: Fitted) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a document that are otherwise, each with what it is then."""
    for name in _IN_ORDER:
        followed = tuple(_followed(each, fitted) for each in document[name])
        if followed != tuple(document[name]):
            yield name, followed
    experiments = document["experiments"]
    tried = {name: _followed(each, fitted) for name, each in experiments.items()}
    if tried != dict(experiments):
        yield "experiments", tried


def _followed(each: Any, fitted: Fitted, sized: frozenset[str] = frozenset()) -> Any:
    """Return what sets values, and perhaps has steps that do, with each value followed."""
    sized |= {id for id, name in each.values if name == SIZE}
    values = {at: fitted(at, value, sized) for at, value in each.values.items()}
    new = each if values == dict(each.values) else replace(each, values=values)
    steps = getattr(each, "timeline", None)
    if not steps:
        return new
    followed = tuple(_followed(step, fitted, sized) for step in steps)
    return new if followed == tuple(steps) else replace(new, timeline=followed)
