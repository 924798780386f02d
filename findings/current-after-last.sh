#!/usr/bin/env bash
# A current given as points goes on after its last point, in NEURON along its last slope.
#
# One expects: a current given by (time, value) up to 10 ms is off after 10 ms, or keeps its last
#   value; a drop given by two values at 10 ms is a drop.
# What happens: Vector.play with interpolation draws the last piece on: points (0, 0), (5, 1), (10, 0)
#   give -1 at 15 ms. A drop as the last point leaves half of the current on for ever, and the value
#   before the first point is the first. Arbor's i_clamp keeps the last value for ever, and has none
#   before the first point.
# Why it matters: the inhibitory tail, or the half pulse, goes on until the run's end and moves rest,
#   rate and adaptation after the stimulus. End each list with two zeros.
# Version: NEURON 9.0.2, Arbor 0.12.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 arbor==0.12.2 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neuron and arbor: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import arbor
import numpy as np
from arbor import units as u
from neuron import h

h.load_file("stdrun.hoc")
h.dt, h.steps_per_ms = 0.1, 10
AREA = np.pi * 100e-8  # cm2 of a cylinder of 10 by 10 um
PER_MS = AREA * 1e3  # nA that raise 1 uF/cm2 by 1 mV a ms
TRIANGLE = [(0, 0), (5, 1), (10, 0)]
PULSE = [(2, 1), (10, 1), (10, 0)]
ASKED = (1, 7.5, 15)


def in_neuron(points):
    """Current (as a part of its peak) at the times asked for."""
    section = h.Section()
    section.L = section.diam = 10
    clamp = h.IClamp(section(0.5))
    clamp.dur = 1e9
    times, values = (h.Vector(column) for column in zip(*points))
    values.play(clamp._ref_amp, times, 1)
    amplitude = h.Vector().record(clamp._ref_amp)
    h.finitialize(0)
    h.continuerun(16)
    return [round(amplitude[round(time / h.dt)], 1) + 0.0 for time in ASKED]


class Cylinder(arbor.recipe):
    def __init__(self, points):
        super().__init__()
        self.points = [(time * u.ms, value * PER_MS * u.nA) for time, value in points]

    def num_cells(self):
        return 1

    def cell_kind(self, gid):
        return arbor.cell_kind.cable

    def cell_description(self, gid):
        tree = arbor.segment_tree()
        tree.append(arbor.mnpos, arbor.mpoint(-5, 0, 0, 5), arbor.mpoint(5, 0, 0, 5), tag=1)
        decor = arbor.decor().set_property(Vm=0 * u.mV)
        return arbor.cable_cell(tree, decor.place("(location 0 0.5)", arbor.i_clamp(self.points)))

    def global_properties(self, kind):
        return arbor.neuron_cable_properties()

    def probes(self, gid):
        return [arbor.cable_probe_membrane_voltage("(location 0 0.5)", "v")]


def in_arbor(points):
    """The same, from the slope of the voltage."""
    simulation = arbor.simulation(Cylinder(points))
    handle = simulation.sample(0, "v", arbor.regular_schedule(0.1 * u.ms))
    simulation.run(16 * u.ms, 0.1 * u.ms)
    time, voltage = simulation.samples(handle)[0][0].T
    slope = np.interp(np.add(ASKED, 0.2), time, voltage) - np.interp(np.subtract(ASKED, 0.2),
                                                                     time, voltage)
    return [round(float(value), 1) + 0.0 for value in slope / 0.4]


print(f"a triangle {TRIANGLE} and a pulse {PULSE}, in ms, at {ASKED} ms")
print("guess: [0.2, 0.5, 0.0] and [0.0, 1.0, 0.0] in both")
seen = {name: (of(TRIANGLE), of(PULSE)) for name, of in (("NEURON", in_neuron), ("Arbor", in_arbor))}
held_up = in_arbor(PULSE[:2])
print(f"seen:  NEURON 9.0.2, interpolated: {seen['NEURON'][0]} and {seen['NEURON'][1]}")
print(f"seen:  Arbor 0.12.2: {seen['Arbor'][0]} and {seen['Arbor'][1]};",
      f"with {PULSE[:2]} alone: {held_up}")
held = seen["NEURON"] == ([0.2, 0.5, -1.0], [1.0, 1.0, 0.5])
held = held and seen["Arbor"] == ([0.2, 0.5, 0.0], [0.0, 1.0, 0.0]) and held_up == [0.0, 1.0, 1.0]
sys.exit(0 if held else "changed: currents end in another way")
PY
