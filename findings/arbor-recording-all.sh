#!/usr/bin/env bash
# Arbor's recording of "all" spikes leaves out every cell that speaks to nobody.
#
# One expects: spike_recording.all holds the spikes of every cell, spike_recording.local at most
#   those (the cells of this process; the same in a single process).
# What happens: "all" holds only the spikes of cells with an outgoing connection. The cell at the
#   end of a chain, or a single cell, seems silent; "local" has its spikes.
# Why it matters: the output neurons of a circuit are just the ones with no targets: their raster
#   is empty and looks like a model that does not work. In one process record "local".
# Version: Arbor 0.12.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install arbor==0.12.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install arbor 0.12.2: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import arbor
from arbor import units


class Chain(arbor.recipe):
    """A source drives cell 1, cell 1 drives cell 2; both fire."""

    def num_cells(self):
        return 3

    def cell_kind(self, gid):
        return arbor.cell_kind.lif if gid else arbor.cell_kind.spike_source

    def cell_description(self, gid):
        if gid:
            return arbor.lif_cell("out", "in")
        return arbor.spike_source_cell("out", arbor.explicit_schedule([1 * units.ms]))

    def connections_on(self, gid):
        return [arbor.connection((gid - 1, "out"), "in", 1000, 1 * units.ms)] if gid else []


def cells_heard(recording):
    simulation = arbor.simulation(Chain())
    simulation.record(recording)
    simulation.run(10 * units.ms, 0.1 * units.ms)
    return [int(gid) for gid in simulation.spikes()["source"]["gid"]]


every = cells_heard(arbor.spike_recording.all)
local = cells_heard(arbor.spike_recording.local)
print(f"Arbor {arbor.__version__}: who fired in a chain 0 > 1 > 2")
print("guess: all [0, 1, 2], local [0, 1, 2]")
print(f"seen:  all {every}, local {local}")
sys.exit(0 if (every, local) == ([0, 1], [0, 1, 2]) else "changed: other spikes are recorded")
PY
