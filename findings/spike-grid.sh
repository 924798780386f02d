#!/usr/bin/env bash
# A given spike between two steps goes down, up, or to the nearer step, depending on the simulator.
#
# One expects: a spike train given in ms is put on the grid by rounding, everywhere alike.
# What happens: with a step of 0.1 ms Brian2's SpikeGeneratorGroup goes back to the step that holds
#   the spike (1.09 becomes 1.0), NEST's spike_generator with allow_offgrid_times goes on to the
#   end of that step (1.01 becomes 1.1), and NEURON keeps the time but acts at the nearer step.
# Why it matters: the same recorded train drives two simulators up to two steps apart, and with a
#   bias, not a jitter. Round the train to the step before giving it to any of them.
# Version: Brian2 2.9.0, NEST 3.10.0, NEURON 9.0.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 brian2==2.9.0 \
    nest-simulator==3.10.0 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neuron, brian2 and nest-simulator: is this machine offline?"; exit 2; }
cd "$work"
cat >in_brian.py <<'PY'
import brian2 as b2

b2.prefs.codegen.target = "numpy"
b2.defaultclock.dt = 0.1 * b2.ms
for given in (1.01, 1.04, 1.06, 1.09):
    train = b2.SpikeGeneratorGroup(1, [0], [given] * b2.ms)
    heard = b2.SpikeMonitor(train)
    b2.Network(train, heard).run(3 * b2.ms)
    print(round(float(heard.t[0] / b2.ms), 3))
PY
cat >in_nest.py <<'PY'
import nest

for given in (1.01, 1.04, 1.06, 1.09):
    nest.ResetKernel()
    nest.resolution = 0.1
    train = nest.Create("spike_generator",
                        params={"spike_times": [given], "allow_offgrid_times": True})
    heard = nest.Create("spike_recorder")
    nest.Connect(train, heard)
    nest.Simulate(3.0)
    print("spike", round(float(heard.events["times"][0]), 3))
PY
cat >in_neuron.py <<'PY'
import numpy as np
from neuron import h

h.load_file("stdrun.hoc")
h.dt, h.steps_per_ms = 0.1, 10
cell = h.Section()
synapse = h.ExpSyn(cell(0.5))
train = h.NetStim()
train.number = 1
link = h.NetCon(train, synapse, 0, 0, 0.01)
heard = h.Vector()
link.record(heard)
time, conductance = h.Vector().record(h._ref_t), h.Vector().record(synapse._ref_g)
for given in (1.01, 1.04, 1.06, 1.09):
    train.start = given
    h.finitialize(-65)
    h.continuerun(3)
    last_silent = np.asarray(time)[np.asarray(conductance) == 0][-1]
    print(f"{round(heard[0], 3)} acts at {round(float(last_silent), 3)}")
PY
run() { "venv/bin/python" "$1" 2>"log" || { tail -3 log >&2; exit 1; }; }
brian=$(run in_brian.py | paste -sd, -)
nest=$(run in_nest.py | sed -n 's/^spike //p' | paste -sd, -)
neuron=$(run in_neuron.py | paste -sd, -)
echo "spikes given at 1.01, 1.04, 1.06 and 1.09 ms, step 0.1 ms"
echo "guess: 1.0, 1.0, 1.1, 1.1 everywhere"
echo "seen:  Brian2 2.9.0: $brian; NEST 3.10.0: $nest"
echo "seen:  NEURON 9.0.2: $neuron"
acts="1.01 acts at 1.0,1.04 acts at 1.0,1.06 acts at 1.1,1.09 acts at 1.1"
[ "$brian|$nest|$neuron" = "1.0,1.0,1.0,1.0|1.1,1.1,1.1,1.1|$acts" ] ||
    { echo "changed: the simulators round in another way"; exit 1; }
