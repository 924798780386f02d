#!/usr/bin/env bash
# Connections from one place share one threshold and one spike record: the last one set has both.
#
# One expects: the threshold given to a NetCon is that connection's own, like its weight and delay,
#   and each NetCon fills the vector given to its own record().
# What happens: NetCons that watch the same variable share one detector. A second one made with a
#   threshold changes that of the first; a second record() takes the spikes away from the first
#   vector, which then keeps the spikes of the run before, not even emptied.
# Why it matters: a spike counter put on a cell after its synapses were wired moves or silences
#   them, and the train recorded first looks fresh but is an old one.
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
from neuron import h

h.load_file("stdrun.hoc")
cell = h.Section()
cell.L = cell.diam = 20
cell.insert("hh")
clamp = h.IClamp(cell(0.5))
clamp.delay, clamp.dur, clamp.amp = 1, 1, 1


def run(first_spikes):
    h.finitialize(-65)
    h.continuerun(20)
    return [round(t, 3) for t in first_spikes]


def connect(threshold):
    return h.NetCon(cell(0.5)._ref_v, None, threshold, 1, 0, sec=cell)


first, first_spikes = connect(-20), h.Vector()
first.record(first_spikes)
alone = run(first_spikes)
counter = connect(20)
beside_counter = run(first_spikes)
counter.record(h.Vector())
clamp.amp = 0
without_stimulus = run(first_spikes)

print(f"NEURON {neuron.__version__}: spikes recorded by a connection with threshold -20 mV (ms)")
print(f"guess: {alone} alone and beside another of 20 mV; [] once the stimulus is off")
print(f"seen:  {alone} alone, {beside_counter} beside another of 20 mV (threshold now reads "
      f"{first.threshold:g} mV); {without_stimulus} with the stimulus off and the other recorded")
moved = len(alone) == len(beside_counter) == 1 and beside_counter[0] > alone[0]
held = moved and first.threshold == 20 and without_stimulus == beside_counter
sys.exit(0 if held else "changed: detectors are no longer shared in this way")
PY
