"""The claims of circuits, run and judged as the command `verify` does."""

from __future__ import annotations

from collections.abc import Iterable

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.analysis.claims import is_meant
from circuitlab.analysis.claims import verify as judged
from circuitlab.analysis.read_claims import unmeasurable
from circuitlab.api.built import Built
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.words import Problem
from circuitlab.model.run_settings import read_run_setting
from circuitlab.resources import _


def verify_circuit(
    circuit: Built, only: str | None = None, seeds: Iterable[int] = ()
) -> list[ClaimResult]:
    """Run the experiments of a circuit and judge its claims, as ``Circuit.verify`` says."""
    model = circuit.model
    seeds = tuple(seeds) if isinstance(seeds, Iterable) else (seeds,)
    only = only if only is None else str(only)
    if wrong := [*unmeasurable(model), *_wrong_seeds(seeds)]:
        raise CircuitError(wrong)
    meant = [
        claim.id for claim in model.document["claims"] if only is None or is_meant(claim, only)
    ]
    if only is not None and not meant:
        what = _("no claim has “{pattern}” in its id or its text").format(pattern=only)
        raise CircuitError([Problem("only", what, _("“circuit.claims.ids” lists their ids"))])
    return judged(model, only=meant, seeds=seeds) if meant else []


def _wrong_seeds(seeds: Iterable[object]) -> list[Problem]:
    read = (read_run_setting("seed", seed) for seed in seeds)
    return [Problem("seeds", each.what, each.remedy) for each in read if isinstance(each, Problem)]
