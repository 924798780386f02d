#!/usr/bin/env bash
# Arbor's Poisson trains are all the same train.
#
# One expects: cells that each get a poisson_schedule of 100 Hz fire independently of one another,
#   as with NEST's poisson_generator, Brian2's PoissonGroup and NEURON's NetStims in one stream each.
# What happens: a schedule's seed is 0 unless it is given, and nothing of the cell enters: three
#   sources fire at the very same times, and give the same times in every run.
# Why it matters: "independent" background of a whole network arrives in one instant everywhere, so
#   that the network is synchronous and no reseeding shows it. Give each cell seed=gid (and more).
# Version: Arbor 0.12.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install arbor==0.12.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install arbor 0.12.2: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import arbor
from arbor import units as u


class Sources(arbor.recipe):
    def __init__(self, schedules):
        super().__init__()
        self.schedules = schedules

    def num_cells(self):
        return len(self.schedules)

    def cell_kind(self, gid):
        return arbor.cell_kind.spike_source

    def cell_description(self, gid):
        return arbor.spike_source_cell("source", self.schedules[gid])


def trains(schedules):
    simulation = arbor.simulation(Sources(schedules))
    simulation.record(arbor.spike_recording.local)
    simulation.run(1000 * u.ms, 0.1 * u.ms)
    found = [[] for _ in schedules]
    for (gid, _), time in simulation.spikes():
        found[gid].append(round(float(time), 3))
    return found


rate = 100 * u.Hz
as_one_writes = trains([arbor.poisson_schedule(freq=rate) for _ in range(3)])
seeded = trains([arbor.poisson_schedule(freq=rate, seed=gid) for gid in range(3)])
different = len({tuple(train) for train in as_one_writes})
with_seeds = len({tuple(train) for train in seeded})

print(f"Arbor {arbor.__version__}: three sources of 100 Hz, one second")
print("guess: three different trains")
print(f"seen:  {different} different train, {[len(train) for train in as_one_writes]} spikes,",
      f"beginning {as_one_writes[0][:3]} ms; with seeds: {with_seeds} different trains")
sys.exit(0 if (different, with_seeds) == (1, 3) else "changed: the trains differ by themselves")
PY
