"""What a unit is: its dimension, its size, and where its zero lies."""

from dataclasses import dataclass

Dimension = tuple[int, int, int, int, int, int]
"""Powers of metre, kilogram, second, ampere, kelvin and mole."""

PLAIN: Dimension = (0, 0, 0, 0, 0, 0)
CELSIUS, FAHRENHEIT = "°C", "°F"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, its size in SI units, and where its zero lies (kelvin)."""

    dimension: Dimension
    size: float
    zero: float = 0.0

    def __pow__(self, power: int) -> "Unit":
        """Return the unit multiplied with itself; its zero is that of no scale then."""
        if power == 1:
            return self
        length, mass, time, current, warmth, amount = (power * each for each in self.dimension)
        return Unit((length, mass, time, current, warmth, amount), self.size**power)

    def __mul__(self, other: "Unit") -> "Unit":
        """Return the product of two units."""
        columns = zip(self.dimension, other.dimension, strict=True)
        length, mass, time, current, warmth, amount = (sum(powers) for powers in columns)
        return Unit((length, mass, time, current, warmth, amount), self.size * other.size)
