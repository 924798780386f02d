#!/usr/bin/env bash
# What a person types into pyqtgraph's number box is dropped, or read a million times too large.
#
# One expects: in a SpinBox with the suffix "mV" a typed "7" is 7 mV, the unit being a given; the
#   two characters for micro (U+00B5 and the Greek letter U+03BC) mean the same; siEval("37 °C")
#   is 37 or an error.
# What happens: a bare number is thrown away and the old value comes back; "7 μM" with the Greek
#   letter is 7 M, beside 7 µM with the sign; siEval splits "37 °C" into 3 and a unit "7 °C".
# Why it matters: users replace the whole text, and Greek keyboards, many websites and Unicode
#   normalisation give U+03BC. Concentrations and currents are off by 10⁶ and look right.
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
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

application = pg.mkQApp()


def typed(text, before, **options):
    """Value of a box whose whole text a person replaces."""
    box = pg.SpinBox(value=before, **options)
    box.show()
    box.lineEdit().selectAll()
    box.lineEdit().insert(text)
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    application.processEvents()
    return box.value()


bare = typed("7", 5.0, suffix="mV")
with_unit = typed("7 mV", 5.0, suffix="mV")
sign = typed("7 \u00b5M", 5e-6, suffix="M", siPrefix=True)
greek = typed("7 \u03bcM", 5e-6, suffix="M", siPrefix=True)
warmth = pg.siEval("37 °C")
print(f"pyqtgraph {pg.__version__}, Qt {pg.Qt.QtVersion}")
print("guess: 7 and 7 mV are 7 mV; both micros are 7e-06 M; 37 °C is 37")
print(f"seen:  7 is {bare:g} mV, 7 mV is {with_unit:g} mV; the sign gives {sign:g} M, "
      f"the letter {greek:g} M; 37 °C is {warmth:g}")
held = (bare, with_unit, sign, greek, warmth) == (5, 7, 7e-6, 7, 3)
sys.exit(0 if held else "changed: typed text is read in another way")
PY
