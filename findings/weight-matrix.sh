#!/usr/bin/env bash
# W[0, 1] joins the first cell to the second in networkx and Brian2, the second to the first in NEST.
#
# One expects: a square matrix of weights given to Connect, Synapses or from_numpy_array has its rows
#   for the sources in each, or each says so by refusing.
# What happens: rows are sources in networkx, and in Brian2 if the matrix is flattened in its own
#   order; rows are targets in NEST's "all_to_all" with an array, and in Nengo's transforms.
# Why it matters: a recurrent matrix moved from one to the other is turned round, silently where it is
#   square: feed-forward chains run backwards, and in-degree and out-degree change places. Give W.T.
# Version: NEST 3.10.0, Brian2 2.9.0, Nengo 4.1.0, networkx 3.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install brian2==2.9.0 \
    nest-simulator==3.10.0 nengo==4.1.0 networkx==3.6 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install brian2, nest-simulator, nengo and networkx: is this machine offline?"
        exit 2; }
cd "$work"
cat >in_nest.py <<'PY'
import nest
import numpy as np

cells = nest.Create("parrot_neuron", 2)
matrix = np.array([[0.0, 7.0], [0.0, 0.0]])
nest.Connect(cells, cells, "all_to_all", syn_spec={"weight": matrix})
links = nest.GetConnections(cells, cells)
(link,) = (pair for *pair, weight in zip(links.source, links.target, links.weight) if weight == 7)
print("link", *(number - cells[0].global_id for number in link))
PY
cat >in_others.py <<'PY'
import brian2 as b2
import nengo
import networkx as nx
import numpy as np

matrix = np.array([[0.0, 7.0], [0.0, 0.0]])
(link,) = nx.from_numpy_array(matrix, create_using=nx.DiGraph).edges
print("link", *link)

b2.prefs.codegen.target = "numpy"
cells = b2.NeuronGroup(2, "v : 1")
synapses = b2.Synapses(cells, cells, "w : 1")
synapses.connect()
synapses.w = matrix.flatten()
strong = int(np.argmax(synapses.w[:]))
print("link", synapses.i[strong], synapses.j[strong])

with nengo.Network() as network:
    source, target = nengo.Node(lambda time: [1.0, 0.0]), nengo.Node(size_in=2)
    nengo.Connection(source, target, transform=matrix, synapse=None)
    first = nengo.Probe(target)
    nengo.Connection(nengo.Node(lambda time: [0.0, 1.0]), also := nengo.Node(size_in=2),
                     transform=matrix, synapse=None)
    second = nengo.Probe(also)
with nengo.Simulator(network, progress_bar=False) as simulator:
    simulator.run(0.01)
came = {0: simulator.data[first][-1], 1: simulator.data[second][-1]}
(link,) = ((begin, int(end)) for begin, values in came.items() for end in np.flatnonzero(values))
print("link", *link)
PY
run() { venv/bin/python -W ignore "$1" 2>log | sed -n 's/^link //p' | sed 's/ / to /' | paste -sd, -; }
nest=$(run in_nest.py)
others=$(run in_others.py)
echo "a matrix of two cells with W[0, 1] = 7: the link that it makes, from cell to cell"
echo "guess: 0 to 1 everywhere"
echo "seen:  NEST 3.10.0: $nest; networkx, Brian2 and Nengo: $others"
[ "$nest|$others" = "1 to 0|0 to 1,0 to 1,1 to 0" ] ||
    { echo "changed: matrices are read in another way"; exit 1; }
