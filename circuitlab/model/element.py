"""What a circuit is made of: elements, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from circuitlab.model.frozen import Array, FrozenMap, Value, freeze
from circuitlab.model.limits import LONGEST_ID

__all__ = ["DOCUMENT", "MUTED", "Array", "Element", "Link", "Params", "Role", "Value", "is_id"]

DOCUMENT = "document"
"""The word that addresses the document itself; no element may have it as its id."""

MUTED = "muted"
"""The name under which overlays and steps set whether an element acts; no parameter has it."""

Params = FrozenMap[Any]

_ID = re.compile(r"[a-z][a-z0-9_]*")


def is_id(text: str) -> bool:
    """Tell whether `text` can be the id of an element: `heat1`, `left_fibre`."""
    return len(text) <= LONGEST_ID and text != DOCUMENT and _ID.fullmatch(text) is not None


class Role(StrEnum):
    """What a link means, read from source to target."""

    RELEASES_ONTO = "releases onto"
    BINDS = "binds"
    SITS_IN = "sits in"
    DRIVES = "drives"
    MODULATES = "modulates"
    RECORDS = "records"
    COUPLES = "couples"


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a circuit.

    Parameters
    ----------
    id : str
        Short, readable, unique in the circuit: `heat1`.
    kind : str
        A name in the catalog.
    label : str
        What people read on the canvas; empty for the kind's title.
    x, y : float
        Canvas units. The centre; for a part that sits in a neuron, the offset from that centre.
    params : Mapping
        The parameters that differ from the catalog's defaults, in catalog units.
    muted : bool
        Whether it acts on nothing: what it is and where its wires lead stays as it is.
    """

    id: str
    kind: str
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    params: Params = field(default_factory=FrozenMap)
    muted: bool = False

    def __post_init__(self) -> None:
        if not is_id(self.id):
            raise ValueError(f"not an element's id: {self.id!r}")
        if not isinstance(self.params, FrozenMap):
            object.__setattr__(self, "params", _frozen_params(self.params))

    def setting(self, name: str) -> Value | None:
        """Return a parameter where it is set, or whether the element is muted."""
        return self.muted if name == MUTED else self.params.get(name)


def _frozen_params(params: Mapping[str, object]) -> Params:
    return FrozenMap({name: freeze(value) for name, value in params.items()})


@dataclass(frozen=True, slots=True)
class Link:
    """A bare role from one element to another."""

    source: str
    target: str
    role: Role

    @property
    def key(self) -> tuple[str, str]:
        """The ordered pair that a circuit keeps this link under."""
        return (self.source, self.target)
