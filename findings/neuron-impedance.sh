#!/usr/bin/env bash
# NEURON's input impedance at 0 Hz is 117 MΩ where the cell's input resistance is 68 MΩ.
#
# One expects: Impedance.compute(0) and input() give what a small steady current does to the voltage.
# What happens: the gates of all channels are held where they are; the slope of a steady current
#   lets them move. With the second argument, compute(0, 1), they move too: 69 MΩ.
# Why it matters: "input resistance" of a model with h current, M current or delayed rectifier, as
#   compared with a recording or used to fit a leak, is off by tens of percent. Measure it with a
#   current, or ask for compute(0, 1).
# Version: NEURON 9.0.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install neuron 9.0.2: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import neuron
from neuron import h

h.load_file("stdrun.hoc")
section = h.Section()
section.L = section.diam = 20
section.insert("hh")
clamp = h.IClamp(section(0.5))
clamp.delay, clamp.dur, clamp.amp = 0, 1e9, 0


def settled(current):
    clamp.amp = current
    h.finitialize(-65)
    h.continuerun(300)
    return section(0.5).v


measured = (settled(0.001) - settled(0.0)) / 0.001
impedance = h.Impedance()
impedance.loc(0.5, sec=section)
found = {}
for extended in (None, 1):
    impedance.compute(0, *([] if extended is None else [extended]))
    found[extended] = impedance.input(0.5, sec=section)

print(f"NEURON {neuron.__version__}: a Hodgkin-Huxley cell at rest, 1 pA")
print("guess: compute(0) gives the input resistance")
print(f"seen:  measured {measured:.0f} MOhm; compute(0): {found[None]:.0f} MOhm;",
      f"compute(0, 1): {found[1]:.0f} MOhm")
held = found[None] > 1.6 * measured and abs(found[1] / measured - 1) < 0.05
sys.exit(0 if held else "changed: the impedance at 0 Hz counts gates in another way")
PY
