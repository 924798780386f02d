#!/usr/bin/env bash
# pyqtgraph's automatic levels miss the brightest pixel of an image of more than a million.
#
# One expects: levels set automatically go from the image's smallest to its largest value, so that
#   what is brightest is white and what is below it is grey.
# What happens: beyond a million pixels every second row or column is looked at, then every fourth,
#   and so on. In a raster of 2000 cells by 2000 steps whose even cells and steps hold 5, and odd
#   ones 100, both levels are 5, where the counts go from 0 to 100.
# Why it matters: the colour bar ends at 5, all beyond has one colour, and the same data cut to half
#   has other levels. Set levels=(data.min(), data.max()).
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


def levels(side):
    """Automatic levels of counts that reach 100 at odd steps of odd cells, and 5 at even ones."""
    counts = np.zeros((side, side))
    counts[::2, ::2] = 5
    counts[1::2, 1::2] = 100
    view = pg.ImageView()
    view.setImage(counts)
    return tuple(map(float, view.getLevels()))


small, large = levels(1000), levels(2000)
print(f"pyqtgraph {pg.__version__}: counts from 0 to 100, levels of ImageView")
print("guess: (0, 100), of 1000 by 1000 and of 2000 by 2000")
print(f"seen:  1000 by 1000: {small}; 2000 by 2000: {large}")
sys.exit(0 if small == (0, 100) and large == (5, 5) else "changed: levels are found in another way")
PY
