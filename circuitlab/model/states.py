"""Compared states: named differences from the circuit as drawn, which a document keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from circuitlab.model.frozen import FrozenMap, Value, freeze
from circuitlab.model.step import Step

Address = tuple[str, str]

STATES = "states"
"""The document's field."""
AS_DRAWN = "as_drawn"
"""The id of the state that differs in nothing."""
MOST_STATES = 3
SYMBOLS = ("circle", "triangle", "square")

_NOTHING: FrozenMap[Any] = FrozenMap()


@dataclass(frozen=True, slots=True)
class ComparedState:
    """One of the states in which a circuit is compared with itself.

    Attributes
    ----------
    name, note
        What it is called, and what is said of it beside that.
    symbol
        One of `SYMBOLS`: the shape and colour by which it is known everywhere.
    values
        What differs from the circuit as drawn, by (element id, parameter) in catalog units; who is
        muted and who acts again is among it.
    timeline
        The steps that stand in place of the circuit's own; None for its own.
    other
        What a file says beyond this; it is written back as it stood.
    """

    id: str
    name: str = ""
    symbol: str = SYMBOLS[0]
    values: Mapping[Address, Value] = FrozenMap()  # type: ignore[assignment]
    timeline: tuple[Step, ...] | None = None
    note: str = ""
    other: Mapping[str, Any] = _NOTHING

    def __post_init__(self) -> None:
        for name in ("values", "other"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    @property
    def is_as_drawn(self) -> bool:
        """Whether it is the circuit as it is drawn: an edit of it is one of the circuit."""
        return self.id == AS_DRAWN


def without(states: Iterable[ComparedState], gone: Collection[str]) -> tuple[ComparedState, ...]:
    """Return states once some elements are gone: each keeps what it says of the others."""
    return tuple(_without(state, gone) for state in states)


def _without(state: ComparedState, gone: Collection[str]) -> ComparedState:
    values = {at: value for at, value in state.values.items() if at[0] not in gone}
    timeline = state.timeline
    if timeline is not None:
        left = (_step_without(step, gone) for step in timeline)
        timeline = tuple(step for step in left if step.values)
    return replace(state, values=values, timeline=timeline)


def _step_without(step: Step, gone: Collection[str]) -> Step:
    values = {at: value for at, value in step.values.items() if at[0] not in gone}
    return step if len(values) == len(step.values) else replace(step, values=values)
