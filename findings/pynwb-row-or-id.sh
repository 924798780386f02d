#!/usr/bin/env bash
# Unit 1 of an NWB file is the unit with the id 2 for PyNWB, if its ids begin at 1.
#
# One expects: units and electrodes are asked for by the id that they were given, so that unit 1 is
#   the one called 1, as in the table that to_dataframe prints and in pynapple.
# What happens: get_unit_spike_times(1), units[1] and electrodes=[1] count rows from 0: unit 1 is the
#   second row, and electrodes=[1] is the electrode called 2. Only an id beyond the last row fails.
# Why it matters: sorters number from 1 or skip numbers; every unit has its neighbour's spikes and
#   site, one table beside the other looks right, and what is missed is the first row alone. Look up
#   rows by list(units.id[:]).index(id).
# Version: PyNWB 4.2.0, hdmf 6.2.0; beside pynapple 0.11.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynwb==4.2.0 hdmf==6.2.0 \
    h5py==3.16.0 pynapple==0.11.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pynwb and pynapple: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys
from datetime import datetime, timezone

import pynapple
import pynwb

IDS = (1, 2, 3)
file = pynwb.NWBFile("words", "id", datetime(2000, 1, 1, tzinfo=timezone.utc))
group = file.create_electrode_group("group", "words", "cord", file.create_device("rig"))
for number in IDS:
    file.add_electrode(id=number, group=group, location=f"site {number}")
for number in IDS:
    file.add_unit(id=number, spike_times=[float(number), number + 0.5])
site_of_1 = file.create_electrode_table_region([1], "words").to_dataframe().location.tolist()
with pynwb.NWBHDF5IO("units.nwb", "w") as out:
    out.write(file)
with pynwb.NWBHDF5IO("units.nwb", "r") as opened:
    units = opened.read().units
    by_row = float(units.get_unit_spike_times(1)[0])
    by_index = float(units[1].spike_times.iloc[0][0])
    by_frame = float(units.to_dataframe().loc[1].spike_times[0])
by_pynapple = float(pynapple.load_file("units.nwb")["units"][1].t[0])

print(f"PyNWB {pynwb.__version__}: units 1, 2 and 3 fire at 1, 2 and 3 s; electrodes 1, 2 and 3")
print("guess: unit 1 fires at 1 s, electrode 1 lies at site 1")
print(f"seen:  get_unit_spike_times(1): {by_row} s, units[1]: {by_index} s,",
      f"to_dataframe().loc[1]: {by_frame} s; electrode 1: {site_of_1[0]}")
print(f"seen:  pynapple {pynapple.__version__}: units[1]: {by_pynapple} s")
held = (by_row, by_index, by_frame, by_pynapple) == (2.0, 2.0, 1.0, 1.0) and site_of_1 == ["site 2"]
sys.exit(0 if held else "changed: units are asked for in another way")
PY
