"""How far the compiling that a run waits for has come."""

from __future__ import annotations

import time


class Compiling:
    """From the order for a run to its first step.

    Attributes
    ----------
    part : float
        How much is compiled, 0 to 1.
    """

    def __init__(self) -> None:
        self.part = 0.0
        self._begun_at = time.perf_counter()

    @property
    def left_s(self) -> float | None:
        """About how long it will take, if that can be told yet."""
        if self.part <= 0.0:
            return None
        return (time.perf_counter() - self._begun_at) * (1.0 / self.part - 1.0)
