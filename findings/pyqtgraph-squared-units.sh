#!/usr/bin/env bash
# pyqtgraph labels an axis of one millionth of a square metre "µm²": a millionfold too small.
#
# One expects: an axis with units="m²" whose values are near 1e-6 reads "mm²" or "m²"; a rate in
#   "1/s" near 1000 reads "1/ms" or "1/s".
# What happens: the prefix is chosen from the number alone and put before the whole unit: 1e-6 m² is
#   ticked 1 and labelled µm², which is 1e-12 m²; 5000 per s is labelled "k1/s". siFormat does the
#   same. The power is asked for apart (unitPower=2); nothing says so where units="m²" is accepted.
# Why it matters: areas, variances in V² and spectral densities are read off by a factor of a
#   thousand or a million, in a figure that looks right. Give unitPower, or switch the prefix off.
# Version: pyqtgraph 0.14.0, PySide6 6.11.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pyqtgraph==0.14.0 \
    PySide6_Essentials==6.11.3 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pyqtgraph and PySide6: is this machine offline?"; exit 2; }
cd "$work"
QT_QPA_PLATFORM=offscreen "$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import re
import sys

import numpy as np
import pyqtgraph as pg

app = pg.mkQApp()


def drawn(values, **label):
    """The unit that the axis shows, and how it writes the largest value."""
    plot = pg.PlotWidget()
    plot.plot(np.arange(len(values)), values)
    axis = plot.getAxis("left")
    axis.setLabel("y", **label)
    plot.show()
    app.processEvents()
    plot.grab()
    unit = re.search(r"\(([^)]*)\)", axis.labelString()).group(1)
    (tick,) = axis.tickStrings([max(values)], axis.autoSIPrefixScale * axis.scale, max(values))
    return f"{tick} {unit}"


areas = np.linspace(0, 1e-6, 11)
area = drawn(areas, units="m²")
with_power = drawn(areas, units="m²", unitPower=2)
rate = drawn(np.linspace(0, 5000, 11), units="1/s")
variance = pg.siFormat(1e-6, suffix="V²")

print(f"pyqtgraph {pg.__version__}: an axis up to 1e-6 m², one up to 5000 per s, a text of 1e-6 V²")
print("guess: 1 mm² or 1e-06 m²; 5000 1/s or 5 1/ms; 1 mV²")
print(f"seen:  {area} ({with_power} with unitPower=2); {rate}; {variance}")
held = (area, with_power, rate, variance) == ("1 µm²", "1 mm²", "5 k1/s", "1 µV²")
sys.exit(0 if held else "changed: prefixes of squared units are chosen in another way")
PY
