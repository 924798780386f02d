"""What the engine says when a circuit cannot be simulated, or no longer."""

from __future__ import annotations

from circuitlab.catalog.words import Problem
from circuitlab.resources import _


class CannotRun(ValueError):
    """A circuit that cannot be simulated as it is.

    Attributes
    ----------
    problem : where, what and what to do about it, in words
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.problem = Problem(where, what, remedy)
        super().__init__(str(self.problem))


class NotFinite(CannotRun):
    """A voltage left the range of numbers that make sense, or is none.

    Attributes
    ----------
    element : the id of the neuron
    time_ms : model time by which it had happened
    """

    def __init__(self, element: str, time_ms: float) -> None:
        what = _("its voltage left all that a membrane can have at {time} ms")
        what = what.format(time=f"{time_ms:g}")
        super().__init__(element, what, _("make dt smaller or its conductances weaker"))
        self.element = element
        self.time_ms = time_ms
