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
        Model time in ms, or body time in ms where `of_body`.
    values : Mapping
        By (element id or "document", parameter), in catalog units.
    label : str
        What is written beside the moment in traces.
    of_body : bool
        Whether the moment is one on the body clock.
    """

    at: float
    values: Mapping[tuple[str, str], Value]
    label: str = ""
    of_body: bool = False

    @property
    def body_s(self) -> float:
        """Body time in s of a step on the body clock."""
        return 1e-3 * self.at

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", freeze(self.values))
