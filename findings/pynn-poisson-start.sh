#!/usr/bin/env bash
# A PyNN Poisson source that starts at 10 ms starts at 12 ms in NEST and at 10 ms in NEURON.
#
# One expects: one PyNN script makes the same input in both: start=10, duration=50 is 10 to 60 ms.
# What happens: over NEST the source passes a relay: its spikes are recorded, and reach their targets, 1 ms
#   and the minimum delay later: from 12 to 62 ms with a minimum delay of 1 ms, from 11.1 with 0.1. Over NEURON they lie from 10 to 60 ms.
# Why it matters: onset latencies differ by the relay between simulators, with the smallest delay of
#   the whole network, so that another synapse elsewhere moves the stimulus. A SpikeSourceArray
#   has no such shift.
# Version: PyNN 0.13.0, NEST 3.10.0, NEURON 9.0.2 (needs a C++ compiler and make).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynn==0.13.0 neuron==9.0.2 \
    nest-simulator==3.10.0 neo==0.14.6 quantities==0.16.4 numpy==2.3.5; } \
    >"$work/log" 2>&1 ||
    { echo "cannot install pynn, nest-simulator and neuron: is this machine offline?"; exit 2; }
cd "$work"
(cd venv/lib/python3*/site-packages/pyNN/neuron/nmodl && [ -d x86_64 ] ||
    PATH="$work/venv/bin:$PATH" nrnivmodl) >log 2>&1 || { tail -3 log; exit 2; }
cat >train.py <<'PY'
import importlib
import sys

sim = importlib.import_module(f"pyNN.{sys.argv[1]}")
for delay in (1.0, 0.1):
    sim.setup(timestep=0.1, min_delay=delay)
    sources = sim.Population(200, sim.SpikeSourcePoisson(rate=1000.0, start=10.0, duration=50.0))
    sources.record("spikes")
    sim.run(100.0)
    trains = sources.get_data().segments[0].spiketrains
    first, last = min(float(t[0]) for t in trains), max(float(t[-1]) for t in trains)
    print("train", f"{first:.1f} to {last:.1f}")
PY
run() { venv/bin/python -W ignore train.py "$1" 2>log | sed -n 's/^train //p' | paste -sd, -; }
nest=$(run nest)
neuron=$(run neuron)
echo "start=10, duration=50 (ms), minimum delays of 1 and 0.1 ms, 200 sources of 1000 Hz"
echo "guess: 10 to 60 ms in both"
echo "seen:  NEST 3.10.0: $nest; NEURON 9.0.2: $neuron"
[[ $nest =~ ^12\.[01]\ to\ 6[12]\.[09],11\.[01]\ to\ 61\.[01]$ ]] &&
    [[ $neuron =~ ^10\.0\ to\ (60\.0|59\.9),10\.0\ to\ (60\.0|59\.9)$ ]] ||
    { echo "changed: the sources start at other times"; exit 1; }
