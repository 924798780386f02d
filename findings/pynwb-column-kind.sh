#!/usr/bin/env bash
# A series or column given to PyNWB as a list is cut to whole numbers if its first value is one.
#
# One expects: TimeSeries(data=[0, 0.5, 1.7]), and a column of trials with rows 1 and 2.5, are written
#   as floating point, or refused.
# What happens: the first value's kind is taken for all: the file holds [0, 0, 1] and [1, 2], silently,
#   and the validator is content; [2.5, 1] is kept, and so is a NumPy array. Times are spared, as
#   they have to be floating point.
# Why it matters: a stimulus begins with 0, and rows come one by one, from add_trial(amplitude=...):
#   every later value loses its fraction, on disk, for good. Give numpy.asarray(data, float).
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
STIMULUS = [0, 0.5, 1.7]
file.add_stimulus(pynwb.TimeSeries(name="current", data=STIMULUS, unit="amperes", rate=1000.0))
with pynwb.NWBHDF5IO("trials.nwb", "w") as out:
    out.write(file)
errors = pynwb.validate(path="trials.nwb")
with pynwb.NWBHDF5IO("trials.nwb", "r") as opened:
    read = opened.read()
    trials, stimulus = read.trials, read.stimulus["current"].data[:].tolist()
    seen = {name: trials[name].data[:].tolist() for name in (*rows, "array")}

print(f"PyNWB {pynwb.__version__}: a stimulus {STIMULUS}; amplitudes {rows['whole_first']}, and turned")
print("guess: written as given, or refused")
print(f"seen:  the stimulus: {stimulus}; columns: {seen}; errors of the validator: {len(errors)}")
held = seen["whole_first"] == [1, 2, 0] and seen["fraction_first"] == rows["fraction_first"]
held = held and stimulus == [0, 0, 1] and seen["array"] == rows["whole_first"] and not errors
sys.exit(0 if held else "changed: columns are written with another kind")
PY
