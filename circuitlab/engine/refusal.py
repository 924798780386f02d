"""What the engine says when a circuit's values do not fit together."""

from __future__ import annotations

from circuitlab.catalog.words import Problem


class CannotRun(ValueError):
    """A circuit that cannot be simulated as it is.

    Attributes
    ----------
    problem : where, what and what to do about it, in words
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.problem = Problem(where, what, remedy)
        super().__init__(str(self.problem))
