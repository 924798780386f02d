#!/usr/bin/env bash
# Two synapses between two cells, of 1 and 2 nS, are 3, 2 or 1 nS in networkx, by what is asked.
#
# One expects: parallel links of a MultiDiGraph add up, or are refused, wherever one number is needed.
# What happens: to_numpy_array adds them (3), DiGraph(graph) keeps the last (2), shortest paths take
#   the smallest (1). Links there and back of 1 and 5 nS become one of 5 by to_undirected, not
#   of 6, and from_numpy_array reads a matrix with both as one link of 5.
# Why it matters: strengths, modularity and clustering need simple or undirected graphs, and the
#   conversion that networkx advises for them drops synapses silently, by the order in which they
#   were added. Add weights up oneself before converting.
# Version: networkx 3.6, NumPy 2.3.5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install networkx==3.6 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install networkx 3.6: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import networkx as nx
import numpy as np

twice = nx.MultiDiGraph()
twice.add_edge("A", "B", weight=1.0)
twice.add_edge("A", "B", weight=2.0)
parallel = {
    "to_numpy_array": float(nx.to_numpy_array(twice)[0, 1]),
    "DiGraph": nx.DiGraph(twice).edges["A", "B"]["weight"],
    "shortest_path_length": nx.shortest_path_length(twice, "A", "B", weight="weight"),
}
there_and_back = nx.DiGraph()
there_and_back.add_weighted_edges_from([("A", "B", 1.0), ("B", "A", 5.0)])
of_matrix = nx.from_numpy_array(np.array([[0.0, 1.0], [5.0, 0.0]]))
joined = {
    "to_undirected": there_and_back.to_undirected().edges["A", "B"]["weight"],
    "from_numpy_array": float(of_matrix.edges[0, 1]["weight"]),
}
print(f"networkx {nx.__version__}: links of 1 and 2 from A to B; of 1 there and 5 back")
print("guess: 3 and 6, or refused")
print(f"seen:  {parallel}; {joined}")
held = list(parallel.values()) == [3.0, 2.0, 1.0] and list(joined.values()) == [5.0, 5.0]
sys.exit(0 if held else "changed: parallel links are joined in another way")
PY
