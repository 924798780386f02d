#!/usr/bin/env bash
# pynapple drops the last stretch of a recording, or counts it as a whole bin, by the bin's width.
#
# One expects: 1 s counted in bins of 0.3 or 0.4 s has whole bins only, as in Elephant, or also a
#   short last one that is known to be short.
# What happens: the last bin is there if its middle is not beyond the end. In bins of 0.3 s the last
#   tenth of the spikes is in none; in bins of 0.4 s the last bin is half empty, its middle at 1.0 s
#   where the recording ends, so that a steady 100 Hz ends at 50 Hz; in bins of 0.7 s 30 % are lost.
# Why it matters: rates made of counts seem to fall at the end of each epoch, of every trial at once,
#   and totals differ by the width. Choose bins that divide the epochs, or cut the last.
# Version: pynapple 0.11.4; beside Elephant 1.2.1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynapple==0.11.4 elephant==1.2.1 \
    neo==0.14.6 quantities==0.16.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pynapple and elephant: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import neo
import numpy as np
import pynapple
import quantities as pq
from elephant.conversion import BinnedSpikeTrain

TIMES = np.arange(100) / 100 + 0.005  # 100 Hz for 1 s
WIDTHS = (0.3, 0.4, 0.7)
cell = pynapple.Ts(TIMES, time_support=pynapple.IntervalSet(0, 1))
train = neo.SpikeTrain(TIMES * pq.s, t_stop=1 * pq.s)

by_pynapple = [cell.count(width).values.tolist() for width in WIDTHS]
by_elephant = [
    BinnedSpikeTrain(train, bin_size=width * pq.s).to_array()[0].tolist() for width in WIDTHS
]
print(f"a steady 100 Hz for 1 s in bins of {WIDTHS} s")
print("guess: whole bins only: [30, 30, 30], [40, 40], [70]")
print(f"seen:  pynapple {pynapple.__version__}: {by_pynapple}")
print(f"seen:  Elephant 1.2.1: {by_elephant}")
held = by_pynapple == [[30, 30, 30], [40, 40, 20], [70]]
held = held and by_elephant == [[30, 30, 30], [40, 40], [70]]
sys.exit(0 if held else "changed: the last bin is counted in another way")
PY
