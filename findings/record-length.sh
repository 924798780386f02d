#!/usr/bin/env bash
# 20 ms recorded at 1 ms are 19, 20 or 21 samples, and the first is at 1 or 0 ms, by the simulator.
#
# One expects: a run of 20 ms has 20 samples, or 21 with both ends, so that the nth is the same time
#   everywhere.
# What happens: NEST's multimeter begins at 1 ms and leaves out the end (19), Brian2 begins at 0 and
#   leaves out the end (20), NEURON has both (21). At 0.1 ms NEST's record ends 1 ms before the run
#   does, for the delay of the recorder's own link; the rest comes with the next Simulate.
# Why it matters: arrays of two simulators compared by index lie a sample apart, means and spectra
#   have other lengths, and the answer to a pulse at the end of a NEST run is not in its record.
#   Compare by the times beside the values, and simulate a little longer.
# Version: NEST 3.10.0, Brian2 2.9.0, NEURON 9.0.2.
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
for interval in (1.0, 0.1):
    cell = b2.NeuronGroup(1, "v : 1")
    monitor = b2.StateMonitor(cell, "v", record=True, dt=interval * b2.ms)
    b2.Network(cell, monitor).run(20 * b2.ms)
    times = monitor.t / b2.ms
    print("record", f"{len(times)} ({times[0]:.1f} to {times[-1]:.1f})")
PY
cat >in_nest.py <<'PY'
import nest

for interval in (1.0, 0.1):
    nest.ResetKernel()
    nest.resolution = 0.1
    cell = nest.Create("iaf_psc_exp")
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": interval})
    nest.Connect(meter, cell)
    nest.Simulate(20.0)
    times = meter.events["times"]
    print("record", f"{len(times)} ({times[0]:.1f} to {times[-1]:.1f})")
PY
cat >in_neuron.py <<'PY'
from neuron import h

h.load_file("stdrun.hoc")
h.dt, h.steps_per_ms = 0.1, 10
cell = h.Section()
for interval in (1.0, 0.1):
    times = h.Vector().record(h._ref_t, interval)
    h.finitialize(-65)
    h.continuerun(20)
    print("record", f"{len(times)} ({times[0]:.1f} to {times[len(times) - 1]:.1f})")
PY
run() { venv/bin/python -W ignore "$1" 2>log | sed -n 's/^record //p' | paste -sd, -; }
brian=$(run in_brian.py)
nest=$(run in_nest.py)
neuron=$(run in_neuron.py)
echo "samples of 20 ms at intervals of 1 and 0.1 ms, and their times (ms)"
echo "guess: as many from each, beginning alike"
echo "seen:  NEST 3.10.0: $nest"
echo "seen:  Brian2 2.9.0: $brian; NEURON 9.0.2: $neuron"
seen="$nest|$brian|$neuron"
[ "$seen" = "19 (1.0 to 19.0),190 (0.1 to 19.0)|20 (0.0 to 19.0),200 (0.0 to 19.9)|$(
    )21 (0.0 to 20.0),201 (0.0 to 20.0)" ] ||
    { echo "changed: records have another length"; exit 1; }
