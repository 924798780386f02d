#!/usr/bin/env bash
# 60 turns a minute are 6.28 Hz in pint and quantities; 1 Hz is 1 rad/s.
#
# One expects: 60 rpm are 1 Hz and 1 Hz is 6.28 rad/s, or a refusal, as astropy and unyt give it.
# What happens: the radian counts as the number 1 and Hz as 1/s, so that both conversions are off by
#   2 pi, in opposite senses, and nothing warns.
# Why it matters: sin(2 pi f t) with an f that was converted, a theta phase from rad/s, the turns of a
#   tread wheel or a centrifuge: each is off by 6.28. Convert by hand, or keep cycles as a unit.
# Version: pint 0.25.3, quantities 0.16.4; beside astropy 7.1.1 and unyt 3.0.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install quantities==0.16.4 pint==0.25.3 \
    astropy==7.1.1 unyt==3.0.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pint, quantities, astropy and unyt: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import astropy.units
import pint
import quantities as pq
import unyt

REFUSALS = (astropy.units.UnitsError, unyt.exceptions.UnytError)
pint_quantity = pint.UnitRegistry().Quantity
ways = {
    "pint": lambda value, unit, wanted: pint_quantity(value, unit).to(wanted).magnitude,
    "quantities": lambda value, unit, wanted: pq.Quantity(value, unit).rescale(wanted).magnitude,
    "astropy": lambda value, unit, wanted: astropy.units.Quantity(value, unit).to_value(wanted),
    "unyt": lambda value, unit, wanted: unyt.unyt_quantity(value, unit).to_value(wanted),
}


def converted(name, *asked):
    try:
        return round(float(ways[name](*asked)), 2)
    except REFUSALS:
        return "refused"


turns = {name: converted(name, 60.0, "rpm", "Hz") for name in ways if name != "astropy"}
angular = {name: converted(name, 1.0, "Hz", "rad/s") for name in ways}
print("guess: 60 rpm are 1 Hz, 1 Hz is 6.28 rad/s, or refused")
print(f"seen:  60 rpm in Hz: {turns}")
print(f"seen:  1 Hz in rad/s: {angular}")
held = turns == {"pint": 6.28, "quantities": 6.28, "unyt": "refused"}
held = held and angular == {"pint": 1.0, "quantities": 1.0, "astropy": "refused", "unyt": "refused"}
sys.exit(0 if held else "changed: turns and radians are converted in another way")
PY
