"""The runs behind a circuit's claims: one for all experiments that are alike, and each seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from circuitlab.analysis.arguments import reads_every_step, traces_read
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.running.days_run import DaysRun, run_days
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.element import DOCUMENT
from circuitlab.model.frozen import Value
from circuitlab.model.leaving_out import without
from circuitlab.model.overlay import Overlay
from circuitlab.model.timeline import with_steps

EVERY_MS = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    """One run to be made, and which experiments it is the run of."""

    names: tuple[str, ...]
    experiment: Experiment
    seed: int


@dataclass(frozen=True)
class ClaimRuns:
    """What the runs behind the claims of a circuit have in common.

    Attributes
    ----------
    claims
        Those that are judged: what they read is recorded.
    overlays
        Laid over every experiment, on top of what it sets itself.
    seeds
        In place of those that each experiment has.
    prepare
        Called with the plan of each run before anything is compiled for it.
    """

    circuit: Circuit
    claims: Sequence[Claim]
    overlays: tuple[Overlay, ...] = ()
    seeds: tuple[int, ...] = ()
    prepare: Callable[[Plan], None] | None = None

    def experiment(self, name: str) -> Experiment:
        """Return an experiment by its name."""
        return self.circuit.document["experiments"][name]  # type: ignore[no-any-return]

    def seeds_of(self, experiment: Experiment) -> tuple[int, ...]:
        """Return the seeds that it is run with."""
        return self.seeds or experiment.seeds or (self.circuit.document["seed"],)

    def jobs(self) -> list[Job]:
        """Return the runs that the claims need, in the order in which the claims name them."""
        names = dict.fromkeys(name for claim in self.claims for name in claim.experiments)
        jobs: dict[object, Job] = {}
        for name in names:
            experiment = self.experiment(name)
            for seed in self.seeds_of(experiment):
                key = (self._as_run(experiment), seed)
                job = jobs.get(key, Job((), experiment, seed))
                jobs[key] = replace(job, names=(*job.names, name))
        return list(jobs.values())

    def perform(
        self,
        experiment: Experiment,
        seed: int,
        names: Sequence[str],
        progress: Callable[[float], None] | None = None,
    ) -> Run | DaysRun:
        """Run an experiment once, recording what the claims on these experiments read."""
        read = [claim for claim in self.claims if not set(names).isdisjoint(claim.experiments)]
        circuit = _prepared(self.circuit, experiment, self.overlays)
        given: dict[str, Any] = {
            "seed": seed,
            "overlays": (Overlay(names[0], experiment.values), *self.overlays),
            "record": _recorded(read),
            "every_ms": _every_ms(read),
            "progress": progress,
            "prepare": self.prepare,
        }
        if experiment.days is not None:
            return run_days(circuit, experiment.days, **given)
        return run_circuit(circuit, experiment.duration_ms, **given)

    def _as_run(self, experiment: Experiment) -> Experiment:
        """Return what of an experiment makes a difference to its run."""
        told = {at: value for at, value in experiment.values.items() if self._stands(at) != value}
        return replace(experiment, values=told, seeds=(), other={})

    def _stands(self, address: tuple[str, str]) -> Value | None:
        """Return what the circuit itself says at an address, where it is a plain value."""
        id, name = address
        if id == DOCUMENT:
            return self.circuit.document.get(name)
        element = self.circuit.elements.get(id)
        return element.params.get(name) if element is not None else None


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


def _recorded(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """The (element, state) pairs whose traces claims read."""
    pairs = (pair for claim in claims for pair in traces_read(claim.measure, claim.args))
    return list(dict.fromkeys(pairs))


def _every_ms(claims: Iterable[Claim]) -> float | None:
    """How far apart samples are, of which each is the highest since the last; None: every step.

    What is measured of a single cell is measured at every step.
    """
    exact = (reads_every_step(claim.measure, claim.args) for claim in claims)
    return None if any(exact) else EVERY_MS
