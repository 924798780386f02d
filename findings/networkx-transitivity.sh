#!/usr/bin/env bash
# networkx finds no triangle in a loop of three cells, and half of one in a feed-forward loop.
#
# One expects: transitivity of a directed graph counts triangles either whatever their direction
#   (1 for both), or by direction as clustering does, or is refused as for other measures.
# What happens: it is computed from each node's targets only: 0 for the loop A>B>C>A, 0.5 for
#   A>B>C, A>C, while average_clustering gives 0.5 for both and the undirected graph 1.
# Why it matters: the loop and the feed-forward loop are the motifs people count in circuits; a
#   connectome's "transitivity" leaves recurrent triangles out. Use to_undirected() or
#   triadic_census().
# Version: networkx 3.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install networkx==3.6; } \
    >"$work/log" 2>&1 || { echo "cannot install networkx 3.6: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import networkx as nx

motifs = {"loop": "AB BC CA", "feed-forward": "AB BC AC"}
print(f"networkx {nx.__version__}: transitivity, average clustering, transitivity undirected")
print("guess: loop and feed-forward loop are alike: 1, or 0.5 as for clustering")
seen = {}
for name, links in motifs.items():
    graph = nx.DiGraph([tuple(link) for link in links.split()])
    seen[name] = (nx.transitivity(graph), nx.average_clustering(graph),
                  nx.transitivity(graph.to_undirected()))
    print(f"seen:  {name}:", *seen[name])
held = seen == {"loop": (0, 0.5, 1.0), "feed-forward": (0.5, 0.5, 1.0)}
sys.exit(0 if held else "changed: directed triangles are counted in another way")
PY
