#!/usr/bin/env bash
# A temperature in °C turns into the wrong kelvin: 37 K in one library, 275 K in another.
#
# One expects: quantities, the unit library under Neo and Elephant, converts 37 °C to 310.15 K;
#   pint knows the range of 36 to 38 °C to be a difference of 2 kelvin.
# What happens: in quantities degC is a name for a kelvin of difference, so that 37 °C is 37 K and
#   a Nernst potential comes out eight times too small, without a word. pint converts 37 °C
#   rightly, refuses most sums of °C, but numpy.ptp gives "2 °C", which is 275.15 K.
# Why it matters: recordings state bath temperature in °C and every reversal potential and Q10
#   needs kelvin or a difference. Add 273.15 by hand; take differences by minus, not by ptp.
# Version: quantities 0.16.4, pint 0.25.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install quantities==0.16.4 pint==0.25.3 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install quantities and pint: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import math
import sys

import numpy as np
import pint
import quantities as pq

kelvin = float((37 * pq.degC).rescale("K"))
gas, faraday = 8.314462618 * pq.J / pq.mol / pq.K, 96485.33212 * pq.C / pq.mol
potassium = float((gas * (37 * pq.degC) / faraday * math.log(5 / 140)).rescale("mV"))
true = 8.314462618 * 310.15 / 96485.33212 * math.log(5 / 140) * 1000

Q = pint.UnitRegistry().Quantity
bath = Q(np.array([36.0, 38.0]), "degC")
by_minus = float((bath[1] - bath[0]).to("kelvin").magnitude)
by_ptp = float(np.ptp(bath).to("kelvin").magnitude)

print(f"quantities {pq.__version__}, pint {pint.__version__}")
print(f"guess: 37 °C is 310.15 K, E_K is {true:.1f} mV; 36 to 38 °C is a range of 2 K")
print(f"seen:  quantities: {kelvin:g} K, {potassium:.1f} mV; "
      f"pint: {by_minus:g} K by minus, {by_ptp:g} K by numpy.ptp")
held = (kelvin, by_minus, by_ptp) == (37, 2, 275.15) and abs(true / potassium - 8.38) < 0.01
sys.exit(0 if held else "changed: °C converts in another way")
PY
