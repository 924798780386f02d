"""Whether a run of hours stays what it was at its start: memory, clocks, and every spike.

`python -m benchmarks.endurance engine --hours 8` runs Figure 4 for eight hours of model time as
fast as it goes; `… window --hours 1` keeps the whole window open for an hour on the wall, a dose
changed every minute. Either way the run is then repeated without a window, from the log of edits,
in calls of another length: each spike must be found again.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from benchmarks.machine import here_and_now
from circuitlab.analysis.tables import Table
from circuitlab.api import preset
from circuitlab.catalog.spec import Catalog
from circuitlab.engine.running.messages import Logged, Play, RunnerFrame, Speed
from circuitlab.engine.running.run import run_circuit
from circuitlab.engine.running.runner import Runner
from circuitlab.gui.app import application
from circuitlab.gui.document import Document
from circuitlab.gui.main_window import build
from circuitlab.gui.session import Session
from circuitlab.model.circuit import Circuit

RESULTS = Path(__file__).parent
TARGET = "fig4"
AS_FAST_AS_IT_GOES = 100.0
POLL_S = 0.016
SAMPLE_S = 1.0
SETTLED = 0.1
"""Share of the time after which everything that is made once has been made."""
FLAT = 0.05
"""How far memory may stray from its median."""
IN_STEP_MS = 150.0
"""How far the model's clock may stray from the wall's: a little more than it may lag behind."""
HOUR_MS = 3.6e6
PATIENCE_MS = 5000.0
EDIT_EVERY_S = 60.0
DOSED, DOSE, DOSES = "ketamine", "concentration", (0.0, 3.0)

Spike = tuple[str, int, float]


class Trains:
    """Every spike of a run in its order, kept as a count and a digest, so that it stays small."""

    def __init__(self, dt: float) -> None:
        self.count = 0
        self._dt = dt
        self._digest = hashlib.sha256()

    def add(self, spikes: Iterable[Spike]) -> None:
        """Take spikes (element, cell, ms) that come after those taken before."""
        for element, index, ms in spikes:
            self.count += 1
            self._digest.update(f"{element} {index} {round(ms / self._dt)};".encode())

    @property
    def digest(self) -> tuple[int, str]:
        """Equal only for equal trains."""
        return self.count, self._digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Sample:
    """How things stood at a moment: seconds on the wall, model time (ms), resident megabytes."""

    wall_s: float
    model_ms: float
    given_up_ms: float
    mb: float


@dataclass(slots=True)
class Diary:
    """What is noted of a run while it goes on."""

    trains: Trains
    until_ms: float = np.inf
    begun: float = field(default_factory=time.monotonic)
    samples: list[Sample] = field(default_factory=list)
    last: RunnerFrame = field(default_factory=RunnerFrame)

    def note(self, frame: RunnerFrame) -> None:
        """Take the spikes of a frame, and once a second how things stand."""
        if frame.problem is not None:
            raise RuntimeError(str(frame.problem))
        self.last = frame
        self.trains.add(spike for spike in frame.spikes if spike[2] <= self.until_ms)
        now = time.monotonic() - self.begun
        if not self.samples or now >= self.samples[-1].wall_s + SAMPLE_S:
            self.samples.append(Sample(now, frame.time_ms, frame.given_up_ms, _resident_mb()))

    @property
    def settled(self) -> Sequence[Sample]:
        """The samples after everything that is made once has been made."""
        return self.samples[int(SETTLED * len(self.samples)) :]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was looked at: what was found, and whether it is as it must be."""

    about: str
    found: str
    holds: bool


def engine(hours: float) -> Iterator[Verdict]:
    """Run the engine alone for so many hours of model time, polled as a window polls it."""
    circuit = preset(TARGET)
    diary = Diary(Trains(_dt(circuit)), hours * HOUR_MS)
    aside = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    again = aside.submit(trains_again, diary.until_ms)
    runner = Runner(circuit.model, circuit.catalog)
    runner.start()
    runner.post(Speed(AS_FAST_AS_IT_GOES))
    runner.post(Play())
    while diary.last.time_ms < diary.until_ms:
        time.sleep(POLL_S)
        if (frame := runner.poll()) is not None:
            diary.note(frame)
    runner.stop()
    yield from _common(diary)
    half = len(diary.settled) // 2
    early, late = _pace(diary.settled[:half]), _pace(diary.settled[half:])
    yield Verdict("model seconds a second, early and late", f"{early:.2f}, {late:.2f}", True)
    yield _as_repeated(diary, again.result())


def window(hours: float) -> Iterator[Verdict]:
    """Keep the window open for so many hours on the wall, at real time, and change a dose."""
    circuit = preset(TARGET)
    diary = Diary(Trains(_dt(circuit)))
    log = tuple(_used(Document(circuit.catalog, circuit.model), diary, hours))
    yield from _common(diary)
    yield _in_step(diary)
    yield Verdict("doses changed", str(len(log)), len(log) >= int(hours * 3600 / EDIT_EVERY_S) - 1)
    yield _as_repeated(diary, trains_again(diary.last.time_ms, log))


