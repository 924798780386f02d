"""What a circuit says of itself, and whether a run bears it out.

A claim names one of the circuit's experiments, a measure with its arguments, and what is expected
of it; the experiment is run (once, however many claims are read off it) and the measure compared.
An experiment is a protocol of its own, which may have a timeline; the circuit's has no part in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from circuitlab.analysis.arguments import reads_every_step, traces_read
from circuitlab.analysis.bisection import bisected
from circuitlab.analysis.measures import MEASURES
from circuitlab.analysis.read_claims import measure_arguments, unmeasurable
from circuitlab.analysis.series import read_series
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.leaving_out import without
from circuitlab.model.overlay import Overlay
from circuitlab.model.timeline import with_steps

Progress = Callable[[int, int], None]
Runs = Mapping[str, Sequence[Run]]
"""The runs of each experiment, one for each of its seeds."""

EVERY_MS = 1.0


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim beside what was measured.

    Attributes
    ----------
    measured
        The mean over seeds; of a series, what it is read as.
    seeds
        What was measured with each seed.
    points
        Of a series, x and the mean over seeds of each of its experiments, x rising.
    """

    claim: Claim
    measured: float
    seeds: tuple[float, ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether what was measured lies within what was expected."""
        return self.claim.low <= self.measured <= self.claim.high


def verify(
    circuit: Circuit,
    *,
    overlays: Iterable[Overlay] = (),
    only: Iterable[str] = (),
    progress: Progress | None = None,
    workers: int = 2,
) -> list[ClaimResult]:
    """Run the experiments of a circuit and judge its claims.

    Parameters
    ----------
    overlays
        Laid over every experiment, on top of what it sets itself.
    only
        Ids of the claims to judge; all of them when empty.
    progress
        Called with the number of runs done and the number there are.
    workers
        Runs that go on at the same time.

    Raises
    ------
    ValueError
        If a claim cannot be measured; `unmeasurable` lists what is wrong.
    """
    wrong = list(unmeasurable(circuit))
    if wrong:
        raise ValueError("; ".join(str(problem) for problem in wrong))
    wanted = set(only)
    claims: Sequence[Claim] = circuit.document["claims"]
    chosen = [claim for claim in claims if not wanted or claim.id in wanted]
    laid = tuple(overlays)
    runs = _run_all(circuit, chosen, laid, progress, workers)
    return [
        _judge_series(circuit, claim, runs, laid) if claim.series else _judge(claim, runs)
        for claim in chosen
    ]


def _run_all(
    circuit: Circuit,
    claims: Sequence[Claim],
    overlays: tuple[Overlay, ...],
    progress: Progress | None,
    workers: int,
) -> dict[str, list[Run]]:
    experiments: Mapping[str, Experiment] = circuit.document["experiments"]
    names = list(dict.fromkeys(name for claim in claims for name in claim.experiments))
    own = (circuit.document["seed"],)
    jobs = [(name, seed) for name in names for seed in experiments[name].seeds or own]
    done = 0

    def perform(job: tuple[str, int]) -> Run:
        nonlocal done
        name, seed = job
        run = _performed(circuit, experiments[name], seed, overlays, claims, name)
        done += 1
        if progress:
            progress(done, len(jobs))
        return run

    # The first run compiles what the others use.
    finished = [perform(job) for job in jobs[:1]]
    with ThreadPoolExecutor(workers) as pool:
        finished += pool.map(perform, jobs[1:])
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for (name, _seed), run in zip(jobs, finished, strict=True):
        runs[name].append(run)
    return runs


def _performed(
    circuit: Circuit,
    experiment: Experiment,
    seed: int,
    overlays: tuple[Overlay, ...],
    claims: Sequence[Claim],
    name: str,
) -> Run:
    """Run an experiment once, recording what the claims on the experiment `name` read."""
    return run_circuit(
        _prepared(circuit, experiment, overlays),
        experiment.duration_ms,
        seed=seed,
        overlays=(Overlay(name, experiment.values), *overlays),
        record=_recorded(claims, name),
        every_ms=_every_ms(claims, name),
    )


def _prepared(circuit: Circuit, experiment: Experiment, overlays: Iterable[Overlay]) -> Circuit:
    """Return the circuit with the experiment's timeline, without what it leaves out.

    Nor does a step set what an overlay sets anyway.
    """
    laid = {address for overlay in overlays for address in overlay.values}
    steps = (
        replace(step, values={at: v for at, v in step.values.items() if at not in laid})
        for step in experiment.timeline
    )
    made = without(circuit, experiment.without)
    made.apply(with_steps(made, tuple(steps)))
    return made


def _recorded(claims: Sequence[Claim], experiment: str) -> list[tuple[str, str]]:
    """The (element, state) pairs whose traces the claims on an experiment read."""
    pairs = (
        pair
        for claim in claims
        if experiment in claim.experiments
        for pair in traces_read(claim.measure, claim.args)
    )
    return list(dict.fromkeys(pairs))


def _every_ms(claims: Sequence[Claim], experiment: str) -> float | None:
    """How far apart samples are, of which each is the highest since the last; None: every step.

    What is measured of a single cell is measured at every step.
    """
    exact = (
        reads_every_step(claim.measure, claim.args)
        for claim in claims
        if experiment in claim.experiments
    )
    return None if any(exact) else EVERY_MS


def _judge(claim: Claim, runs: Runs) -> ClaimResult:
    values = _over_seeds(claim, runs[claim.experiment])
    measured = float(np.mean(values))
    if claim.against:
        other = float(np.mean(_over_seeds(claim, runs[claim.against])))
        measured = _compared(claim.compare, measured, other)
    return ClaimResult(claim, measured, tuple(values))


def _judge_series(
    circuit: Circuit, claim: Claim, runs: Runs, overlays: tuple[Overlay, ...]
) -> ClaimResult:
    means = {n: float(np.mean(_over_seeds(claim, runs[n]))) for n in claim.experiments}
    points = tuple(sorted((float(x), means[name]) for name, x in claim.series["x"].items()))
    measured = read_series(claim, means)
    if "precision" in claim.series and not math.isnan(measured):
        measured = _bisected(circuit, claim, means, overlays)
    return ClaimResult(claim, measured, points=points)


def _bisected(
    circuit: Circuit, claim: Claim, means: Mapping[str, float], overlays: tuple[Overlay, ...]
) -> float:
    """The x of a threshold, by runs between the two experiments on either side of it."""
    experiments: Mapping[str, Experiment] = circuit.document["experiments"]
    level, precision = float(claim.series["level"]), float(claim.series["precision"])
    x = {name: float(value) for name, value in claim.series["x"].items()}
    rising = sorted(x, key=lambda name: x[name])
    above = next(n for n, name in enumerate(rising) if means[name] >= level)
    low, high = rising[above - 1], rising[above]

    def measure(experiment: Experiment) -> float:
        seeds = experiment.seeds or (circuit.document["seed"],)
        between = (_performed(circuit, experiment, seed, overlays, [claim], high) for seed in seeds)
        return float(np.mean(_over_seeds(claim, list(between))))

    ends = [(x[name], experiments[name]) for name in (low, high)]
    return bisected(ends[0], ends[1], level, precision, measure)


def _over_seeds(claim: Claim, runs: Sequence[Run]) -> list[float]:
    measure, given = MEASURES[claim.measure], measure_arguments(claim)
    return [measure(run, **given) for run in runs]


def _compared(how: str, measured: float, other: float) -> float:
    if how == "difference":
        return measured - other
    return measured / other if other else math.copysign(math.inf, measured) if measured else 1.0
