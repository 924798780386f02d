"""The same things without a window: build circuits, open them, run them.

>>> import circuitlab as cl
>>> c = cl.Circuit()
>>> fibre = c.add("nociceptor_c")
>>> cell = c.add("projection_neuron")
>>> c.wire(fibre, cell)
'synapse1'
>>> heat = c.add("heat", on=fibre, temperature="47 °C", start="0.5 s", stop="2 s")
>>> run = cl.simulate(c, "2.5 s", seed=1)
"""

from circuitlab.api import opening, simulating
from circuitlab.api.circuit import Circuit
from circuitlab.api.claims import Claims
from circuitlab.api.comparing import Compared
from circuitlab.api.errors import CircuitError
from circuitlab.api.experiments import Experiments
from circuitlab.api.part import Part
from circuitlab.api.pins import Pins, ShownValues
from circuitlab.api.results import DaysRun, Run
from circuitlab.api.scenario import Scenario
from circuitlab.api.spoken import spoken
from circuitlab.api.states import States
from circuitlab.api.timeline import Timeline

__all__ = [
    "Circuit",
    "CircuitError",
    "DaysRun",
    "Run",
    "load",
    "preset",
    "presets",
    "simulate",
    "verify",
]

for _each in (
    Circuit,
    Run,
    DaysRun,
    Part,
    Claims,
    Compared,
    Experiments,
    Pins,
    ShownValues,
    Scenario,
    States,
    Timeline,
):
    spoken(_each)

load = spoken(opening.load)
preset = spoken(opening.preset)
presets = spoken(opening.presets)
verify = spoken(opening.verify)
simulate = spoken(simulating.simulate)
