"""The parts that `make bench` is made of, each of which can be run alone.

A part returns plain values, as they are kept in results.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from benchmarks.one_run import MARK
from benchmarks.ours import ADAPTIVE, DENSE, has_modes
from benchmarks.rounds import AGAINST, ROOT, Pairs, contest, in_turn, ours

ENGINE = ("fig3", "fig4")
WINDOW = ("fig4",)
SECONDS = "10"
ONE_WAY = "the engine steps in one way only"

Found = dict[str, Any]
Part = Callable[[int], Found]
"""Called with the number of rounds."""


def versus(workload: str, rounds: int) -> Found:
    """Ours against each peer on one workload, and what ours spends its time on."""
    return {"pairs": contest(workload, rounds), "shares": shares(workload, rounds)}


def shares(workload: str, rounds: int) -> Found:
    """Where ours spends its time, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.shares", workload, "--rounds", str(rounds)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    return dict(json.loads(lines[-1].removeprefix(MARK))) if lines else {}


def silence(rounds: int) -> Found:
    """A large network of which few cells are driven, against one with ten times as many."""
    return in_turn(ours("S10"), ours("S100"), rounds).plain()


def adaptive(rounds: int) -> Found:
    """Dense against adaptive stepping, by workload, where everything is active."""
    if not has_modes():
        return {workload: Pairs((), (), ONE_WAY).plain() for workload in AGAINST}
    return {
        workload: in_turn(ours(workload, DENSE), ours(workload, ADAPTIVE), rounds).plain()
        for workload in AGAINST
    }


def engine(_rounds: int) -> Found:
    """The engine's speed on each preset."""
    return {target: bench("engine", target) for target in ENGINE}


def window(_rounds: int) -> Found:
    """The window's speed on each target, by phase of use."""
    return {target: bench("window", target) for target in WINDOW}


def bench(what: str, target: str) -> Found:
    """Return what `circuitlab bench` measures, in a process of its own."""
    command = [sys.executable, "-m", "circuitlab", "bench", what, target]
    done = subprocess.run(
        [*command, "--seconds", SECONDS, "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return dict(json.loads(done.stdout))


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        **{workload: partial(versus, workload) for workload in AGAINST},
        "silence": silence,
        "adaptive": adaptive,
        "engine": engine,
        "window": window,
    }
)
