#!/usr/bin/env bash
# pyqtgraph exports a trace in amperes or siemens as zeros.
#
# One expects: the CSV of a plotted curve has the numbers of the curve, to ten digits.
# What happens: ten digits behind the point, not ten digits: a current of 12.345 pA is written as
#   0.0000000000 and 0.4 nA as 0.0000000004.
# Why it matters: pyqtgraph's axes choose the prefix only for base units, so curves are kept in A, S
#   and F. The plot shows pA well, the exported table is empty of information and raises nothing.
#   Plot in pA and nS, or write the table oneself.
# Version: pyqtgraph 0.14.0, PySide6 6.11.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pyqtgraph==0.14.0 \
    PySide6_Essentials==6.11.3 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pyqtgraph and PySide6: is this machine offline?"; exit 2; }
cd "$work"
QT_QPA_PLATFORM=offscreen "$work/venv/bin/python" 2>"$work/log" - <<'PY'
import sys

import pyqtgraph as pg
from pyqtgraph.exporters import CSVExporter

application = pg.mkQApp()
plot = pg.PlotWidget()
plot.plot([0.0, 0.001, 0.002], [12.345e-12, 0.4e-9, 2.0])
CSVExporter(plot.plotItem).export("curve.csv")
with open("curve.csv", encoding="utf-8") as file:
    written = [line.split(",")[1].strip() for line in file][1:4]
print(f"pyqtgraph {pg.__version__}: 12.345 pA, 0.4 nA and 2 A, plotted in A and exported as CSV")
print("guess: 1.2345e-11, 4e-10, 2")
print("seen: ", ", ".join(written))
held = float(written[0]) == 0 and written[1] == "0.0000000004" and float(written[2]) == 2
sys.exit(0 if held else "changed: other digits are written")
PY
