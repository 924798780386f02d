#!/usr/bin/env bash
# Thinning a signal by a stride keeps its sampling rate: time runs twice as fast.
#
# One expects: signal[::2] is every second sample, at half the rate, over the same time; a signal
#   knows its own times, and slicing a part of it does move its start.
# What happens: the samples are thinned, the rate stays. A 10 Hz rhythm measures 20 Hz, the signal
#   lasts half as long, and signal[::-1] claims to run forwards.
# Why it matters: thinning by stride before a figure or a spectrum is an everyday step; each time,
#   interval and frequency read from the result is wrong by the stride.
# Version: Neo 0.14.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neo==0.14.6 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install neo 0.14.6: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import neo
import numpy as np
import quantities as pq

seconds = np.arange(0, 1, 0.001)
signal = neo.AnalogSignal(np.sin(2 * np.pi * 10 * seconds), units="mV", sampling_rate=1 * pq.kHz)
thin = signal[::2]


def rhythm(part):
    """Frequency of a sine by its rising zero crossings, in Hz."""
    values = part.magnitude[:, 0]
    rising = part.times[1:][(values[:-1] < 0) & (values[1:] >= 0)].rescale("s").magnitude
    return round(1 / float(np.diff(rising).mean()), 1)


def lasts(part):
    return round(float(part.duration.rescale("s")), 3)


print(f"Neo {neo.__version__}: a 10 Hz sine of one second, thinned by [::2]")
print("guess: 500 samples a second, 1 s, 10 Hz")
print(f"seen:  {float(thin.sampling_rate.rescale('Hz')):.0f} samples a second, {lasts(thin)} s, "
      f"{rhythm(thin)} Hz; slice [500:] starts at {float(signal[500:].t_start.rescale('s'))} s")
held = rhythm(signal) == 10.0 and rhythm(thin) == 20.0 and lasts(thin) == 0.5
sys.exit(0 if held else "changed: a stride now changes the rate")
PY
