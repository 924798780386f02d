"""What one run of one simulator in a process of its own is asked for, and what it says.

A run answers with one line of JSON, :class:`Timed`. numpy is all that this needs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from benchmarks.workloads import NETWORKS, Network, network

MARK = "timed: "
"""Begins the one line of the answer; whatever else a simulator prints is not read."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run.

    Attributes
    ----------
    run_s : seconds of the processor for stepping, spikes recorded; nothing else is counted
    build_s : seconds from the arrays to a network that is ready to step, compiling included
    duration_ms : model time
    spikes : in all
    counts : digest of the number of spikes of each cell
    trains : digest of every spike's cell and step
    arrays : digest of the network that was run
    mode : how the network was stepped, where a simulator has several ways
    """

    workload: str
    simulator: str
    version: str
    mode: str
    run_s: float
    build_s: float
    duration_ms: float
    spikes: int
    counts: str
    trains: str
    arrays: str


class Clock:
    """Seconds since it was made, or since it was read the last time.

    Parameters
    ----------
    read : of the processor for this process by default, which what else runs here does not change
    """

    def __init__(self, read: Callable[[], float] = time.process_time) -> None:
        self._read = read
        self._since = read()

    def lap(self) -> float:
        """Return the seconds of this lap and begin another."""
        now = self._read()
        passed, self._since = now - self._since, now
        return passed


@dataclass(frozen=True, slots=True)
class Measured:
    """What a simulator's own script finds out.

    Attributes
    ----------
    cell, time : (spikes,) who fired, and when in ms
    """

    version: str
    build_s: float
    run_s: float
    cell: ArrayLike
    time: ArrayLike


def answer(simulator: str, run: Callable[[Network, str], Measured]) -> None:
    """Read the command line, run, and print the answer."""
    parser = argparse.ArgumentParser(description=f"Time one workload in {simulator}.")
    parser.add_argument("workload", choices=tuple(NETWORKS))
    parser.add_argument("--duration", type=float, help="ms of model time instead of its own")
    parser.add_argument("--mode", default="", help="one of a simulator's ways to step")
    asked = parser.parse_args()
    made = network(asked.workload, asked.duration)
    print(MARK + json.dumps(asdict(timed(simulator, asked.mode, made, run(made, asked.mode)))))


def timed(simulator: str, mode: str, made: Network, found: Measured) -> Timed:
    """Return the answer that belongs to a measurement."""
    cell = np.asarray(found.cell, np.int64)
    step = np.round(np.asarray(found.time, np.float64) / made.dt).astype(np.int64)
    order = np.lexsort((cell, step))
    return Timed(
        workload=made.name,
        simulator=simulator,
        version=found.version,
        mode=mode,
        run_s=found.run_s,
        build_s=found.build_s,
        duration_ms=made.duration,
        spikes=len(cell),
        counts=_digest(np.bincount(cell, minlength=made.size)),
        trains=_digest(np.stack([cell, step])[:, order]),
        arrays=made.digest(),
    )


def read_answer(printed: str) -> Timed | None:
    """Return the answer in what a run printed, or None when it gave none."""
    for line in reversed(printed.splitlines()):
        if line.startswith(MARK):
            return Timed(**json.loads(line.removeprefix(MARK)))
    return None


def _digest(numbers: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(numbers, np.int64).tobytes()).hexdigest()[:12]
