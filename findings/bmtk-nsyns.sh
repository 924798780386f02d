#!/usr/bin/env bash
# BMTK writes half the synapses to SONATA if nothing is drawn for each, and readers see half.
#
# One expects: one row of a SONATA edges file is one synapse, so that two synapses for each pair
#   of three cells are 18 rows, whatever else is said of them.
# What happens: BMTK writes 9 rows with a column "nsyns" of 2; given any value per synapse (a
#   delay, say) it writes 18 rows and no such column. Its own count is 18 both times; libsonata
#   counts 9 edges, "nsyns" being to it an attribute like any other.
# Why it matters: whoever reads the file without knowing of "nsyns" builds a circuit with half of
#   the conductance; adding a delay to the model seems to double its weights.
# Version: BMTK 1.2.0, libsonata 0.2.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --no-deps bmtk==1.2.0 &&
    "$work/venv/bin/pip" install numpy==2.3.5 h5py==3.16.0 pandas==3.0.1 scipy==1.17.1 six==1.17.0 \
        libsonata==0.2.2; } >"$work/log" 2>&1 ||
    { echo "cannot install bmtk and libsonata: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import libsonata
from bmtk.builder.networks import NetworkBuilder


def two_synapses_each(name, delay_of_each):
    """BMTK's own count of edges, libsonata's, and the attributes in the file."""
    network = NetworkBuilder(name)
    network.add_nodes(N=3, kind="cell")
    links = network.add_edges(connection_rule=2, syn_weight=0.5)
    if delay_of_each:
        links.add_properties("delay", rule=1.5, dtypes=float)
    network.build()
    network.save(output_dir="out")
    edges = libsonata.EdgeStorage(f"out/{name}_{name}_edges.h5")
    population = edges.open_population(f"{name}_to_{name}")
    return network.nedges, population.size, sorted(population.attribute_names)


plain = two_synapses_each("plain", delay_of_each=False)
delayed = two_synapses_each("delayed", delay_of_each=True)
print("BMTK 1.2.0, libsonata 0.2.2: three cells, two synapses from each to each")
print("guess: 18 edges for both programs, with or without a delay")
print("seen:  BMTK {}, libsonata {} {}".format(*plain))
print("seen:  with a delay for each: BMTK {}, libsonata {} {}".format(*delayed))
held = (plain, delayed) == ((18, 9, ["nsyns"]), (18, 18, ["delay"]))
sys.exit(0 if held else "changed: synapses are written in another way")
PY
