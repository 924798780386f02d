"""How strong stimuli are given, one after the other, to see from where on they hurt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grades:
    """How a stimulus is given ever stronger.

    Attributes
    ----------
    by
        The parameter that says how strong it is.
    levels
        Its values in the parameter's unit, from what nobody feels as pain to what everybody does;
        they fall for cold.
    rate
        How fast it gets there, per second, where it has a `rate`; 0: at once.
    """

    by: str
    levels: tuple[float, ...]
    rate: float = 0.0

    @property
    def rising(self) -> bool:
        """Whether a larger value is the stronger stimulus."""
        return self.levels[-1] > self.levels[0]
