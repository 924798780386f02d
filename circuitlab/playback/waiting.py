"""What a step of a walk waits for, observed on the frames of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.model.scenario import WaitFor


class Waiting:
    """Watches frames until what was waited for has happened; once over, it stays so.

    Parameters
    ----------
    wait
        What is waited for; None for nothing.
    begun_ms
        Model time at which the step began.

    Attributes
    ----------
    is_over
        Whether it has happened.
    part
        How far it has come, 0 to 1, where that can be said.
    """

    def __init__(self, wait: WaitFor | None, begun_ms: float) -> None:
        self._wait, self._begun_ms = wait, begun_ms
        self._now_ms, self._spikes = begun_ms, 0
        self.is_over = wait is None
        self.part = 1.0 if wait is None else 0.0

    def take(self, frame: RunnerFrame) -> None:
        """Look at another frame."""
        wait = self._wait
        if wait is None or self.is_over:
            return
        if frame.time_ms < self._now_ms:  # the run was begun anew, or goes on from before
            self._begun_ms = min(self._begun_ms, frame.time_ms)
            self._spikes = 0
        self._now_ms = frame.time_ms
        if wait.seconds is not None:
            self._come(frame.time_ms - self._begun_ms, 1e3 * wait.seconds)
        elif wait.state is not None:
            self._look_at(frame, wait)
        else:
            times, _cells = frame.spikes.of_element(wait.spikes)
            self._spikes += int(np.count_nonzero(np.asarray(times) >= self._begun_ms))
            self._come(float(self._spikes), float(wait.count))

    def _come(self, so_far: float, wanted: float) -> None:
        self.part = 1.0 if so_far >= wanted else max(0.0, so_far / wanted)
        self.is_over = so_far >= wanted

    def _look_at(self, frame: RunnerFrame, wait: WaitFor) -> None:
        values = frame.values.get(wait.state) if wait.state is not None else None
        if values is None or frame.time_ms <= self._begun_ms:
            return
        now = float(np.mean(values))
        passed = (wait.above is not None and now > wait.above) or (
            wait.below is not None and now < wait.below
        )
        self._come(float(passed), 1.0)
