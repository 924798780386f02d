"""How building grows with the number of connections: ours, and peers on the same arrays.

Seconds are the processor's for the whole process, of all alike. What is held to peers is measured
in turn, several times: ours, each peer, ours, each peer, … ours.

`python -m benchmarks.scale ours 1000000` answers for one size, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.one_run import MARK, Clock
from benchmarks.rounds import ONE_THREAD, PEER_PYTHON, ROOT

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
IN_TURN = LARGEST_OF_PEERS = 1_000_000
CELLS = 10_000
OURS = "ours"
SIMULATORS = {
    OURS: sys.executable,
    "NEST": str(PEER_PYTHON),
    "Brian2": str(PEER_PYTHON),
}
_LONGEST_S = 600.0

Said = Mapping[str, float | None]
"""What one run of one simulator measured, by measure; None where it did not."""


def measured(rounds: int) -> dict[str, Any]:
    """Return what each simulator says of each size, and how its time grows."""
    found: dict[str, Any] = {}
    turns = in_turn(rounds, lambda simulator: _said(simulator, IN_TURN))
    for simulator in SIMULATORS:
        sizes = [n for n in SIZES if simulator == OURS or n <= LARGEST_OF_PEERS]
        said = [turns[simulator] if n == IN_TURN else _said(simulator, n) for n in sizes]
        found |= {row(simulator, n): dict(one) for n, one in zip(sizes, said, strict=True)}
        times = [one["build_s"] for one in said]
        found[f"{simulator}, exponent of growth"] = {"exponent": exponent(sizes, times)}
    return found


def row(simulator: str, connections: int) -> str:
    """Return the name of a row of the table."""
    return f"{simulator}, {connections:,} connections"


def in_turn(
    rounds: int, say: Callable[[str], Said], simulators: Sequence[str] = tuple(SIMULATORS)
) -> dict[str, dict[str, float | None]]:
    """Return the medians over rounds in turn by simulator, and each peer's ratio to ours.

    Parameters
    ----------
    simulators : ours first
    """
    said: dict[str, list[Said]] = {simulator: [] for simulator in simulators}
    for simulator in (*(tuple(simulators) * rounds), OURS):
        said[simulator].append(say(simulator))
    ours, *peers = simulators
    ratios = {peer: _ratio(said[ours], said[peer]) for peer in peers}
    return {who: _medians(runs) | {"ratio": ratios.get(who)} for who, runs in said.items()}


def _ratio(ours: Sequence[Said], theirs: Sequence[Said]) -> float | None:
    """How many times longer they take than ours just before and just after, the median."""
    rounds = zip(ours, theirs, ours[1:], strict=False)
    each = [[one["build_s"] for one in turn] for turn in rounds]
    known = [2.0 * b / (a + c) for a, b, c in each if a and b and c]
    return median(known) if known else None


def _medians(runs: Sequence[Said]) -> dict[str, float | None]:
    known = {name: [x for one in runs if (x := one[name]) is not None] for name in MEASURES}
    return {name: median(values) if values else None for name, values in known.items()}


def exponent(
    sizes: Sequence[int], times: Sequence[float | None], least: int = SIZES[1]
) -> float | None:
    """Return how time grows with size, fitted from `least` on, where size is most of it.

    With 1 it is linear.
    """
    known = [(n, t) for n, t in zip(sizes, times, strict=True) if t and n >= least]
    if len(known) < 2:
        return None
    large, seconds = np.log(np.array(known, np.float64)).T
    return float(np.polyfit(large, seconds, 1)[0])


def _said(simulator: str, connections: int) -> Said:
    return answered(simulator, "benchmarks.scale", str(connections))


def answered(simulator: str, module: str, asked: str) -> Said:
    """Return one answer; where there is none, why not is printed and nothing is known."""
    command = [SIMULATORS[simulator], "-m", module, simulator, asked]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST_S,
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        print(f"{simulator} could not be measured here: {failure}", flush=True)
        return dict.fromkeys(MEASURES)
    for line in done.stdout.splitlines():
        if line.startswith(MARK):
            return dict(json.loads(line.removeprefix(MARK)))
    last = (done.stderr.strip() or "it said nothing").splitlines()[-1]
    print(f"{simulator} could not be measured here: {last}", flush=True)
    return dict.fromkeys(MEASURES)


MEASURES = ("build_s", "bytes_a_connection", "save_s", "open_s")


def _arrays(connections: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    rng = np.random.default_rng(1)
    pre, post = rng.integers(0, CELLS, (2, connections))
    return pre, post, rng.random(connections)


def ours(connections: int) -> Said:
    """Connect and step once, kernels compiled; then save and open."""
    from circuitlab import api

    def built(pre: NDArray[Any], post: NDArray[Any], weight: NDArray[Any]) -> api.Circuit:
        circuit = api.Circuit()
        cells = circuit.add("lif_current", size=CELLS)
        circuit.connect(cells, cells, receptor="exp_current", pre=pre, post=post, weight=weight)
        api.simulate(circuit, "0.1 ms", dt=0.1, record=())
        return circuit

    built(*_arrays(1_000))
    given, before, clock = _arrays(connections), peak(), Clock()
    circuit = built(*given)
    build_s, taken = clock.lap(), peak() - before
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.circuit"
        clock.lap()
        circuit.save(path)
        save_s = clock.lap()
        again = api.load(path)
        open_s = clock.lap()
    if again.model != circuit.model:
        raise SystemExit("what was opened is not what was saved")
    return dict(zip(MEASURES, (build_s, taken / connections, save_s, open_s), strict=True))


def nest(connections: int) -> Said:
    """The same arrays in NEST, from them to the first step."""
    import nest as simulator

    pre, post, weight = _arrays(connections)
    before, clock = peak(), Clock()
    cells = simulator.Create("iaf_psc_exp", CELLS)
    first = cells[0].global_id
    synapses = {"weight": weight, "delay": np.full(connections, 0.5)}
    simulator.Connect(pre + first, post + first, "one_to_one", synapses)
    simulator.Simulate(0.1)
    return dict.fromkeys(MEASURES) | {
        "build_s": clock.lap(),
        "bytes_a_connection": (peak() - before) / connections,
    }


def brian2(connections: int) -> Said:
    """The same arrays in Brian2, its parts compiled as ours are, from them to the first step."""
    import brian2 as b

    def built(pre: NDArray[Any], post: NDArray[Any], weight: NDArray[Any]) -> None:
        equations = "dv/dt = (g - v)/(10*ms) : 1\ndg/dt = -g/(5*ms) : 1"
        cells = b.NeuronGroup(CELLS, equations, threshold="v > 1", reset="v = 0", method="exact")
        synapses = b.Synapses(cells, cells, "w : 1", on_pre="g_post += w")
        synapses.connect(i=pre, j=post)
        synapses.w = weight
        synapses.delay = 0.5 * b.ms
        b.Network(cells, synapses).run(0.1 * b.ms)

    b.defaultclock.dt = 0.1 * b.ms
    built(*_arrays(1_000))
    given, before, clock = _arrays(connections), peak(), Clock()
    built(*given)
    return dict.fromkeys(MEASURES) | {
        "build_s": clock.lap(),
        "bytes_a_connection": (peak() - before) / connections,
    }


def peak() -> float:
    """Most bytes that the process has taken so far."""
    return 1024.0 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("simulator", choices=tuple(SIMULATORS))
    parser.add_argument("connections", type=int)
    asked = parser.parse_args()
    run = {"ours": ours, "NEST": nest, "Brian2": brian2}[asked.simulator]
    print(MARK + json.dumps(run(asked.connections)))
