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

from circuitlab.api.circuit import Circuit
from circuitlab.api.errors import CircuitError
from circuitlab.api.opening import load, preset, presets, verify
from circuitlab.api.results import DaysRun, Run
from circuitlab.api.simulating import simulate

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
