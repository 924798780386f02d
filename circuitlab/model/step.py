"""One step of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from circuitlab.model.frozen import Value, freeze


@dataclass(frozen=True, slots=True)
class Step:
    """Values that are set at one moment of the run.

    Parameters
    ----------
    at : float
        Model time in ms.
    values : Mapping
        By (element id or "document", parameter), in catalog units.
    label : str
        What is written beside the moment in traces.
    """

    at: float
    values: Mapping[tuple[str, str], Value]
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", freeze(self.values))
