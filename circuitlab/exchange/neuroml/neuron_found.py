"""What a cell of a NeuroML file is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class NeuronFound:
    """A neuron's kind and values, with the channels that are docked on it.

    Attributes
    ----------
    per_unit : pA for each unit of a current that has none
    docked : kinds and values
    otherwise : what of the cell is not taken
    """

    kind: str
    values: Mapping[str, object]
    per_unit: float = 1.0
    docked: tuple[tuple[str, Mapping[str, object]], ...] = ()
    otherwise: tuple[str, ...] = field(default=())
