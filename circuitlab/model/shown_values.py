"""Values that stand beside their elements on the picture: parameters, or states of the run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Kind, Parameter, State


@dataclass(frozen=True, slots=True, order=True)
class ShownValue:
    """A value that stands on the picture: an element, and a parameter or state of it."""

    element: str
    name: str


MOST_OF_ONE = 4
"""Values of one element that are shown at most: more would be a table."""
_SHORT = frozenset({"number", "integer", "switch", "choice"})


def showable(parameter: Parameter) -> bool:
    """Return whether a parameter's value is short enough to stand on the picture."""
    return parameter.type in _SHORT


def shown_quantity(kind: Kind, name: str) -> Parameter | State | None:
    """Return the parameter or state of a kind that may stand on the picture under a name."""
    parameter = kind.parameters.get(name)
    if parameter is not None and showable(parameter):
        return parameter
    return kind.states.get(name)


def shown_without(shown: Iterable[ShownValue], gone: Collection[str]) -> tuple[ShownValue, ...]:
    """Return what is shown once some elements are gone."""
    return tuple(each for each in shown if each.element not in gone)
