"""A runner whose frames are all kept, stepped and edited from a test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from engine.lab import Circuit

from circuitlab.engine.running.messages import Edit, Resume, RunnerFrame, Status, StepOnce
from circuitlab.engine.running.moment import Moment
from circuitlab.engine.running.runner import Runner
from circuitlab.model.delta import Delta

PATIENCE_S = 60.0


class Watched:
    """A runner, with all that it has sent so far."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.runner = Runner(circuit.model, circuit.catalog)
        self.frames: list[RunnerFrame] = []
        self.runner.start()
        self.until(lambda frame: frame.status is Status.READY and frame.values)

    def until(self, wanted: Callable[[RunnerFrame], object]) -> RunnerFrame:
        """Poll until a frame is as wanted."""
        waiting = threading.Event()
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            frame = self.runner.poll()
            if frame is not None:
                self.frames.append(frame)
                if wanted(frame):
                    return frame
            waiting.wait(0.002)
        raise AssertionError("the frame that was waited for has not come")

    def step(self, steps: int) -> RunnerFrame:
        tick = self.frames[-1].tick + steps
        self.runner.post(StepOnce(steps))
        return self.until(lambda frame: frame.tick == tick)

    def edit(self, **values: object) -> RunnerFrame:
        """Edit as a window does: `element__parameter=value`."""
        delta = None
        for address, value in values.items():
            one = self.circuit.model.with_param(*address.split("__"), value)
            self.circuit.model.apply(one)
            delta = one if delta is None else delta.merged(one)
        return self.apply(delta)

    def apply(self, delta: Delta) -> RunnerFrame:
        edits = len(self.runner.log) + 1
        self.runner.post(Edit(delta))
        return self.until(lambda _frame: len(self.runner.log) == edits)

    def resume(self, moment: Moment, until: int = 0) -> RunnerFrame:
        begun = self.frames[-1].begun
        self.runner.post(Resume(moment, until))
        return self.until(lambda frame: frame.begun > begun)

    @property
    def spikes(self) -> list[tuple[str, int, float]]:
        return [spike for frame in self.frames for spike in frame.spikes]


def every_moment(runner: Runner) -> list[Moment]:
    """A list that takes every moment from now on, those too that nobody polls."""
    worker, moments = runner._worker, []
    publish = worker._publish

    def noted(*arguments: object, **named: object) -> None:
        publish(*arguments, **named)
        moments.append(worker.moment)

    worker._publish = noted
    return moments
