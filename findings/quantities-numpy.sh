#!/usr/bin/env bash
# numpy mixes millivolts with volts in quantities, on which Neo and Elephant stand.
#
# One expects: putting [1, 2] mV and [1, 2] V together converts, or refuses; so does counting spikes
#   in ms into bins in s. pint and astropy convert, unyt refuses.
# What happens: quantities gives [1, 2, 1, 2], dimensionless; interp, isin, searchsorted and histogram
#   compare the bare numbers. Neo's spike trains and signals do the same.
# Why it matters: numpy.concatenate of two spike trains, one from a file in s and one in ms, mixes
#   them a thousandfold apart, and a histogram of spikes in ms over bins in s is empty. Rescale first,
#   or use the objects' own merge and concatenate, which convert or refuse.
# Version: quantities 0.16.4, Neo 0.14.6; beside pint 0.25.3, astropy 7.1.1 and unyt 3.0.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install quantities==0.16.4 neo==0.14.6 \
    pint==0.25.3 astropy==7.1.1 unyt==3.0.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neo, pint, astropy and unyt: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import astropy.units
import neo
import numpy as np
import pint
import quantities as pq
import unyt

makers = {
    "quantities": pq.Quantity,
    "pint": pint.UnitRegistry().Quantity,
    "astropy": astropy.units.Quantity,
    "unyt": unyt.unyt_array,
}


def joined(make):
    """The numbers, in the unit of the first."""
    try:
        both = np.concatenate([make([1.0, 2.0], "mV"), make([1.0, 2.0], "V")])
    except unyt.exceptions.UnytError:
        return "refused"
    return getattr(both, "magnitude", getattr(both, "value", None)).tolist()


seen = {name: joined(make) for name, make in makers.items()}
unit = np.concatenate([[1.0] * pq.mV, [1.0] * pq.V]).dimensionality.string
in_s = neo.SpikeTrain([1.0, 2.0] * pq.s, t_stop=3 * pq.s)
in_ms = neo.SpikeTrain([1500.0, 2500.0] * pq.ms, t_stop=3000 * pq.ms)
trains = np.concatenate([in_s, in_ms]).magnitude.tolist()
counts = np.histogram(in_ms, bins=[0, 1, 2, 3] * pq.s)[0].tolist()
found = int(np.searchsorted(in_ms, 2 * pq.s))

print("guess: [1, 2] and [1, 2] V joined are [1, 2, 1000, 2000] mV, or refused")
for name, numbers in seen.items():
    print(f"seen:  {name}: {numbers}" + (f" {unit}" if name == "quantities" else ""))
print("guess: spikes at 1500 and 2500 ms are counted [0, 1, 1] in bins of 1 s; 2 s comes second")
print(f"seen:  Neo {neo.__version__}: trains in s and ms joined: {trains}; counts {counts};",
      f"2 s comes at place {found}")
converted = [1.0, 2.0, 1000.0, 2000.0]
held = seen == {"quantities": [1.0, 2.0, 1.0, 2.0], "pint": converted, "astropy": converted,
                "unyt": "refused"}
held = held and unit == "dimensionless" and trains == [1.0, 2.0, 1500.0, 2500.0]
held = held and counts == [0, 0, 0] and found == 0
sys.exit(0 if held else "changed: numpy and the unit libraries get along in another way")
PY
