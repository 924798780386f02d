#!/usr/bin/env bash
# Windows of a spike train that touch count the spike between them twice, or drop the first.
#
# One expects: a window holds its start and not its end, as Python slices do, so that 1–2 s and
#   2–3 s share no spike and lose none.
# What happens: Neo's SpikeTrain and Event, libsonata and PyNWB take both ends, so that the
#   spike at 2 s is in both windows, while Neo's AnalogSignal leaves the end out; NEST's recorder
#   leaves the start out and takes the end, so that a spike at the very start is lost.
# Why it matters: spike times made by simulation lie on a grid, so that edges are hit all the time:
#   rates by trial or by period add up to more than the spikes there are.
# Version: Neo 0.14.6, libsonata 0.2.2, PyNWB 4.2.0, NEST 3.10.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neo==0.14.6 libsonata==0.2.2 \
    h5py==3.16.0 pynwb==4.2.0 hdmf==6.2.0 nest-simulator==3.10.0 numpy==2.3.5; } \
    >"$work/log" 2>&1 ||
    { echo "cannot install neo, libsonata, pynwb and nest: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" >out 2>"$work/log" - <<'PY' || { cat out; tail -3 "$work/log"; exit 1; }
import datetime
import sys

import h5py
import libsonata
import neo
import nest
import numpy as np
import pynwb
import quantities as pq

SPIKES = [1.0, 2.0, 3.0]
seen = {}
train = neo.SpikeTrain(SPIKES * pq.s, t_stop=4 * pq.s)
seen["Neo spikes"] = [train.time_slice(a * pq.s, b * pq.s).magnitude for a, b in ((1, 2), (2, 3))]
signal = neo.AnalogSignal(SPIKES, units="mV", sampling_rate=1 * pq.Hz, t_start=1 * pq.s)
seen["Neo signal"] = [signal.time_slice(a * pq.s, b * pq.s).magnitude[:, 0]
                      for a, b in ((1, 2), (2, 3))]

with h5py.File("spikes.h5", "w") as file:
    group = file.create_group("spikes/cells")
    group.attrs.create("sorting", 2, dtype=h5py.enum_dtype(
        {"none": 0, "by_id": 1, "by_time": 2}, basetype="uint8"))
    group.create_dataset("timestamps", data=SPIKES).attrs["units"] = "ms"
    group.create_dataset("node_ids", data=np.zeros(3, dtype="u8"))
cells = libsonata.SpikeReader("spikes.h5")["cells"]
seen["libsonata"] = [[t for _, t in cells.get(tstart=a, tstop=b)] for a, b in ((1, 2), (2, 3))]

start = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
nwb = pynwb.NWBFile("touching windows", "one unit", start)
nwb.add_unit(spike_times=SPIKES)
seen["PyNWB"] = [nwb.units.get_unit_spike_times(0, in_interval=w) for w in ((1, 2), (2, 3))]

nest.resolution = 0.1
generator = nest.Create("spike_generator", params={"spike_times": SPIKES})
seen["NEST"] = []
for a, b in ((1, 2), (2, 3)):
    seen["NEST"].append(nest.Create("spike_recorder", params={"start": float(a), "stop": float(b)}))
    nest.Connect(generator, seen["NEST"][-1])
nest.Simulate(5.0)
seen["NEST"] = [recorder.events["times"] for recorder in seen["NEST"]]

print("finding spikes at 1, 2 and 3, windows 1–2 and 2–3")
print("finding guess: 1 and 2: no spike twice, none lost but that at the end")
seen = {name: [[float(t) for t in w] for w in windows] for name, windows in seen.items()}
for name, windows in seen.items():
    print(f"finding seen:  {name}: {windows[0]} and {windows[1]}")
both = [[1.0, 2.0], [2.0, 3.0]]
expected = {"Neo spikes": both, "Neo signal": [[1.0], [2.0]], "libsonata": both, "PyNWB": both,
            "NEST": [[2.0], [3.0]]}
sys.exit(0 if seen == expected else "changed: other windows")
PY
sed -n 's/^finding //p' out
