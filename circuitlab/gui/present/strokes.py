"""What a pen has drawn over the picture, as values: each stroke stays for a while, then fades."""

from __future__ import annotations

from dataclasses import dataclass, replace

Point = tuple[float, float]

STAYS_S, FADES_S = 4.0, 1.5
"""How long a stroke stays once it is drawn, and how long it takes to fade."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Points that the pen has passed, in pixels, and when it was lifted, s; None: it is down."""

    points: tuple[Point, ...]
    lifted_s: float | None = None

    def strength(self, now_s: float) -> float:
        """Return how well it is seen, 1 wholly, 0 no more."""
        if self.lifted_s is None:
            return 1.0
        faded_s = now_s - self.lifted_s - STAYS_S
        return min(1.0, max(0.0, 1.0 - faded_s / FADES_S))


@dataclass(frozen=True, slots=True)
class Strokes:
    """All strokes that are still seen, the oldest first."""

    all: tuple[Stroke, ...] = ()

    def begun(self, at: Point) -> Strokes:
        """Return them with the pen put down."""
        return Strokes((*self.all, Stroke((at,))))

    def drawn(self, to: Point) -> Strokes:
        """Return them with the pen, where it is down, drawn to a point."""
        if not self.is_down:
            return self
        last = self.all[-1]
        return Strokes((*self.all[:-1], replace(last, points=(*last.points, to))))

    def lifted(self, now_s: float) -> Strokes:
        """Return them with the pen lifted."""
        if not self.is_down:
            return self
        return Strokes((*self.all[:-1], replace(self.all[-1], lifted_s=now_s)))

    def seen(self, now_s: float) -> Strokes:
        """Return those that have not faded."""
        return Strokes(tuple(each for each in self.all if each.strength(now_s) > 0.0))

    @property
    def is_down(self) -> bool:
        """Whether the pen is down."""
        return bool(self.all) and self.all[-1].lifted_s is None
