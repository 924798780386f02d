"""How fast model time goes: what is due by now, and what a step costs on this machine."""

from __future__ import annotations

import time
from collections import deque

_CHUNK_S = 0.008
"""Wall time that a chunk of steps may take."""
_WORTHWHILE_S = 0.008
"""Wall time that a chunk makes up for: two of them come with each frame of the window."""
_FIRST_STEP_S = 1e-3
"""What a step is thought to cost before one has been done: too much, so that nothing stalls."""
_IDLE_S = 0.02
_LAG_S = 0.1
_SPEED_WINDOW_S = 0.5


class Pace:
    """Where model time should be, and how fast it really goes.

    Parameters
    ----------
    dt : step, ms
    speed : model seconds per second that are wanted
    worthwhile_s : a chunk is due when it makes up for so much wall time

    Attributes
    ----------
    given_up_ms : model time that a machine too slow for it has been let off
    """

    def __init__(self, dt: float, speed: float, worthwhile_s: float = _WORTHWHILE_S) -> None:
        self.given_up_ms = 0.0
        self._dt, self._worthwhile_s = dt, worthwhile_s
        self._step_s = _FIRST_STEP_S
        self._history: deque[tuple[float, float, float]] = deque()
        self.anchor(0.0, speed)

    def anchor(self, model_ms: float, speed: float) -> None:
        """Count from here, at this speed."""
        self._speed = speed
        self._count_from(model_ms)
        self._history.clear()
        self._stepping_s = 0.0

    def steps_due(self, model_ms: float) -> int:
        """Steps to do now; those that a slow machine could not do in time are given up."""
        lag = self._lag(model_ms)
        if lag > 1e3 * _LAG_S * self._speed:
            self.given_up_ms += lag
            self._count_from(model_ms)
            lag = self._worthwhile()
        if lag < self._worthwhile():
            return 0
        return min(int(lag / self._dt), self.most_steps)

    @property
    def most_steps(self) -> int:
        """Steps that may be done at once, so that messages need not wait."""
        return max(1, int(_CHUNK_S / self._step_s))

    def patience(self, model_ms: float) -> float:
        """Seconds until steps are due, not many milliseconds at most."""
        missing = self._worthwhile() - self._lag(model_ms)
        return min(_IDLE_S, max(0.0, 1e-3 * missing / max(self._speed, 1e-9)))

    def stepped(self, steps: int, wall_s: float, model_ms: float) -> None:
        """Learn from a chunk what a step costs."""
        if steps > 0:
            cost = wall_s / steps
            self._step_s = max(cost, self._step_s + 0.3 * (cost - self._step_s))
        now = time.perf_counter()
        self._history.append((now, model_ms, wall_s))
        self._stepping_s += wall_s
        while now - self._history[0][0] > _SPEED_WINDOW_S:
            self._stepping_s -= self._history.popleft()[2]

    @property
    def reached(self) -> float:
        """Model seconds per second, over the last half second."""
        if len(self._history) < 2:
            return self._speed
        (first, model, _wall), (last, now, _) = self._history[0], self._history[-1]
        return 1e-3 * (now - model) / max(last - first, 1e-9)

    @property
    def load(self) -> float:
        """Share of one core that stepping takes."""
        if len(self._history) < 2:
            return 0.0
        span = self._history[-1][0] - self._history[0][0]
        return max(0.0, self._stepping_s - self._history[0][2]) / max(span, 1e-9)

    def _count_from(self, model_ms: float) -> None:
        self._wall = time.perf_counter()
        self._model = model_ms

    def _lag(self, model_ms: float) -> float:
        """Model time (ms) that is missing by now."""
        wanted = self._model + 1e3 * self._speed * (time.perf_counter() - self._wall)
        return wanted - model_ms

    def _worthwhile(self) -> float:
        return max(self._dt, 1e3 * self._worthwhile_s * self._speed)
