#!/usr/bin/env bash
# A steady rate of 100 Hz, smoothed, begins and ends at 50 Hz in three libraries of four.
#
# One expects: smoothing a steady rate leaves it steady, as scipy's gaussian_filter1d does.
# What happens: pynapple's smooth, Brian2's smooth_rate and Elephant's instantaneous_rate fill up with
#   zeros beyond the ends: half of the rate at the first and last bin. Elephant has a correction, off
#   unless asked for; the other two have none.
# Why it matters: each run seems to begin with a ramp and to end with a decay as wide as the kernel,
#   which looks like an onset response and adaptation; the mean of the smoothed rate is too low. Cut
#   three widths of the kernel at both ends.
# Version: pynapple 0.11.4, Brian2 2.9.0, Elephant 1.2.1, SciPy 1.16.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynapple==0.11.4 brian2==2.9.0 \
    elephant==1.2.1 neo==0.14.6 quantities==0.16.4 scipy==1.16.3 numpy==2.3.5; } \
    >"$work/log" 2>&1 ||
    { echo "cannot install pynapple, brian2 and elephant: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import brian2 as b2
import neo
import numpy as np
import pynapple
import quantities as pq
from elephant.kernels import GaussianKernel
from elephant.statistics import instantaneous_rate
from scipy.ndimage import gaussian_filter1d

STEADY = np.full(1000, 100.0)  # Hz, in steps of 1 ms


def ends_and_middle(rate):
    return tuple(round(float(rate[place]), -1) for place in (0, len(rate) // 2, -1))


def in_pynapple():
    return pynapple.Tsd(np.arange(1000) / 1000, STEADY).smooth(0.02).values


def in_brian():
    b2.prefs.codegen.target = "numpy"
    b2.defaultclock.dt = 1 * b2.ms
    cells = b2.NeuronGroup(10, "on : 1", threshold="(i + int(t / dt + 0.5)) % 10 == 0", reset="")
    monitor = b2.PopulationRateMonitor(cells)
    b2.Network(cells, monitor).run(1 * b2.second)
    return monitor.smooth_rate(window="gaussian", width=20 * b2.ms) / b2.Hz


def in_elephant(correct):
    train = neo.SpikeTrain(np.arange(5, 1000, 10) * pq.ms, t_stop=1000 * pq.ms)
    rate = instantaneous_rate(train, 1 * pq.ms, kernel=GaussianKernel(20 * pq.ms),
                              border_correction=correct)
    return rate.magnitude.ravel()


seen = {
    "pynapple": ends_and_middle(in_pynapple()),
    "Brian2": ends_and_middle(in_brian()),
    "Elephant": ends_and_middle(in_elephant(False)),
    "Elephant, corrected": ends_and_middle(in_elephant(True)),
    "SciPy": ends_and_middle(gaussian_filter1d(STEADY, 20)),
}
print("a steady 100 Hz for 1 s, smoothed by a Gaussian of 20 ms: first, middle and last value")
print("guess: (100, 100, 100) everywhere")
for name, rates in seen.items():
    print(f"seen:  {name}: {rates}")
half, steady = (50.0, 100.0, 50.0), (100.0, 100.0, 100.0)
held = list(seen.values()) == [half, half, half, steady, steady]
sys.exit(0 if held else "changed: the ends are smoothed in another way")
PY
