#!/usr/bin/env bash
# pyqtgraph's "Power Spectrum (FFT)" shows half of an amplitude, not a power.
#
# One expects: of a sine of 4 mV around 3 mV the menu's power spectrum shows 8 mV² at its frequency
#   (4²/2), or 16; twice the amplitude is four times the power; a density does not depend on length.
# What happens: it shows 2 mV: half of the amplitude, beside the whole of the mean (3 mV); twice the
#   amplitude is twice as high. Noise sinks with the root of the number of samples.
# Why it matters: peaks are read as power, or as amplitude, and are neither; two rhythms with powers
#   as 4 to 1 look as 2 to 1, and a longer recording looks less noisy. Take scipy.signal.welch.
# Version: pyqtgraph 0.14.0, PySide6 6.11.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pyqtgraph==0.14.0 \
    PySide6_Essentials==6.11.3 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pyqtgraph and PySide6: is this machine offline?"; exit 2; }
cd "$work"
QT_QPA_PLATFORM=offscreen "$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import numpy as np
import pyqtgraph as pg

app = pg.mkQApp()
widget = pg.PlotWidget()
switch = widget.getPlotItem().ctrl.fftCheck
switch.setChecked(True)


def spectrum(values):
    """What is drawn of values in steps of 1 ms."""
    return widget.plot(np.arange(len(values)) / 1000, values).getData()[1]


seconds = np.arange(1000) / 1000
four, eight = (
    spectrum(amplitude * np.sin(2 * np.pi * 50 * seconds) + 3)[[0, 50]] for amplitude in (4, 8)
)
noise = np.random.default_rng(1).normal(size=16_000)
short, long = (float(np.mean(spectrum(noise[:count])[1:])) for count in (1000, 16_000))

print(f"pyqtgraph {pg.__version__}, \"{switch.text()}\": sines of 4 and 8 at 50 Hz around 3")
print("guess: 8 and 32 at 50 Hz; noise as high from 1 s as from 16 s")
print(f"seen:  {four[1]:.1f} and {eight[1]:.1f}, beside {four[0]:.1f} at 0 Hz;",
      f"noise of 16 s is {short / long:.1f} times lower")
held = np.allclose([*four, *eight], [3, 2, 3, 4]) and round(short / long) == 4
sys.exit(0 if held and "Power" in switch.text() else "changed: the spectrum has another scale")
PY
