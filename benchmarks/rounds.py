"""Ours and another simulator in turn, each run in a process of its own: A B A, A B A …"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

from benchmarks.one_run import Timed, read_answer

ROOT = Path(__file__).parents[1]
PEER_PYTHON = ROOT / ".bench-venv" / "bin" / "python"
LONGEST_S = 1200.0
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)
PEERS: Mapping[str, str] = MappingProxyType(
    {
        "Arbor": "benchmarks.peers.in_arbor",
        "Brian2 C++": "benchmarks.peers.in_brian2",
        "NEST": "benchmarks.peers.in_nest",
        "NEURON": "benchmarks.peers.in_neuron",
    }
)
AGAINST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "W1": ("Arbor", "NEURON", "Brian2 C++"),
        "W2": ("Brian2 C++", "NEST"),
        "COBA": ("Brian2 C++", "NEST"),
        "W4": ("Brian2 C++", "NEURON", "NEST"),
    }
)

MOST_ROUNDS: Mapping[str, int] = MappingProxyType({"W4": 3})
"""Rounds up to which it is patient with workloads for which peers take minutes."""


class CouldNotRun(Exception):
    """A run gave no answer; the text is the last thing that it said."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Runs in turn, and why they stopped if they did.

    Attributes
    ----------
    first, second : runs of the two, in the order in which they were made: of the first one two a
        round, just before and just after the second
    failure : the last line of a run that gave no answer
    """

    first: tuple[Timed, ...]
    second: tuple[Timed, ...]
    failure: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times longer the second one takes: the median over the rounds.

        In a round it is held to the mean of the first one's runs around it, since a machine may
        change its speed from one second to the next.
        """
        if not self.first or not self.second:
            return None
        before, after = self.first[::2], self.first[1::2]
        rounds = zip(before, self.second, after, strict=False)
        return median(2.0 * b.run_s / (a.run_s + c.run_s) for a, b, c in rounds)

    def plain(self) -> dict[str, Any]:
        """The pairs as JSON has them."""
        return asdict(self)


def pairs_of(plain: Mapping[str, Any]) -> Pairs:
    """Return what :meth:`Pairs.plain` gave as pairs again."""
    first, second = (tuple(Timed(**run) for run in plain[name]) for name in ("first", "second"))
    return Pairs(first, second, plain["failure"])


def seconds(runs: Sequence[Timed]) -> float:
    """Return the median time of stepping, s."""
    return median(run.run_s for run in runs)


def contest(workload: str, rounds: int) -> dict[str, Any]:
    """Return the pairs of ours with each of its peers, by the peer's name."""
    rounds = min(rounds, MOST_ROUNDS.get(workload, rounds))
    return {
        peer: in_turn(ours(workload), theirs(peer, workload), rounds).plain()
        for peer in AGAINST[workload]
    }


def ours(workload: str, mode: str = "") -> list[str]:
    """Return the command of one run of ours."""
    return [sys.executable, "-m", "benchmarks.ours", workload, "--mode", mode]


def theirs(peer: str, workload: str) -> list[str]:
    """Return the command of one run of a peer."""
    return [str(PEER_PYTHON), "-m", PEERS[peer], workload]


def in_turn(first: Sequence[str], second: Sequence[str], rounds: int) -> Pairs:
    """Run two commands in turn, the first one around the second, until one gives no answer."""
    ones, others, failed = list[Timed](), list[Timed](), ""
    try:
        for _round in range(rounds):
            ones.append(one(first))
            others.append(one(second))
            ones.append(one(first))
    except CouldNotRun as failure:
        failed = str(failure)
    return Pairs(tuple(ones), tuple(others), failed)


def one(command: Sequence[str]) -> Timed:
    """Run a command and return its answer.

    Raises
    ------
    CouldNotRun
        When it gives none, or takes longer than twenty minutes.
    """
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise CouldNotRun(str(failure)) from failure
    found = read_answer(done.stdout)
    if found is None:
        raise CouldNotRun((done.stdout.strip().splitlines() or ["it said nothing"])[-1][:200])
    print(f"  {found.workload} {found.simulator} {found.mode}: {found.run_s:.3f} s", flush=True)
    return found
