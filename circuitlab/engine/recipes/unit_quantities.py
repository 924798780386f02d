"""Where the states and inputs of what is not a cell live, by the name of the kind's mechanism."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Place = tuple[str, str]
"""(mechanism, row); an empty mechanism names the rows that every cell has."""
Read = Callable[[str, str], NDArray[np.float64]]
"""(mechanism, row) → (size,) values of the element."""
Computed = Callable[[Read], NDArray[np.float64]]


def _available(read: Read) -> NDArray[np.float64]:
    """What a blocker leaves of its channels."""
    return 1.0 / (1.0 + read("drug", "ratio"))


_DRUG: Mapping[str, Place] = {
    "concentration": ("drug", "level"),
    "ratio": ("drug", "ratio"),
    "plasma": ("pharmacokinetics", "plasma"),
}
_MEDIATORS = ("bradykinin", "pge2", "ngf")
_FROM_OUTSIDE = ("pge2_source", "ngf_source", "cyclooxygenase_inhibition")


def _mediators(mechanism: str) -> dict[str, Place]:
    levels = {name: (mechanism, f"{name}_level") for name in _MEDIATORS}
    return {"injury": (mechanism, "injury"), **levels}


def _made_and_held_back(mechanism: str) -> dict[str, tuple[Place, ...]]:
    return {name: ((mechanism, name),) for name in _FROM_OUTSIDE}


UNIT_STATES: Mapping[str, Mapping[str, Place | Computed]] = MappingProxyType(
    {
        "heat": {"difference": ("ramped_pulse", "level")},
        "force": {"force": ("ramped_pulse", "level")},
        "bath": {"concentration": ("bath", "level")},
        "current_pulse": {"current": ("current_pulse", "output")},
        "current_ramp": {"current": ("current_ramp", "output")},
        "sine_current": {"current": ("sine_current", "output")},
        "noise_source": {"current": ("noise_source", "output")},
        "volley": {"current": ("volley", "output")},
        "stimulator": {"current": ("volley", "output")},
        "rubbing": {"current": ("volley", "output")},
        "drug": _DRUG,
        "pore_blocker": _DRUG,
        "sodium_blocker": {**_DRUG, "available": _available},
        "opioid": {
            **_DRUG,
            "occupancy": ("opioid_action", "occupancy"),
            "release": ("opioid_action", "release"),
        },
        "tissue": _mediators("tissue"),
        "spreading_tissue": _mediators("spreading_tissue"),
        "immune_cell": {
            "active": ("immune_cell", "activity"),
            "pge2": ("immune_cell", "pge2_made"),
            "ngf": ("immune_cell", "ngf_made"),
        },
        "microglia": {
            "active": ("microglia", "activity"),
            "bdnf": ("microglia", "bdnf"),
            "kcc2": ("microglia", "kcc2"),
            "rise": ("microglia", "rise"),
            "e_cl": ("microglia", "e_cl"),
        },
        "synapse": {
            "release": ("transmitter_release", "factor"),
            "vesicles": ("terminal", "vesicles"),
        },
        "readout": {
            "rate": ("pain_readout", "rate"),
            "pain": ("pain_readout", "rating"),
            "sensation": ("pain_readout", "sensation"),
            "expected": ("belief", "expected"),
        },
        "expectation": {
            "weight": ("expectation", "weight"),
            "expected": ("expectation", "cue"),
            "learning": ("expectation", "learning"),
            "drive": ("expectation", "drive"),
        },
        "descending_drive": {
            "drive": ("descending_drive", "drive"),
            "tonic": ("descending_drive", "tonic"),
            "agonist": ("descending_drive", "agonist"),
            "release": ("descending_drive", "release"),
        },
        "movement": {
            "force": ("strain", "level"),
            "sensitisation": ("movement_plan", "sensitisation"),
            "capacity": ("movement_plan", "capacity"),
            "fear": ("movement_plan", "fear"),
            "load": ("movement_plan", "load"),
            "pain": ("movement_plan", "pain"),
            "flares": ("movement_plan", "flares"),
            "days": ("movement_plan", "days"),
        },
    }
)
"""What may be looked at."""

UNIT_INPUTS: Mapping[str, Mapping[str, tuple[Place, ...]]] = MappingProxyType(
    {
        "tissue": _made_and_held_back("tissue"),
        "spreading_tissue": _made_and_held_back("spreading_tissue"),
        "immune_cell": {"activation": (("immune_cell", "activation"),)},
        "microglia": {
            "activation": (("microglia", "activation"),),
            "inhibition": (("microglia", "inhibition"),),
        },
        "synapse": {
            "injury": (("transmitter_release", "injury"),),
            "gabapentinoid": (("transmitter_release", "gabapentinoid"),),
            "inhibition": (("transmitter_release", "inhibition"),),
        },
        "readout": {
            "expectation": (("pain_readout", "weight"),),
            "expected": (("belief", "cue"),),
            "learning": (("belief", "learning"),),
        },
        "descending_drive": {
            "expectation": (("descending_drive", "expectation"),),
            "threat": (("descending_drive", "threat"),),
        },
    }
)
"""What other elements may act on."""
