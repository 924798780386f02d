"""The families that kinds belong to: code may ask a kind for its family, never for its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from circuitlab.catalog.spec import Family
from circuitlab.resources import _

NEURON = "neuron"
SYNAPSE = "synapse"
JUNCTION = "junction"
RECEPTOR = "receptor"
CHANNEL = "channel"
STIMULUS = "stimulus"
TISSUE = "tissue"
GLIA = "glia"
DRUG = "drug"
TREATMENT = "treatment"
METER = "meter"
NOTE = "note"

SPIKES = "spikes"
"""What a neuron acts with beside the transmitter of its synapses, in place of a state."""


@cache
def families() -> Mapping[str, Family]:
    """Return every family, with what its kinds look like unless their tables say otherwise."""
    parts, drugs = _("Receptors and channels"), _("Drugs and treatments")
    tissue = _("Tissue and immune cells")
    every = (
        Family(NEURON, _("Neurons"), "point_neuron", "projection"),
        Family(SYNAPSE, _("Synapses"), "synapse", "ink"),
        Family(JUNCTION, _("Synapses"), "coupling", "ink"),
        Family(RECEPTOR, parts, "gate", "excitatory"),
        Family(CHANNEL, parts, "gate", "nociceptor"),
        Family(STIMULUS, _("Stimuli"), "step", "accent"),
        Family(TISSUE, tissue, "damage", "tissue"),
        Family(GLIA, tissue, "immune_cell", "immune"),
        Family(DRUG, drugs, "capsule", "drug"),
        Family(TREATMENT, drugs, "capsule", "drug"),
        Family(METER, _("Meters"), "meter", "meter"),
        Family(NOTE, _("Notes"), "note", "note"),
    )
    return MappingProxyType({family.name: family for family in every})
