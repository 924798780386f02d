#!/usr/bin/env bash
# Four readers of one SWC file give its only dendrite three areas, from 314 to 622 µm².
#
# One expects: a dendrite's membrane is that between its own points; Arbor's load_swc_neuron reads
#   as NEURON does.
# What happens: between the soma's last point and the dendrite's first one NEURON lays a thin
#   cylinder, Arbor's load_swc_arbor a cone as wide as the soma at its root, and NeuroM and
#   load_swc_neuron lay nothing. Length 50 or 65.8 µm, area 314, 414 or 622 µm².
# Why it matters: a cell traced once has up to twice the dendritic membrane, so another
#   input resistance, another delay to the soma and other channel counts, by the reader alone.
#   Compare area and length per section before comparing voltages.
# Version: NEURON 9.0.2, Arbor 0.12.2, NeuroM 4.0.6 (with MorphIO 3.5.0).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 arbor==0.12.2 \
    neurom==4.0.6 morphio==3.5.0 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neuron, arbor and neurom: is this machine offline?"; exit 2; }
cd "$work"
cat >cell.swc <<'SWC'
1 1 -5 0 0 5 -1
2 1 5 0 0 5 1
3 3 0 15 0 1 1
4 3 0 65 0 1 3
SWC
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import math
import sys

import arbor
import neurom
from neuron import h

DENDRITE = 3


def by_arbor(load):
    """Length (µm) and area (µm²) of the dendrite's segments."""
    length = area = 0.0
    for segment in load("cell.swc").segment_tree.segments:
        if segment.tag == DENDRITE:
            a, b = segment.prox, segment.dist
            step = math.dist((a.x, a.y, a.z), (b.x, b.y, b.z))
            length += step
            area += math.pi * (a.radius + b.radius) * math.hypot(step, a.radius - b.radius)
    return length, area


def by_neuron():
    h.load_file("stdlib.hoc")
    h.load_file("import3d.hoc")
    reader = h.Import3d_SWC_read()
    reader.quiet = 1
    reader.input("cell.swc")
    h.Import3d_GUI(reader, 0).instantiate(None)
    dendrite = next(section for section in h.allsec() if "dend" in section.name())
    return dendrite.L, sum(segment.area() for segment in dendrite)


def by_neurom():
    cell = neurom.load_morphology("cell.swc")
    return float(neurom.get("total_length", cell)), float(neurom.get("total_area", cell))


seen = {"NEURON 9.0.2": by_neuron(), "NeuroM 4.0.6": by_neurom(),
        "Arbor 0.12.2 load_swc_neuron": by_arbor(arbor.load_swc_neuron),
        "Arbor 0.12.2 load_swc_arbor": by_arbor(arbor.load_swc_arbor)}
print("guess: 50 µm and 314 µm² from all (a cylinder of 2 µm)")
for name, (length, area) in seen.items():
    print(f"seen:  {name}: {length:.1f} µm, {area:.0f} µm²")
rounded = [(round(length, 1), round(area)) for length, area in seen.values()]
held = rounded == [(65.8, 414), (50, 314), (50, 314), (65.8, 622)]
sys.exit(0 if held else "changed: other lengths or areas")
PY
