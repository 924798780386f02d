"""A runner that computes nothing: it keeps what it is told and tells what tests want shown."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.spikes import NONE, Spikes
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta

COLUMN_MS = 0.25
PERIOD_MS = 90.0
CHUNK_MS = 16.0


@dataclass(frozen=True)
class Play:
    pass


@dataclass(frozen=True)
class Pause:
    pass


@dataclass(frozen=True)
class Step:
    steps: int = 1


@dataclass(frozen=True)
class Reset:
    pass


@dataclass(frozen=True)
class Moment:
    tick: int
    time_ms: float
    body_s: float
    nbytes: int = 1000

    def nbytes_beside(self, other: object) -> int:
        return self.nbytes


@dataclass(frozen=True)
class Resume:
    moment: Moment
    until: int = 0


@dataclass(frozen=True)
class Speed:
    factor: float


@dataclass(frozen=True)
class Edit:
    delta: Delta


@dataclass(frozen=True)
class Frame:
    tick: int
    time_ms: float
    body_s: float
    speed: float
    running: bool
    spikes: Spikes = NONE
    values: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    problem: Problem | None = None
    status: str = ""
    progress: float = 0.0
    marks: tuple[tuple[float, str], ...] = ()
    set_by_timeline: Mapping[tuple[str, str], object] = field(default_factory=dict)
    load: float = 0.03
    begun: int = 0
    not_sped_up: tuple[Problem, ...] = ()

    @property
    def moment(self) -> Moment:
        return Moment(self.tick, self.time_ms, self.body_s)

    @property
    def firing(self) -> tuple[str, ...]:
        return tuple(id for id, state in self.values if state == "v")

    @property
    def potentials(self) -> np.ndarray:
        return np.array(
            [np.mean(cells) for (_id, state), cells in self.values.items() if state == "v"]
        )


class Runner:
    """Every neuron spikes every 90 ms, each a little later than the one before."""

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.circuit, self.catalog = circuit, catalog
        self.messages: list[object] = []
        self.started = self.stopped = self.running = False
        self.time_ms, self.speed = 0.0, 1.0
        self.begun = 0
        self.set_by_timeline: dict[tuple[str, str], object] = {}
        self.problem: Problem | None = None
        self.last: Frame | None = None

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.stopped = True

    def post(self, message: object) -> None:
        self.messages.append(message)
        match message:
            case Play():
                self.running = True
            case Pause():
                self.running = False
            case Reset():
                self.begun, self.time_ms = self.begun + 1, 0.0
            case Resume(moment, until):
                self.begun, self.time_ms = self.begun + 1, max(moment.time_ms, 0.025 * until)
            case Step(steps):
                self.time_ms += 0.025 * steps
            case Speed(factor):
                self.speed = factor
            case Edit(delta):
                self.circuit.apply(delta)

    def poll(self) -> Frame:
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
        tick = round(self.time_ms / 0.025)
        body = self.time_ms / 1000 * float(self.circuit.document["body_clock"])
        self.last = Frame(
            tick,
            self.time_ms,
            body,
            self.speed if self.running else 0.0,
            self.running,
            Spikes.of(sorted(spikes, key=lambda spike: spike[2])),
            values,
            columns,
            self.problem,
            begun=self.begun,
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
