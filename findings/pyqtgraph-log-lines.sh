#!/usr/bin/env bash
# On a logarithmic axis of pyqtgraph a line at 2 lies at 100, and a region around 10 to 100 reads 1 to 2.
#
# One expects: lines, regions, error bars and scattered points on a logarithmic axis stand at their
#   values, as curves do; what is read off a region is in the axis's own numbers.
# What happens: only curves take the logarithm. An InfiniteLine of value 2 is drawn at 100, one of 100
#   far outside the plot; a region laid over 10 to 100 gives (1, 2); an error bar of 10 ± 2 spans
#   1e8 to 1e12.
# Why it matters: a threshold drawn into a spectrum or a dose-response curve crosses it at another
#   value, and a measurement between two lines is a ratio of exponents. Give and take log10 oneself.
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
widget.resize(400, 300)
widget.setLogMode(False, True)
plot = widget.getPlotItem()
plot.plot([0, 1, 2], [10, 100, 1000])
plot.setYRange(1, 3, padding=0)  # powers of ten, as the axis has them
line = pg.InfiniteLine(2, angle=0)
region = pg.LinearRegionItem((1, 2), orientation="horizontal")
bars = pg.ErrorBarItem(x=np.array([1.0]), y=np.array([10.0]), height=np.array([4.0]))
for item in (line, region):
    plot.addItem(item)
widget.show()
app.processEvents()
widget.grab()

(curve,) = plot.listDataItems()
same_height = curve.getData()[1][1] == line.getYPos()
on_axis = plot.getAxis("left").tickStrings([line.getYPos()], 1.0, 1.0)[0]
span = bars.boundingRect()

print(f"pyqtgraph {pg.__version__}: an axis from 10 to 1000, a curve through 100")
print("guess: a line of value 2 is at 2; the region over 10 to 100 reads (10, 100)")
print(f"seen:  the line of 2 is as high as the curve's 100: {same_height}; tick there: {on_axis};")
print(f"seen:  the region over 10 to 100 reads {region.getRegion()};",
      f"an error bar of 10 ± 2 goes from 1e{span.top():.0f} to 1e{span.bottom():.0f}")
held = bool(same_height) and region.getRegion() == (1, 2) and span.top() == 8
sys.exit(0 if held else "changed: lines take the logarithm")
PY
