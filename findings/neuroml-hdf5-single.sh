#!/usr/bin/env bash
# NeuroML's HDF5 form keeps cell numbers as single floats: a synapse moves to the cell next door.
#
# One expects: the HDF5 form, made for large networks, holds what the XML form holds: cell numbers
#   are integers, weights and delays have the digits they were given.
# What happens: libNeuroML writes each connection, ids and cell numbers too, as one row of 32-bit
#   floats: cell 16777217 comes back as 16777216, 16777219 as 16777220, and a delay of
#   1.23456789 ms as 1.2345679 ms. Connection ids come back counted anew.
# Why it matters: the form is for networks too large for XML, and the fault appears only there. Even
#   in small ones a round trip changes weights and delays in the eighth digit, so that spike
#   times compared for equality differ.
# Version: libNeuroML 0.6.7.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install libNeuroML==0.6.7 tables==3.11.1 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install libNeuroML 0.6.7: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" >out 2>"$work/log" - <<'PY' || { tail -3 out "$work/log"; exit 1; }
import sys

import neuroml
from neuroml.loaders import NeuroMLHdf5Loader, NeuroMLLoader
from neuroml.writers import NeuroMLHdf5Writer, NeuroMLWriter

document = neuroml.NeuroMLDocument(id="large")
document.iaf_cells.append(neuroml.IafCell(
    id="cell", leak_reversal="-60mV", thresh="-40mV", reset="-70mV", C="1nF",
    leak_conductance="1nS"))
document.exp_one_synapses.append(
    neuroml.ExpOneSynapse(id="synapse", gbase="1nS", erev="0mV", tau_decay="2ms"))
network = neuroml.Network(id="network")
document.networks.append(network)
network.populations.append(neuroml.Population(id="cells", component="cell", size=20_000_000))
projection = neuroml.Projection(id="links", presynaptic_population="cells",
                                postsynaptic_population="cells", synapse="synapse")
network.projections.append(projection)
projection.connection_wds.append(neuroml.ConnectionWD(
    id=7, pre_cell_id="../cells[16777217]", post_cell_id="../cells[16777219]", weight=0.1,
    delay="1.23456789ms"))


def link(loaded):
    back = loaded.networks[0].projections[0].connection_wds[0]
    return back.id, back.pre_cell_id, back.post_cell_id, back.weight, back.delay


NeuroMLWriter.write(document, "large.nml")
NeuroMLHdf5Writer.write(document, "large.h5")
xml = link(NeuroMLLoader.load("large.nml"))
hdf5 = link(NeuroMLHdf5Loader.load("large.h5"))
print(f"finding libNeuroML {neuroml.__version__}: id, cells, weight and delay of a connection")
print("finding guess: both as given:", *xml)
print("finding seen:  XML: ", *xml)
print("finding seen:  HDF5:", *hdf5)
held = xml == (7, "../cells[16777217]", "../cells[16777219]", 0.1, "1.23456789ms")
held = held and hdf5[:3] == (0, "../cells[16777216]", "../cells[16777220]")
sys.exit(0 if held and hdf5[4] == "1.2345679ms" else "changed: HDF5 keeps other numbers")
PY
sed -n 's/^finding //p' out
