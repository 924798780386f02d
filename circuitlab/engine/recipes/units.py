"""Everything that is not a cell, by the name of the kind's mechanism."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from circuitlab.engine.recipes import brain, drugs, stimuli, tissue
from circuitlab.engine.recipes.parts import Clock, Made, unit
from circuitlab.engine.recipes.values import Values


def synapse(p: Values) -> Made:
    """What a terminal releases, relative to a healthy one."""
    rows = {
        "basal": p["release"],
        "injured_gain": p["release_injury"],
        "tau": p.seconds("tau_traffic"),
    }
    return Made((unit(p, "transmitter_release", rows, Clock.BODY),))


def silent(p: Values) -> Made:
    """A meter or a note: it takes no part in the run."""
    return Made()


UNITS: MappingProxyType[str, Callable[[Values], Made]] = MappingProxyType(
    {
        "heat": stimuli.heat,
        "force": stimuli.force,
        "bath": stimuli.bath,
        "current_pulse": stimuli.current_pulse,
        "current_ramp": stimuli.current_ramp,
        "sine_current": stimuli.sine_current,
        "noise_source": stimuli.noise_source,
        "volley": stimuli.volley,
        "stimulator": stimuli.stimulator,
        "rubbing": stimuli.rubbing,
        "poisson": stimuli.poisson,
        "regular_train": stimuli.listed_source,
        "spike_train": stimuli.listed_source,
        "drug": drugs.drug,
        "pore_blocker": drugs.pore_blocker,
        "sodium_blocker": drugs.sodium_blocker,
        "opioid": drugs.opioid,
        "tissue": tissue.tissue,
        "spreading_tissue": tissue.spreading_tissue,
        "immune_cell": tissue.immune_cell,
        "microglia": tissue.microglia,
        "synapse": synapse,
        "readout": brain.readout,
        "expectation": brain.expectation,
        "descending_drive": brain.descending_drive,
        "movement": brain.movement,
        "voltmeter": silent,
        "raster": silent,
        "note": silent,
    }
)
"""Recipes of stimuli, drugs, tissue, glia, treatments, synapses and meters."""

CELL_BY_CELL = frozenset({"volley", "stimulator", "rubbing", "noise_source"})
"""Units that act on each cell in its own way: as large as the largest population they drive."""
