#!/usr/bin/env bash
# A steady -65 mV is -64.26 mV after SciPy's decimate, and after Neo's downsample.
#
# One expects: taking every tenth sample, after a low-pass, leaves a steady potential as it is.
# What happens: decimate's filter, a Chebyshev of even order run forth and back, passes a steady value
#   by 0.9886, whatever the factor: -65 becomes -64.26 mV everywhere in the trace. resample_poly, the
#   other advice, keeps the middle, and begins at -36 mV. Neo's downsample calls decimate.
# Why it matters: resting and reversal potentials are 0.7 mV too high after nothing but a change of
#   the rate, thresholds are crossed at other potentials, and two steps of it add up. Take away the
#   first value before, and add it after; resample_poly has padtype="line" for its ends.
# Version: SciPy 1.16.3, Neo 0.14.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install scipy==1.16.3 neo==0.14.6 \
    quantities==0.16.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install scipy and neo: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import neo
import numpy as np
import quantities as pq
import scipy
from scipy import signal

STEADY = np.full(2000, -65.0)


def first_and_middle(values):
    return tuple(round(float(values[place]), 2) for place in (0, len(values) // 2))


recorded = neo.AnalogSignal(STEADY[:, None], units="mV", sampling_rate=10 * pq.kHz)
seen = {f"decimate by {by}": first_and_middle(signal.decimate(STEADY, by)) for by in (2, 10)}
seen["Neo's downsample by 10"] = first_and_middle(recorded.downsample(10).magnitude.ravel())
seen["resample_poly by 10"] = first_and_middle(signal.resample_poly(STEADY, 1, 10))
seen["decimate, fir"] = first_and_middle(signal.decimate(STEADY, 10, ftype="fir"))

print(f"SciPy {scipy.__version__}, Neo {neo.__version__}: first and middle value of a steady -65 mV")
print("guess: (-65.0, -65.0)")
for name, values in seen.items():
    print(f"seen:  {name}: {values}")
lower = (-64.26, -64.26)
held = list(seen.values())[:3] == [lower] * 3 and seen["resample_poly by 10"][0] > -40
held = held and seen["decimate, fir"][1] == -65.0
sys.exit(0 if held else "changed: a steady value is kept in another way")
PY
