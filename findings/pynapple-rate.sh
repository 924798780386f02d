#!/usr/bin/env bash
# pynapple's rates count the time between spikes, not the time that was recorded.
#
# One expects: a cell with 10 spikes in a recording of 10 s fires at 1 Hz, and at the same rate
#   whichever cells lie beside it; the file says how long it was observed.
# What happens: without a time support pynapple takes the first to the last spike: 10 spikes in the
#   first 0.9 s are 11.1 Hz, beside a cell with spikes at 2 and 3 s 5.3 Hz; read from an NWB file
#   that says 0 to 10 s (obs_intervals) still 5.3 Hz. Neo and Elephant say 1 Hz of the same file.
# Why it matters: silence before and after is not counted, so that a drug that stops a cell raises
#   its rate. Pass time_support, or restrict to the recorded time, before asking for rates.
# Version: pynapple 0.11.4, PyNWB 4.2.0, Neo 0.14.6, Elephant 1.2.1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynapple==0.11.4 pynwb==4.2.0 \
    hdmf==6.2.0 h5py==3.16.0 neo==0.14.6 elephant==1.2.1 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pynapple, pynwb, neo and elephant: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys
from datetime import datetime, timezone

import neo
import numpy as np
import pynapple
import pynwb
from elephant.statistics import mean_firing_rate

EARLY, LATER = np.arange(10) * 0.1, np.array([2.0, 3.0])
RECORDED = [[0.0, 10.0]]

file = pynwb.NWBFile("words", "id", datetime(2000, 1, 1, tzinfo=timezone.utc))
for times in (EARLY, LATER):
    file.add_unit(spike_times=times, obs_intervals=RECORDED)
with pynwb.NWBHDF5IO("units.nwb", "w") as out:
    out.write(file)

alone = float(pynapple.Ts(EARLY).rate)
beside = float(pynapple.TsGroup({0: pynapple.Ts(EARLY), 1: pynapple.Ts(LATER)}).rates[0])
of_file = float(pynapple.load_file("units.nwb")["units"].rates[0])
(segment,) = neo.NWBIO("units.nwb", "r").read_block().segments
by_elephant = float(mean_firing_rate(segment.spiketrains[0]).rescale("Hz"))

print("10 spikes from 0 to 0.9 s, in a recording of 10 s")
print("guess: 1 Hz from the file, and alike alone and beside another cell")
print(f"seen:  pynapple {pynapple.__version__}: alone {alone:.1f} Hz, beside another {beside:.1f} Hz,"
      f" from the file {of_file:.1f} Hz; Neo and Elephant: {by_elephant:.1f} Hz")
rates = [round(rate, 1) for rate in (alone, beside, of_file, by_elephant)]
sys.exit(0 if rates == [11.1, 5.3, 5.3, 1.0] else "changed: rates are taken over another time")
PY
