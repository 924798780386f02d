#!/usr/bin/env bash
# networkx writes GEXF files that it cannot read, and loses every link's "type".
#
# One expects: an attribute that is 1 on one cell and 2.5 on the next comes back as numbers, as it
#   does through GraphML; an attribute "type" of a link ("excitatory") comes back, or is refused.
# What happens: the first value's kind is written for all, and reading 2.5 as a whole number
#   fails; with 2.5 first all is well. "type" is written where GEXF says directed or undirected,
#   so that the file is against the format, and reading drops it.
# Why it matters: GEXF is how circuits get into Gephi. "type" is the first name anyone gives to the
#   kind of a synapse. Convert each attribute to one kind and rename "type" first.
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


def rates(first, second, write, read):
    graph = nx.DiGraph()
    graph.add_node("A", rate=first)
    graph.add_node("B", rate=second)
    write(graph, "cells")
    try:
        return [rate for _, rate in read("cells").nodes(data="rate")]
    except ValueError as error:
        return str(error)


gexf = rates(1, 2.5, nx.write_gexf, nx.read_gexf)
turned = rates(2.5, 1, nx.write_gexf, nx.read_gexf)
graphml = rates(1, 2.5, nx.write_graphml, nx.read_graphml)
link = nx.DiGraph()
link.add_edge("A", "B", type="excitatory", kind="AMPA")
nx.write_gexf(link, "link.gexf")
with open("link.gexf", encoding="utf-8") as file:
    against_format = 'type="excitatory"' in file.read()
back = {name: value for name, value in nx.read_gexf("link.gexf").edges["A", "B"].items()
        if name != "id"}

print(f"networkx {nx.__version__}")
print("guess: rates [1, 2.5] come back; a link comes back with its type and kind")
print(f"seen:  GEXF: {gexf}; the other way round: {turned}; GraphML: {graphml}")
print(f"seen:  the link's type is in the file: {against_format}; read back: {back}")
held = isinstance(gexf, str) and turned == [2.5, 1] and graphml == [1, 2.5]
held = held and against_format and back == {"kind": "AMPA"}
sys.exit(0 if held else "changed: GEXF is written or read in another way")
PY
