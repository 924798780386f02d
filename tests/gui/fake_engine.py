"""A runner that computes nothing: it keeps what it is told and tells what tests want shown."""

import math
from dataclasses import replace

import numpy as np
from runner_frames import DT_MS, frame_at

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import (
    ByDays,
    Edit,
    Join,
    Message,
    Pause,
    Play,
    Reset,
    Resume,
    RunnerFrame,
    Speed,
    StepOnce,
)
from circuitlab.engine.running.spikes import NONE, Spikes
from circuitlab.model.circuit import Circuit

COLUMN_MS = 0.25
PERIOD_MS = 90.0
CHUNK_MS = 16.0


class Runner:
    """Every neuron spikes every 90 ms, each a little later than the one before."""

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.circuit, self.catalog = circuit, catalog
        self.messages: list[Message] = []
        self.started = self.stopped = self.running = False
        self.time_ms, self.speed = 0.0, 1.0
        self.begun = 0
        self.set_by_timeline: dict[tuple[str, str], object] = {}
        self.problem: Problem | None = None
        self.last: RunnerFrame | None = None

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.stopped = True

    def post(self, message: Message) -> None:
        self.messages.append(message)
        match message:
            case Play():
                self.running = True
            case Pause():
                self.running = False
            case Reset() | ByDays():
                self.begun, self.time_ms = self.begun + 1, 0.0
            case Resume(moment, until):
                self.begun, self.time_ms = self.begun + 1, max(moment.time_ms, DT_MS * until)
            case Join(place):
                if place is not None:
                    self.begun, self.time_ms = self.begun + 1, 0.0
            case StepOnce(steps):
                self.time_ms += DT_MS * steps
            case Speed(value):
                self.speed = value
            case Edit(delta):
                self.circuit.apply(delta)

    def poll(self) -> RunnerFrame:
        before = self.time_ms
        if not self.running and self.last is not None and self.last.time_ms == before:
            held = replace(self.last, spikes=NONE, columns={}, speed=0.0, begun=self.begun)
            return replace(held, problem=self.problem, set_by_timeline=self.set_by_timeline)
        if self.running:
            self.time_ms += CHUNK_MS * self.speed
        times = np.arange(math.floor(before / COLUMN_MS) + 1, self.time_ms / COLUMN_MS) * COLUMN_MS
        neurons = [
            id
            for id, element in self.circuit.elements.items()
            if element.kind in self.catalog.kinds and "v" in self.catalog.kind(element.kind).states
        ]
        spikes, values, columns = [], {}, {}
        for place, id in enumerate(neurons):
            course = potential(times, place)
            columns[id, "v"] = (times, course)
            values[id, "v"] = potential(np.array([self.time_ms]), place)
            first = PERIOD_MS * math.ceil((before - 23 * place) / PERIOD_MS) + 23 * place
            if before <= first < self.time_ms:
                spikes.append((id, 0, first))
        self.last = frame_at(
            self.time_ms,
            values,
            begun=self.begun,
            body_s=self.time_ms / 1000 * float(self.circuit.document["body_clock"]),
            speed=self.speed if self.running else 0.0,
            running=self.running,
            spikes=Spikes.of(sorted(spikes, key=lambda spike: spike[2])),
            columns=columns,
            problem=self.problem,
            set_by_timeline=self.set_by_timeline,
        )
        return self.last


def potential(times: np.ndarray, place: int) -> np.ndarray:
    """Return a potential with a spike at every period."""
    phase = (times - 23 * place) % PERIOD_MS
    rest = -66 + 2 * np.sin(times / 40 + place)
    spike = 100 * np.exp(-((phase - 1.5) ** 2) / 1.2)
    after = -8 * np.exp(-phase / 25) * (phase > 3)
    return rest + spike + after
