#!/usr/bin/env bash
# One NWB file holds -55 mV for PyNWB, -65 mV for Neo, and -65 of nothing for pynapple.
#
# One expects: whoever reads an NWB series applies its conversion and offset, and gives volts.
# What happens: PyNWB's get_data_in_units applies both, and a channel's own factor too; Neo applies
#   the conversion and drops the offset, and does not read a file with an ElectricalSeries at all;
#   pynapple gives the stored numbers, without a unit, and as large from channels of unlike gain.
# Why it matters: amplifiers store integers, so nearly every file leans on these numbers; thresholds
#   in mV, reversal potentials and amplitudes across channels are wrong without a word. Take values
#   from PyNWB's get_data_in_units.
# Version: PyNWB 4.2.0, hdmf 6.2.0, Neo 0.14.6, pynapple 0.11.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pynwb==4.2.0 hdmf==6.2.0 \
    h5py==3.16.0 neo==0.14.6 pynapple==0.11.4 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install pynwb, neo and pynapple: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys
from datetime import datetime, timezone

import neo
import numpy as np
import pynapple
import pynwb
from pynwb.ecephys import ElectricalSeries

file = pynwb.NWBFile("words", "id", datetime(2000, 1, 1, tzinfo=timezone.utc))
device = file.create_device("rig")
group = file.create_electrode_group("group", "words", "cortex", device)
for _ in range(2):
    file.add_electrode(group=group, location="cortex")
both = file.create_electrode_table_region([0, 1], "both")
file.add_acquisition(pynwb.TimeSeries(
    name="inside", data=[-65.0, -64.0], unit="volts", conversion=0.001, offset=0.01, rate=1000.0))
file.add_acquisition(ElectricalSeries(
    name="outside", data=np.array([[100, 100]], np.int16), electrodes=both, rate=1000.0,
    conversion=1e-6, channel_conversion=[1.0, 4.0]))
inside = pynwb.NWBFile("words", "id", datetime(2000, 1, 1, tzinfo=timezone.utc))
inside.add_acquisition(pynwb.TimeSeries(
    name="inside", data=[-65.0, -64.0], unit="volts", conversion=0.001, offset=0.01, rate=1000.0))
for name, written in (("rig.nwb", file), ("inside.nwb", inside)):
    with pynwb.NWBHDF5IO(name, "w") as out:
        out.write(written)

NAMES = ("inside", "outside")
with pynwb.NWBHDF5IO("rig.nwb", "r") as opened:
    series = opened.read().acquisition
    of_pynwb = [(1000 * series[name].get_data_in_units()[0]).round(6).tolist() for name in NAMES]
((signal,),) = (segment.analogsignals for segment in neo.NWBIO("inside.nwb").read_block().segments)
of_neo = float(signal[0, 0].rescale("mV"))
try:
    of_rig = f"{len(neo.NWBIO('rig.nwb').read_block().segments)} segments"
except ValueError as error:
    of_rig = str(error).split(" are ")[0]
loaded = pynapple.load_file("rig.nwb")
of_pynapple = [np.asarray(loaded[name].values[:])[0].tolist() for name in NAMES]

print("stored -65 (x 0.001 V + 0.01 V) inside; 100 and 100 (x 1e-6 V, x 1 and x 4) outside")
print("guess: -55 mV; 0.1 and 0.4 mV from all three")
print(f"seen:  PyNWB {pynwb.__version__}, get_data_in_units: {of_pynwb} mV")
print(f"seen:  Neo {neo.__version__}: {of_neo} mV inside; with the ElectricalSeries: {of_rig}")
print(f"seen:  pynapple {pynapple.__version__}: {of_pynapple}")
held = of_pynwb == [-55.0, [0.1, 0.4]] and of_neo == -65.0 and of_rig.startswith("Invalid annotation")
held = held and of_pynapple == [-65.0, [100, 100]]
sys.exit(0 if held else "changed: the readers scale in another way")
PY
