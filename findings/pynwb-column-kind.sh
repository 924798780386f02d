#!/usr/bin/env bash
# A column of an NWB table is cut to whole numbers if its first row is one.
#
# One expects: a column of units or trials that holds 1 and 2.5 is written as floating point, or is
#   refused; 2 and "none" are refused.
# What happens: the first row's kind is taken for the whole column: [1, 2.5] becomes [1, 2] in the
#   file, silently; [2.5, 1] is kept. A NumPy array is kept too.
# Why it matters: rows come one by one, from add_unit(depth=...) or add_trial(amplitude=...), and a
#   stimulus of 0 or 1 often comes first: every later amplitude loses its fraction. Write 1.0.
# Version: PyNWB 4.2.0, hdmf 6.2.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynwb==4.2.0 hdmf==6.2.0 \
    h5py==3.16.0 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pynwb 4.2.0: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from datetime import datetime, timezone

import numpy as np
import pynwb

rows = {"whole_first": [1, 2.5, 0.7], "fraction_first": [2.5, 1, 0.7]}
file = pynwb.NWBFile("words", "id", datetime(2000, 1, 1, tzinfo=timezone.utc))
for name in rows:
    file.add_trial_column(name, "an amplitude")
for index, values in enumerate(zip(*rows.values())):
    file.add_trial(start_time=float(index), stop_time=index + 0.5, **dict(zip(rows, values)))
file.add_trial_column("array", "an amplitude", data=np.array(rows["whole_first"]))
with pynwb.NWBHDF5IO("trials.nwb", "w") as out:
    out.write(file)
errors = pynwb.validate(path="trials.nwb")
with pynwb.NWBHDF5IO("trials.nwb", "r") as opened:
    trials = opened.read().trials
    seen = {name: trials[name].data[:].tolist() for name in (*rows, "array")}

print(f"PyNWB {pynwb.__version__}: amplitudes {rows['whole_first']} in three columns")
print("guess: written as given, or refused")
print(f"seen:  {seen}; errors of the validator: {len(errors)}")
held = seen["whole_first"] == [1, 2, 0] and seen["fraction_first"] == rows["fraction_first"]
held = held and seen["array"] == rows["whole_first"] and not errors
sys.exit(0 if held else "changed: columns are written with another kind")
PY
