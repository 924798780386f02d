"""The parts that `make bench` is made of, each of which can be run alone.

A part returns plain values, as they are kept in results.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

from benchmarks import editing, shapes
from benchmarks.one_run import MARK
from benchmarks.ours import ADAPTIVE, DENSE, has_modes
from benchmarks.rounds import AGAINST, ROOT, Pairs, contest, in_turn, ours
from benchmarks.scale import measured
from benchmarks.scenes import SCENES, saved
from benchmarks.start import once

ENGINE = ("fig3", "fig4")
SECONDS = "10"
ONE_WAY = "the engine steps in one way only"

Found = dict[str, Any]
Part = Callable[[int], Found]
"""Called with the number of rounds."""


def versus(workload: str, rounds: int) -> Found:
    """Ours against each peer on one workload, and what ours spends its time on."""
    return {"pairs": contest(workload, rounds), "shares": shares(workload)}


def shares(workload: str) -> Found:
    """Where ours spends its time, measured in a process of its own, in rounds of its own."""
    return _said([sys.executable, "-m", "benchmarks.shares", workload])


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


def scale(rounds: int) -> Found:
    """How building grows with the number of connections, and what each of them takes."""
    return measured(rounds) | shapes.measured(rounds)


def side_by_side(_rounds: int) -> Found:
    """Two compared runs on two threads, and as two processes."""
    return _said([sys.executable, "-m", "benchmarks.compared"])


def by_hand(_rounds: int) -> Found:
    """How opening, editing and undoing grow with the number of cells drawn one by one."""
    return dict(editing.measured())


def window(_rounds: int) -> Found:
    """The window's speed by phase of use, on a preset and on scenes made for it."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: str(saved(name, Path(folder))) for name in SCENES}
        return {
            name: bench("window", target) for name, target in ({"fig4": "fig4"} | files).items()
        }


def start(rounds: int) -> Found:
    """Seconds until the window is painted, and until its circuit runs.

    The first start is left out: it reads the program's files from the disk.
    """
    starts = [once() for _round in range(rounds + 1)][1:]
    return {name: median(one[name] for one in starts) for name in starts[0]} if all(starts) else {}


def _said(command: Sequence[str]) -> Found:
    """What a process says in its marked line; nothing when it says none."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    return dict(json.loads(lines[-1].removeprefix(MARK))) if lines else {}


def bench(what: str, target: str) -> Found:
    """Return what `circuitlab bench` measures, in a process of its own; nothing if it fails."""
    command = [sys.executable, "-m", "circuitlab", "bench", what, target]
    done = subprocess.run(
        [*command, "--seconds", SECONDS, "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {}


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        **{workload: partial(versus, workload) for workload in AGAINST},
        "silence": silence,
        "adaptive": adaptive,
        "engine": engine,
        "scale": scale,
        "compared": side_by_side,
        "editing": by_hand,
        "window": window,
        "start": start,
    }
)
