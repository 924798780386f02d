"""What a circuit says of itself, and whether a run bears it out.

A claim names one of the circuit's experiments, a measure with its arguments, and what is expected
of it; the experiment is run (once, however many claims are read off it) and the measure compared.
An experiment is a protocol of its own, which may have a timeline; the circuit's has no part in it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from fnmatch import fnmatchcase

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.analysis.claim_runs import Job
from circuitlab.analysis.judging import Judging
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim
from circuitlab.model.overlay import Overlay

Progress = Callable[[float, float], None]
"""Called with the model time that was run, and all that is to be run, in ms."""


class Stopped(Exception):
    """Nobody wants the result any more."""


def judged(
    judgings: Sequence[Judging],
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    stop: threading.Event | None = None,
    begin: Callable[[], None] | None = None,
) -> Iterator[tuple[Judging, ClaimResult]]:
    """Make the runs of several circuits and yield their claims as they are judged.

    Those of a circuit that comes first are begun first. When whoever iterates goes away, what is
    under way ends.

    Parameters
    ----------
    workers
        Runs that go on at the same time; one for each core where it is not said.
    stop
        Ends everything when it is set.
    begin
        Called on each thread before its first run.

    Raises
    ------
    Stopped
        When `stop` was set.
    """
    stop = stop or threading.Event()
    jobs = [(judging, job) for judging in judgings for job in judging.jobs]
    counter = _Counter(sum(job.experiment.neural_ms for _judging, job in jobs), progress, stop)
    with ThreadPoolExecutor(workers or os.cpu_count(), "claims", begin) as pool:
        try:
            made = {pool.submit(counter.perform, *each): each[0] for each in jobs}
            for done in as_completed(made):
                yield from ((made[done], result) for result in done.result())
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def is_meant(claim: Claim, pattern: str) -> bool:
    """Return whether a claim has a pattern (“ketamine”, “rate_*”) in its id or its text."""
    sought = pattern.casefold()
    said = (claim.id.casefold(), claim.text.casefold())
    return any(sought in each or fnmatchcase(each, sought) for each in said)


class _Counter:
    """Adds up how far all runs have come, and ends them when they are to stop."""

    def __init__(self, total: float, progress: Progress | None, stop: threading.Event) -> None:
        self._total, self._progress, self._stop = total, progress, stop
        self._done = 0.0
        self._lock = threading.Lock()

    def perform(self, judging: Judging, job: Job) -> list[ClaimResult]:
        reached = 0.0

        def advance(time_ms: float) -> None:
            nonlocal reached
            if self._stop.is_set():
                raise Stopped
            step, reached = max(0.0, time_ms - reached), max(time_ms, reached)
            self._add(step)

        advance(0.0)
        results = judging.perform(job, advance)
        self._add(job.experiment.neural_ms - reached)
        return results

    def _add(self, step: float) -> None:
        with self._lock:
            self._done += step
            if self._progress is not None:
                self._progress(min(self._done, self._total), self._total)


def verify(
    circuit: Circuit,
    *,
    overlays: Iterable[Overlay] = (),
    only: Iterable[str] = (),
    seeds: Iterable[int] = (),
    progress: Progress | None = None,
    workers: int | None = None,
) -> list[ClaimResult]:
    """Run the experiments of a circuit and judge its claims; the parameters are those above.

    Raises
    ------
    ValueError
        If a claim cannot be measured; `unmeasurable` lists what is wrong.
    """
    judging = Judging(circuit, overlays=overlays, only=only, seeds=seeds)
    found = judged([judging], progress=progress, workers=workers)
    results = {result.claim.id: result for _judging, result in found}
    return [results[claim.id] for claim in judging.claims]
