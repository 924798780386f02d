"""The LEMS file that runs an exported network: how long, by which step, what is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.document import made
from circuitlab.exchange.neuroml.network import CellPlace
from circuitlab.exchange.neuroml.numbers import quantity

MOST_TRACES = 200
"""Membrane potentials that are recorded; spikes are of all cells."""
STEPS_IN_ONE = 10
"""jNeuroML advances by Euler's method: its step is ours over this, for errors of like size."""
_CORE = ("Cells", "Networks", "Inputs", "Synapses", "PyNN", "Simulation")
SPIKES, TRACES = "spikes.dat", "voltages.dat"


class LemsRun(NamedTuple):
    """A run of a network.

    Attributes
    ----------
    cells, firing : places with a membrane, and all that send spikes
    duration, step : ms
    """

    cells: Sequence[CellPlace]
    firing: Sequence[CellPlace]
    duration: float
    step: float


def lems_file(network: str, includes: Iterable[str], run: LemsRun) -> ET.Element:
    """A LEMS file.

    Parameters
    ----------
    includes : files that hold the network and what it is made of
    """
    root = ET.Element("Lems")
    ET.SubElement(root, "Target", component="simulation")
    for file in (*(f"{name}.xml" for name in _CORE), *includes):
        ET.SubElement(root, "Include", file=file)
    times = {"length": quantity(run.duration, "ms"), "step": quantity(run.step, "ms")}
    simulation = ET.SubElement(root, "Simulation", {"id": "simulation", **times, "target": network})
    if run.cells:
        columns = [
            made("OutputColumn", {"id": f"v{k}", "quantity": f"{place.quantity}/v"})
            for k, place in enumerate(run.cells[:MOST_TRACES])
        ]
        simulation.append(made("OutputFile", {"id": "traces", "fileName": TRACES}, columns))
    selections = [
        made("EventSelection", {"id": str(k), "select": place.quantity, "eventPort": "spike"})
        for k, place in enumerate(run.firing)
    ]
    about = {"id": "spikes", "fileName": SPIKES, "format": "ID_TIME"}
    simulation.append(made("EventOutputFile", about, selections))
    return root