def _in_step(diary: Diary) -> Verdict:
    """Whether the model's clock is the wall's, but for the time that a busy machine gave up."""
    told = [s.model_ms + s.given_up_ms - 1e3 * s.wall_s for s in diary.settled]
    drift = max(told) - min(told)
    found = f"{drift:.0f} ms; given up while busy: {diary.last.given_up_ms:.0f} ms"
    return Verdict("model's clock against the wall's", found, drift < IN_STEP_MS)


def _used(document: Document, diary: Diary, hours: float) -> Sequence[Logged]:
    """Keep a window on a document, note what it shows, and return the log of its edits."""
    application()
    runners: list[Runner] = []

    def kept(circuit: Circuit, catalog: Catalog) -> Runner:
        runners.append(Runner(circuit, catalog))
        return runners[-1]

    session = Session(document, lambda: kept)
    session.polled.connect(diary.note)
    shown = build(document, session)
    shown.show()
    session.start()
    session.set_speed(1.0)
    session.play()
    doses = cycle(DOSES)
    dosing = QTimer(interval=round(1000 * EDIT_EVERY_S))
    dosing.timeout.connect(
        lambda: document.push(document.circuit.with_param(DOSED, DOSE, next(doses)))
    )
    dosing.start()
    _pass(lambda: False, hours * HOUR_MS)
    dosing.stop()
    session.pause()
    _pass(lambda: not diary.last.running, PATIENCE_MS)
    session.stop()
    document.undo_stack.setClean()
    shown.close()
    return runners[-1].log


def _pass(done: Callable[[], bool], most_ms: float) -> None:
    """Let events pass until something is done, or for so long."""
    loop = QEventLoop()

    def look() -> None:
        if done():
            loop.quit()

    looking = QTimer(interval=round(1000 * POLL_S))
    looking.timeout.connect(look)
    looking.start()
    QTimer.singleShot(round(most_ms), loop.quit)
    loop.exec()


def trains_again(model_ms: float, log: Sequence[Logged] = ()) -> tuple[int, str]:
    """Repeat a run without a window, and return the digest of its spikes."""
    circuit = preset(TARGET)
    trains = Trains(_dt(circuit))
    run = run_circuit(circuit.model, model_ms, edits=log)
    firsts = np.asarray([first for first, _size in run.sources.values()])
    number = np.searchsorted(firsts, run.raw_spikes[:, 0], side="right") - 1
    index = run.raw_spikes[:, 0] - firsts[number]
    names = [tuple(run.sources)[k] for k in number.tolist()]
    times = (run.raw_spikes[:, 1] * run.dt).tolist()
    trains.add(zip(names, index.tolist(), times, strict=True))
    return trains.digest


def main() -> int:
    """Run what is asked for, print and write down what was found; 1 where something fails."""
    asked = _arguments()
    verdicts = tuple(asked.run(asked.hours))
    title = f"{TARGET}, {asked.run.__name__}, {asked.hours:g} h"
    rows = tuple((v.about, v.found, "yes" if v.holds else "no") for v in verdicts)
    text = Table(title, ("", "found", "holds"), rows).markdown()
    written = RESULTS / f"endurance_{asked.run.__name__}.md"
    written.write_text(f"{text}\n{here_and_now()}\n", encoding="utf-8")
    print(text)
    return 0 if all(verdict.holds for verdict in verdicts) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type={"engine": engine, "window": window}.__getitem__)
    parser.add_argument("--hours", type=float, required=True, help="model time, or on the wall")
    return parser.parse_args()


def _common(diary: Diary) -> Iterator[Verdict]:
    dt, last = diary.trains._dt, diary.last
    yield Verdict("model time", f"{last.time_ms / HOUR_MS:.3f} h", True)
    yield Verdict("clock is its ticks", f"{last.tick} × {dt} ms", last.time_ms == last.tick * dt)
    mb = np.asarray([sample.mb for sample in diary.settled])
    middle = float(np.median(mb))
    stray = float(np.abs(mb - middle).max()) / middle
    found = f"{middle:.0f} MB ± {100 * stray:.1f} % ({mb[0]:.0f} → {mb[-1]:.0f})"
    yield Verdict("memory", found, stray <= FLAT)


def _as_repeated(diary: Diary, again: tuple[int, str]) -> Verdict:
    mine = diary.trains.digest
    return Verdict("spikes, and as many in the repeat", f"{mine[0]}, {again[0]}", mine == again)


def _pace(samples: Sequence[Sample]) -> float:
    first, last = samples[0], samples[-1]
    return 1e-3 * (last.model_ms - first.model_ms) / (last.wall_s - first.wall_s)


def _dt(circuit: Any) -> float:
    return float(circuit.model.document["dt_ms"])


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
