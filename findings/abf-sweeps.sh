#!/usr/bin/env bash
# Two sweeps that pyABF writes are two sweeps for pyABF and one of twice the length for Neo.
#
# One expects: an ABF file has as many sweeps in every reader, and the rate that it was written with.
# What happens: the file says sweeps to pyABF and gap-free recording to Neo, whose only segment runs
#   on from the first sweep into the second. 24,414.5 Hz is read as 24,414 by pyABF alone.
# Why it matters: the steps of a current-voltage series, exported after some filtering, are one trace
#   in which the second sweep lies 0.5 s late, so that an average over sweeps averages nothing, and a
#   stimulus is found in the first only. Cut Neo's signal by the sweeps' length.
# Version: pyABF 2.3.8, Neo 0.14.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pyabf==2.3.8 neo==0.14.6 \
    numpy==2.3.5 matplotlib==3.10.7; } >"$work/log" 2>&1 ||
    { echo "cannot install pyabf and neo: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import neo
import numpy as np
import pyabf
import pyabf.abfWriter

SWEEPS = np.stack([np.full(5000, -65.0), np.full(5000, -30.0)])


def read(rate):
    """Sweeps and rate (Hz) by pyABF; sweeps, their lengths and rate by Neo."""
    pyabf.abfWriter.writeABF1(SWEEPS, "cell.abf", rate, units="mV")
    by_pyabf = pyabf.ABF("cell.abf")
    segments = neo.AxonIO("cell.abf").read_block().segments
    signals = [segment.analogsignals[0] for segment in segments]
    return (by_pyabf.sweepCount, float(by_pyabf.dataRate)), (
        len(segments), [len(signal) for signal in signals],
        round(float(signals[0].sampling_rate.rescale("Hz")), 1))


usual, odd = read(10_000.0), read(24_414.5)
print(f"pyABF {pyabf.__version__}, Neo {neo.__version__}: two sweeps of 5000 samples, 10 kHz")
print("guess: two sweeps of 5000 from both; 24414.5 Hz from both")
print(f"seen:  pyABF: {usual[0][0]} sweeps; Neo: {usual[1][0]} of {usual[1][1]}")
print(f"seen:  written at 24414.5 Hz: {odd[0][1]} and {odd[1][2]} Hz")
held = usual == ((2, 10_000.0), (1, [10_000], 10_000.0)) and odd[0][1] == 24_414.0 != odd[1][2]
sys.exit(0 if held else "changed: sweeps are read in another way")
PY
