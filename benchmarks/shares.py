"""What ours spends its time on: stepping the cells, delivering spikes, recording voltages.

Stepping is timed as the same cells with the same receptors and no synapse, all kept awake by a
steady current; what the connected network takes beyond that is delivery. Recording is what it costs
to keep the voltage of every cell at every step. Run as `python -m benchmarks.shares W2`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from statistics import median
from types import MappingProxyType

import numpy as np

from benchmarks.one_run import MARK
from benchmarks.ours import build, dense
from benchmarks.workloads import HODGKIN_HUXLEY, INTEGRATE_AND_FIRE, NETWORKS, Network, network
from circuitlab.api import Circuit, simulate

MOST_SAMPLES = 4_000_000
AWAKE_PA: Mapping[str, float] = MappingProxyType({HODGKIN_HUXLEY: 250.0, INTEGRATE_AND_FIRE: 190.0})
"""Currents with which cells fire by themselves, slowly."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Where the time of one workload goes.

    Attributes
    ----------
    total_s : stepping the connected network, spikes recorded
    stepping_s : the same cells without synapses, all awake
    recording_ns : keeping one voltage of one cell at one step
    cell_steps, events : how many times a cell was stepped, and a spike reached a synapse
    """

    total_s: float
    stepping_s: float
    recording_ns: float
    cell_steps: float
    events: float

    @property
    def delivery_s(self) -> float:
        """Seconds beyond stepping."""
        return self.total_s - self.stepping_s


def measure(made: Network, rounds: int) -> Shares:
    """Time a network with and without its synapses, and with its voltages recorded, in turn."""
    awake = replace(made, i_e=np.full(made.size, AWAKE_PA[made.model]))
    connected, alone = build(made), build(awake, connected=False)
    short = replace(made, duration=_recordable(made))
    walls: dict[str, list[float]] = {"total": [], "stepping": [], "bare": [], "recorded": []}
    for _round in range(rounds):
        walls["total"].append(_wall(connected, made))
        walls["stepping"].append(_wall(alone, made))
        walls["bare"].append(_wall(connected, short))
        walls["recorded"].append(_wall(connected, short, recorded=True))
    seconds = {name: median(found) for name, found in walls.items()}
    samples = short.size * short.duration / short.dt
    return Shares(
        total_s=seconds["total"],
        stepping_s=seconds["stepping"],
        recording_ns=1e9 * (seconds["recorded"] - seconds["bare"]) / samples,
        cell_steps=made.size * made.duration / made.dt,
        events=_events(connected, made),
    )


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
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(MARK + json.dumps(asdict(measure(network(asked.workload), asked.rounds))))


if __name__ == "__main__":
    main()
