#!/usr/bin/env bash
# Three simulators asked for a sample every 0.25 ms at a step of 0.1 ms do three other things.
#
# One expects: a recording interval that is no multiple of the step is refused, interpolated, or
#   rounded with the true time written beside each value.
# What happens: a ramp whose value is its time shows it. NEURON writes the times asked for beside
#   the nearest step's values, Brian2 beside a later step's values; Arbor gives each sample the
#   true time of a step before it, so that the spacing alternates.
# Why it matters: two columns "t, v" that do not belong together shift spikes, half widths and
#   latencies by up to a step and no reader can notice. Record at whole multiples of the step.
# Version: NEURON 9.0.2, Brian2 2.9.0, Arbor 0.12.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 brian2==2.9.0 \
    arbor==0.12.2 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neuron, brian2 and arbor: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import arbor
import brian2 as b2
import numpy as np
from arbor import units as u
from neuron import h

h.load_file("stdrun.hoc")
h.dt, h.steps_per_ms = 0.1, 10
section = h.Section()
section.L = section.diam = 10
clamp = h.IClamp(section(0.5))
clamp.dur, clamp.amp = 10, 0.001 * section(0.5).area() * 0.01  # 1 mV a ms
times = h.Vector().record(h._ref_t, 0.25)
volts = h.Vector().record(section(0.5)._ref_v, 0.25)
h.finitialize(0)
h.continuerun(1.05)
in_neuron = list(zip(times, volts))

b2.prefs.codegen.target = "numpy"
b2.defaultclock.dt = 0.1 * b2.ms
group = b2.NeuronGroup(1, "dv/dt = 1/ms : 1", method="euler")
monitor = b2.StateMonitor(group, "v", record=True, dt=0.25 * b2.ms)
b2.Network(group, monitor).run(1.05 * b2.ms)
in_brian = list(zip(monitor.t / b2.ms, monitor.v[0]))


class Ramp(arbor.recipe):
    def num_cells(self):
        return 1

    def cell_kind(self, gid):
        return arbor.cell_kind.cable

    def cell_description(self, gid):
        tree = arbor.segment_tree()
        tree.append(arbor.mnpos, arbor.mpoint(-5, 0, 0, 5), arbor.mpoint(5, 0, 0, 5), tag=1)
        decor = arbor.decor().set_property(Vm=0 * u.mV)
        current = np.pi * 0.001 * u.nA  # 1 mV a ms on 100 pi square micrometres
        return arbor.cable_cell(tree, decor.place("(location 0 0.5)", arbor.i_clamp(current)))

    def global_properties(self, kind):
        return arbor.neuron_cable_properties()

    def probes(self, gid):
        return [arbor.cable_probe_membrane_voltage("(location 0 0.5)", "v")]


simulation = arbor.simulation(Ramp())
handle = simulation.sample(0, "v", arbor.regular_schedule(0.25 * u.ms))
simulation.run(1.05 * u.ms, 0.1 * u.ms)
in_arbor = simulation.samples(handle)[0][0].tolist()

print("guess: times (ms) 0, 0.25, 0.5, 0.75, 1 with just those values (mV), or an error")
seen = {name: [(round(float(t), 2), round(float(v), 2)) for t, v in pairs]
        for name, pairs in (("NEURON 9.0.2", in_neuron), ("Brian2 2.9.0", in_brian),
                            ("Arbor 0.12.2", in_arbor))}
for name, pairs in seen.items():
    print(f"seen:  {name}", *(f"{t:g}: {v:g}" for t, v in pairs), sep="  ")
asked = [0, 0.25, 0.5, 0.75, 1]
expected = {"NEURON 9.0.2": list(zip(asked, [0, 0.2, 0.5, 0.7, 1])),
            "Brian2 2.9.0": list(zip(asked, [0, 0.3, 0.5, 0.8, 1])),
            "Arbor 0.12.2": [(t, t) for t in (0, 0.2, 0.5, 0.7, 1)]}
sys.exit(0 if seen == expected else "changed: other pairs of time and value")
PY
