#!/usr/bin/env bash
# A Poisson source of 20 kHz is 10 kHz in Brian2, and at 5 kHz only half as noisy as in NEST.
#
# One expects: a PoissonGroup of 20,000 Hz stands for 1000 inputs of 20 Hz, as NEST's
#   poisson_generator does; counts of 5000 Hz vary as Poisson counts do, with a Fano factor of 1.
# What happens: Brian2 draws one yes or no a step, so that 1/dt is the highest rate, silently; at 5 kHz
#   and 0.1 ms the mean is right and the variance of counts half. NEST draws how many spikes.
# Why it matters: the background of a published network given as one fast source halves when it moves
#   from NEST to Brian2, and well below the limit its fluctuations, which make such a network fire,
#   are too small. Use PoissonInput with N inputs, or many sources.
# Version: Brian2 2.9.0, NEST 3.10.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install brian2==2.9.0 \
    nest-simulator==3.10.0 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install brian2 and nest-simulator: is this machine offline?"; exit 2; }
cd "$work"
cat >in_brian.py <<'PY'
import brian2 as b2
import numpy as np

b2.prefs.codegen.target = "numpy"
b2.defaultclock.dt = 0.1 * b2.ms
for rate in (5000, 20_000):
    b2.seed(1)
    sources = b2.PoissonGroup(2000, rate * b2.Hz)
    heard = b2.SpikeMonitor(sources, record=False)
    b2.Network(sources, heard).run(20 * b2.ms)
    counts = np.asarray(heard.count)
    print("counts", round(counts.mean() / 0.02, -3), round(counts.var() / counts.mean(), 1))
PY
cat >in_nest.py <<'PY'
import nest
import numpy as np

for rate in (5000, 20_000):
    nest.ResetKernel()
    nest.resolution = 0.1
    source = nest.Create("poisson_generator", params={"rate": float(rate)})
    cells = nest.Create("parrot_neuron", 2000)
    heard = nest.Create("spike_recorder", params={"start": 1.0, "stop": 21.0})
    nest.Connect(source, cells, syn_spec={"delay": 1.0})
    nest.Connect(cells, heard)
    nest.Simulate(30.0)
    counts = np.bincount(heard.events["senders"])[cells[0].global_id:]
    print("counts", round(counts.mean() / 0.02, -3), round(counts.var() / counts.mean(), 1))
PY
run() { venv/bin/python -W ignore "$1" 2>log | sed -n 's/^counts //p' | paste -sd, -; }
brian=$(run in_brian.py) || { tail -3 log; exit 1; }
nest=$(run in_nest.py) || { tail -3 log; exit 1; }
echo "2000 sources of 5000 and of 20,000 Hz, 20 ms in steps of 0.1 ms: rate and Fano factor"
echo "guess: 5000 and 20,000 Hz with a Fano factor of 1 in both"
echo "seen:  Brian2 2.9.0: $brian; NEST 3.10.0: $nest"
[ "$brian|$nest" = "5000.0 0.5,10000.0 0.0|5000.0 1.0,20000.0 1.0" ] ||
    { echo "changed: fast sources are drawn in another way"; exit 1; }
