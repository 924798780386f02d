"""What ours spends its time on: stepping the cells, delivering spikes, recording voltages.

Stepping is timed as the same cells with the same receptors and no synapse, all kept awake by a
steady current; what the connected network takes beyond that is delivery. Recording is what it costs
to keep the voltage of every cell at every step. The runs of each pair are made in turn, so that a
machine that slows down changes both. Run as `python -m benchmarks.shares W2`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from statistics import median
from types import MappingProxyType

import numpy as np

from benchmarks.one_run import MARK
from benchmarks.ours import build, dense
from benchmarks.workloads import (
    DRIVEN_BY_CONDUCTANCES,
    HODGKIN_HUXLEY,
    INTEGRATE_AND_FIRE,
    NETWORKS,
    Network,
    network,
)
from circuitlab.api import Circuit, simulate

MOST_SAMPLES = 4_000_000
ROUNDS = 9
"""Pairs of runs: these are short, and what they differ by is small."""
AWAKE_PA: Mapping[str, float] = MappingProxyType(
    {HODGKIN_HUXLEY: 250.0, INTEGRATE_AND_FIRE: 190.0, DRIVEN_BY_CONDUCTANCES: 110.0}
)
"""Currents with which cells fire by themselves, slowly."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Where the time of one workload goes.

    A difference is the median over pairs of runs made in turn, and its spread the median distance
    of a pair from that.

    Attributes
    ----------
    total_s : stepping the connected network, spikes recorded
    stepping_s : the same cells without synapses, all awake
    delivery_s, delivery_spread_s : what the connected network takes beyond stepping
    recorded_s : a run, mostly a shorter one, that keeps the voltage of every cell at every step
    recording_s, recording_spread_s : what that takes beyond the same run without
    cell_steps, events, samples : how many times a cell was stepped, a spike reached a synapse, and
        a voltage was kept
    """

    total_s: float
    stepping_s: float
    delivery_s: float
    delivery_spread_s: float
    recorded_s: float
    recording_s: float
    recording_spread_s: float
    cell_steps: float
    events: float
    samples: float


def measure(made: Network, rounds: int) -> Shares:
    """Time a network with and without its synapses, and with its voltages recorded, in turn."""
    awake = replace(made, i_e=np.full(made.size, AWAKE_PA[made.model]))
    connected, alone = build(made), build(awake, connected=False)
    short = replace(made, duration=_recordable(made))
    bare = partial(_wall, connected, short)
    total, stepping = _in_turn(partial(_wall, connected, made), partial(_wall, alone, made), rounds)
    recorded, unrecorded = _in_turn(partial(bare, recorded=True), bare, rounds)
    delivery_s, delivery_spread_s = difference(total, stepping)
    recording_s, recording_spread_s = difference(recorded, unrecorded)
    return Shares(
        total_s=median(total),
        stepping_s=median(stepping),
        delivery_s=delivery_s,
        delivery_spread_s=delivery_spread_s,
        recorded_s=median(recorded),
        recording_s=recording_s,
        recording_spread_s=recording_spread_s,
        cell_steps=made.size * made.duration / made.dt,
        events=_events(connected, made),
        samples=short.size * short.duration / short.dt,
    )


def difference(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """Return by how much the first of each pair is larger, and how far the pairs scatter.

    Both are medians: of the differences, and of their distances from that median.
    """
    found = [one - other for one, other in zip(first, second, strict=True)]
    middle = median(found)
    return middle, median(abs(each - middle) for each in found)


def _in_turn(
    first: Callable[[], float], second: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Call two functions once a round, every other round the second before the first."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        both = [(found[0], first), (found[1], second)]
        for values, call in both if number % 2 == 0 else both[::-1]:
            values.append(call())
    return found


def _recordable(made: Network) -> float:
    """The length (ms) of a run whose voltages fit into memory."""
    steps = min(made.duration / made.dt, MOST_SAMPLES // made.size)
    return float(steps * made.dt)


def _wall(built: tuple[Circuit, str], made: Network, *, recorded: bool = False) -> float:
    circuit, cells = built
    record = ((cells, "v"),) if recorded else ()
    run = simulate(circuit, made.duration, dt=made.dt, record=record, **dense())
    return float(run.wall_s)


def _events(built: tuple[Circuit, str], made: Network) -> float:
    """How many spikes reach a synapse."""
    circuit, cells = built
    run = simulate(circuit, made.duration, dt=made.dt, record=(), **dense())
    fan_out = np.bincount(made.pre, minlength=made.size)
    return float(fan_out[run.spike_pairs(cells)[0]].sum())


def main() -> None:
    """Read the command line, measure, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("workload", choices=tuple(NETWORKS))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    print(MARK + json.dumps(asdict(measure(network(asked.workload), asked.rounds))))


if __name__ == "__main__":
    main()
