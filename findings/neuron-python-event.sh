#!/usr/bin/env bash
# A Python event acts a step later than a synaptic event or a clamp of the same time.
#
# One expects: at a fixed step, whatever is asked for at 1.01 ms first shows in the same sample,
#   be it a spike arriving, a current clamp switching on or a function given to cvode.event.
# What happens: spike and clamp are rounded to the nearest step; the function waits until the step
#   that holds its time is over, so that it acts one step later in the first half of a step.
# Why it matters: an experiment scripted with events (a drug, a changed weight, a moved electrode)
#   is out of step with the stimuli beside it, only for some times, and by one sample.
# Version: NEURON 9.0.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install neuron 9.0.2: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>/dev/null - <<'PY'
import sys

import neuron
import numpy as np
from neuron import h

h.load_file("stdrun.hoc")
h.dt, h.steps_per_ms = 0.025, 40
cell = h.Section()
cell.L = cell.diam = 10
clamp = h.IClamp(cell(0.5))
clamp.dur = 100
synapse = h.ExpSyn(cell(0.5))
synapse.tau = 1000
source = h.NetStim()
source.number = 1
spike = h.NetCon(source, synapse, 0, 0, 0.001)
time = h.Vector().record(h._ref_t)
voltage = h.Vector().record(cell(0.5)._ref_v)


def first_change(when, way):
    """Time of the first sample that differs from rest, in ms."""
    source.start = when
    spike.weight[0] = 0.001 if way == "spike" else 0
    clamp.delay = when if way == "clamp" else 0
    clamp.amp = 0.01 if way == "clamp" else 0
    h.finitialize(-65)
    if way == "function":
        h.cvode.event(when, lambda: setattr(clamp, "amp", 0.01))
    h.continuerun(2)
    moved = np.abs(np.asarray(voltage) + 65) > 1e-9
    return round(float(np.asarray(time)[moved][0]), 3)


print(f"NEURON {neuron.__version__}, dt 0.025 ms: first sample that shows it (ms)")
print("guess: the same sample for all three")
seen = {}
for when in (1.0, 1.01, 1.02, 1.03):
    seen[when] = [first_change(when, way) for way in ("spike", "clamp", "function")]
    print(f"seen:  asked for {when}: spike {seen[when][0]}, clamp {seen[when][1]}, "
          f"function {seen[when][2]}")
expected = {1.0: [1.025] * 3, 1.01: [1.025, 1.025, 1.05], 1.02: [1.05] * 3,
            1.03: [1.05, 1.05, 1.075]}
sys.exit(0 if seen == expected else "changed: other samples than before")
PY
