#!/usr/bin/env bash
# In quantities, float and int of 10 s / 5 ms are 2, not 2000.
#
# One expects: a ratio of two times is a plain number, and int() of it is the number of bins, as in
#   pint, astropy and unyt.
# What happens: quantities keeps "s/ms" as the unit and int and float drop it; so does comparing with
#   a bare number. math.exp, range and numpy.zeros take 2.
# Why it matters: int(train.t_stop / bin_size) is the idiom for the length of a binned train, and all
#   of Neo's times are such quantities: a file in s and a bin in ms make two bins of 2000, and
#   math.exp((v - e) / slope) of V and mV is 1.01 and not 22026. Write .simplified or .rescale("").
# Version: quantities 0.16.4, Neo 0.14.6; beside pint 0.25.3, astropy 7.1.1 and unyt 3.0.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install quantities==0.16.4 neo==0.14.6 \
    pint==0.25.3 astropy==7.1.1 unyt==3.0.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neo, pint, astropy and unyt: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import math
import sys

import astropy.units
import neo
import pint
import quantities as pq
import unyt

makers = {
    "quantities": pq.Quantity,
    "pint": pint.UnitRegistry().Quantity,
    "astropy": astropy.units.Quantity,
    "unyt": unyt.unyt_quantity,
}
bins = {name: round(float(make(10.0, "s") / make(5.0, "ms"))) for name, make in makers.items()}
train = neo.SpikeTrain([1.0, 2.0], units="s", t_stop=10.0)
of_train = int(train.t_stop / (5 * pq.ms))
grown = math.exp((pq.Quantity(0.05, "V") - pq.Quantity(40.0, "mV")) / pq.Quantity(1.0, "mV"))
larger = bool(pq.Quantity(1.0, "s") / pq.Quantity(5.0, "ms") > 1)

print("guess: 2000 bins of 5 ms in 10 s; exp(10 mV / 1 mV) = 22026; 1 s / 5 ms > 1")
print(f"seen:  {bins}; of a spike train of Neo {neo.__version__}: {of_train}")
print(f"seen:  exp((0.05 V - 40 mV) / 1 mV) = {grown:.2f}; 1 s / 5 ms > 1 is {larger}")
held = bins == {"quantities": 2, "pint": 2000, "astropy": 2000, "unyt": 2000}
held = held and of_train == 2 and round(grown, 2) == 1.01 and not larger
sys.exit(0 if held else "changed: ratios have another value")
PY
