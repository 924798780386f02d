#!/usr/bin/env bash
# Raising the potassium outside a Hodgkin-Huxley cell, or its temperature, moves no reversal in NEURON.
#
# One expects: with ko at 10 instead of 2.5 mM the cell depolarises by tens of millivolts, as Nernst's
#   equation has it; ek at 37 °C is not that at 6.3 °C.
# What happens: ek stays -77 mV, as long as no mechanism in the section writes or reads a
#   concentration: then it is a parameter of its own. Asked for by ion_style it follows, and the same
#   cell leaves its rest.
# Why it matters: high-potassium block, seizures and ischaemia are modelled by this one assignment;
#   the run goes through, and shows that potassium has no effect. Set ek too, or ion_style.
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


def rest(outside, celsius=6.3, follows=False):
    """Reversal potential of potassium and resting potential (mV)."""
    section = h.Section()
    section.L = section.diam = 20
    section.insert("hh")
    section.ko, section.ki = outside, 55.0
    h.celsius = celsius
    if follows:  # a concentration that is given, a reversal from it at each start and step
        h.ion_style("k_ion", 1, 2, 1, 1, 0, sec=section)
    h.finitialize(-65)
    h.continuerun(200)
    return round(section.ek, 1), round(section(0.5).v, 1)


low, high, warm = rest(2.5), rest(10.0), rest(10.0, 37.0)
asked_low, asked_high = rest(2.5, follows=True), rest(10.0, follows=True)
print(f"NEURON {neuron.__version__}: (ek, rest) of a Hodgkin-Huxley cell, 55 mM inside")
print("guess: of 2.5 and 10 mM outside, ek of -74 and -41 mV; another at 37 °C")
print(f"seen:  {low} and {high}; at 37 °C ek {warm[0]}; by ion_style {asked_low} and {asked_high}")
held = low == high and low[0] == warm[0] == -77.0 and asked_high[0] - asked_low[0] > 30
sys.exit(0 if held else "changed: reversal potentials follow concentrations")
PY
