"""The claims of one circuit, judged as the runs come in that they are read off."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bisection import bisected
from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.analysis.claim_runs import ClaimRuns, Job
from circuitlab.analysis.claim_words import unit_of_claim
from circuitlab.analysis.measures import MEASURES
from circuitlab.analysis.read_claims import measure_arguments, unmeasurable
from circuitlab.analysis.series import read_series
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.running.days_run import DaysRun
from circuitlab.model.circuit import Circuit
from circuitlab.model.claim_windows import WINDOW
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.overlay import Overlay

if TYPE_CHECKING:
    from circuitlab.engine.plan.plan import Plan
    from circuitlab.engine.running.run import Run

Reached = Callable[[float], None]
"""Called with the model time that a run has reached, in ms; what it raises ends the run."""
_NAN = float("nan")


class Judging:
    """The claims of one circuit, judged as their runs come in.

    Parameters
    ----------
    overlays
        Laid over every experiment, on top of what it sets itself.
    only
        Ids of the claims to judge; all of them when empty.
    seeds
        In place of those of the experiments.
    prepare
        Called with the plan of each run before anything is compiled for it.

    Attributes
    ----------
    claims
        Those that are judged.
    jobs
        The runs to be made; `perform` may be given them in any order, on any thread.

    Raises
    ------
    ValueError
        If a claim cannot be measured; `unmeasurable` lists what is wrong.
    """

    def __init__(
        self,
        circuit: Circuit,
        *,
        overlays: Iterable[Overlay] = (),
        only: Iterable[str] = (),
        seeds: Iterable[int] = (),
        prepare: Callable[[Plan], None] | None = None,
    ) -> None:
        wrong = list(unmeasurable(circuit))
        if wrong:
            raise ValueError("; ".join(str(problem) for problem in wrong))
        wanted = set(only)
        claims: Sequence[Claim] = circuit.document["claims"]
        self.claims = tuple(claim for claim in claims if not wanted or claim.id in wanted)
        self._runs = ClaimRuns(circuit, self.claims, tuple(overlays), tuple(seeds), prepare)
        self.jobs = self._runs.jobs()
        self._lock = threading.Lock()
        self._open = list(self.claims)
        self._awaited = {(name, job.seed) for job in self.jobs for name in job.names}
        self._values: dict[tuple[str, str, int], float] = {}
        self._troubles: dict[str, Problem] = {}

    def perform(self, job: Job, progress: Reached | None = None) -> list[ClaimResult]:
        """Make a run, and return the claims that can be judged by now and could not before."""
        read = [claim for claim in self.claims if not set(job.names).isdisjoint(claim.experiments)]
        trouble: Problem | None = None
        try:
            run = self._runs.perform(job.experiment, job.seed, job.names, progress)
            found = {claim.id: _measured(claim, run) for claim in read}
        except CannotRun as refusal:
            trouble, found = refusal.problem, dict.fromkeys((claim.id for claim in read), _NAN)
        return [self._judge(claim, progress) for claim in self._noted(job, found, trouble)]

    def _noted(self, job: Job, found: Mapping[str, float], trouble: Problem | None) -> list[Claim]:
        """Keep what a run gave, and take out the claims that wait for nothing more."""
        with self._lock:
            for name in job.names:
                self._awaited.discard((name, job.seed))
                self._values |= {(id, name, job.seed): value for id, value in found.items()}
            if trouble is not None:
                self._troubles |= {id: trouble for id in found if id not in self._troubles}
            waiting = {name for name, _seed in self._awaited}
            ready = [claim for claim in self._open if waiting.isdisjoint(claim.experiments)]
            self._open = [claim for claim in self._open if claim not in ready]
            return ready

    def _judge(self, claim: Claim, progress: Reached | None) -> ClaimResult:
        trouble = self._troubles.get(claim.id)
        if trouble is not None:
            return self._result(claim, _NAN, trouble=trouble)
        if claim.series:
            return self._judge_series(claim, progress)
        values = self._over_seeds(claim, claim.experiment)
        measured = float(np.mean(values))
        if claim.against:
            other = float(np.mean(self._over_seeds(claim, claim.against)))
            measured = _compared(claim.compare, measured, other)
        return self._result(claim, measured, seeds=tuple(values))

    def _judge_series(self, claim: Claim, progress: Reached | None) -> ClaimResult:
        means = {n: float(np.mean(self._over_seeds(claim, n))) for n in claim.experiments}
        points = tuple(sorted((float(x), means[name]) for name, x in claim.series["x"].items()))
        measured = read_series(claim, means)
        if "precision" in claim.series and not math.isnan(measured):
            measured = self._bisected(claim, means, progress)
        return self._result(claim, measured, points=points)

    def _bisected(
        self,
        claim: Claim,
        means: Mapping[str, float],
        progress: Reached | None,
    ) -> float:
        """The x of a threshold, by runs between the two experiments on either side of it."""
        level, precision = float(claim.series["level"]), float(claim.series["precision"])
        x = {name: float(value) for name, value in claim.series["x"].items()}
        rising = sorted(x, key=lambda name: x[name])
        above = next(n for n, name in enumerate(rising) if means[name] >= level)
        low, high = rising[above - 1], rising[above]
        alone = replace(self._runs, claims=[claim])

        def measure(experiment: Experiment) -> float:
            seeds = alone.seeds_of(experiment)
            runs = (alone.perform(experiment, seed, [high], progress) for seed in seeds)
            return float(np.mean([_measured(claim, run) for run in runs]))

        ends = [(x[name], alone.experiment(name)) for name in (low, high)]
        return bisected(ends[0], ends[1], level, precision, measure)

    def _over_seeds(self, claim: Claim, name: str) -> list[float]:
        seeds = self._runs.seeds_of(self._runs.experiment(name))
        return [self._values[claim.id, name, seed] for seed in seeds]

    def _result(
        self,
        claim: Claim,
        measured: float,
        *,
        seeds: tuple[float, ...] = (),
        points: tuple[tuple[float, float], ...] = (),
        trouble: Problem | None = None,
    ) -> ClaimResult:
        experiments = [self._runs.experiment(name) for name in claim.experiments]
        return ClaimResult(
            claim,
            measured,
            unit_of_claim(claim, self._runs.circuit, default_catalog()),
            seeds,
            points,
            used=tuple(dict.fromkeys(s for each in experiments for s in self._runs.seeds_of(each))),
            dt_ms=float(self._runs.circuit.document["dt_ms"]),
            duration_ms=max(each.neural_ms for each in experiments),
            trouble=trouble,
        )


def _measured(claim: Claim, run: Run | DaysRun) -> float:
    seen = run.window(claim.args.get(WINDOW, -1)) if isinstance(run, DaysRun) else run
    return MEASURES[claim.measure](seen, **measure_arguments(claim))


def _compared(how: str, measured: float, other: float) -> float:
    if how == "difference":
        return measured - other
    return measured / other if other else math.copysign(math.inf, measured) if measured else 1.0
