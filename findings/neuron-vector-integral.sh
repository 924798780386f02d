#!/usr/bin/env bash
# NEURON's Vector.integral adds the first sample in full, whatever the step is.
#
# One expects: the integral of 1 nA over 1 ms, sampled each 0.1 ms, is 1 pC, or 1.1 by rectangles;
#   with a step of 0.025 ms it is nearer.
# What happens: the first sample is not multiplied by the step: 2 pC, 2 at a step of 0.025 ms, 2 at
#   any. Of a membrane potential of -65 mV it is 65 too low at every time.
# Why it matters: charges, areas under a potential and calcium loads are too large by the first
#   sample, and a smaller step, the usual check, leaves the error as it is. Subtract it once:
#   x(0) * (1 - dt). Voltage integrals of short windows have the wrong magnitude.
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
import numpy as np
from neuron import h


def over_one_ms(value, step):
    samples = h.Vector(round(1 / step) + 1).fill(value)
    return round(h.Vector().integral(samples, step)[len(samples) - 1], 6)


STEPS = (0.1, 0.025, 0.001)
current = [over_one_ms(1.0, step) for step in STEPS]
potential = [over_one_ms(-65.0, step) for step in STEPS]
by_numpy = [round(float(np.trapezoid(np.ones(round(1 / step) + 1), dx=step)), 6) for step in STEPS]

print(f"NEURON {neuron.__version__}: integrals over 1 ms at steps of {STEPS} ms")
print(f"guess: of 1 nA {by_numpy} pC, of -65 mV -65 mV ms")
print(f"seen:  of 1 nA {current}, of -65 mV {potential}")
sys.exit(0 if current == [2.0] * 3 and potential == [-130.0] * 3 else "changed: other integrals")
PY
