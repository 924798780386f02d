"""Calcium of a cell: its current by the constant-field equation, and the pool that it fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.channels import CALCIUM_AT_REST
from circuitlab.engine.recipes.populations import MechanismUse
from circuitlab.exchange.neuroml.body_heat import FOLDS_PER_MV
from circuitlab.exchange.neuroml.channels import NotConductances, ion_channel
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.numbers import number, quantity
from circuitlab.exchange.neuroml.read_plan import Use, tau_of
from circuitlab.exchange.neuroml.symbols import terms, value_of
from circuitlab.exchange.neuroml.tracing import traced

POOLS = frozenset({"calcium_pool", "calcium_shell"})
OUTSIDE_MM = 2.0
_FARADAY, _VALENCE = 96485.3, 2.0  # C/mol, as in NeuroML's own equation
_LOOKED_AT = [(v, ca) for v in (-83.0, -41.0, -7.0, 23.0) for ca in (0.05, 1.3)]
_AGREE = 1e-4
_MICRO = 1e-3
"""mM in a µM."""


def calcium_density(
    use: MechanismUse, values: Mapping[str, float], document: Document, area: float
) -> ET.Element:
    """A channel's density by the constant-field equation, if that is what its current follows.

    Parameters
    ----------
    area : of the cell, µm²

    Raises
    ------
    NotConductances
        Where it follows another one.
    """
    mechanism = MECHANISMS[use.mechanism]
    found = traced(mechanism, values)
    gates = frozenset(mechanism.states)
    slopes, driven = (terms(found.outputs[name], gates) for name in ("g", "ge"))
    if slopes is None or driven is None or len(slopes) != 1 or slopes.keys() != driven.keys():
        raise NotConductances(use.mechanism)
    (powers,) = slopes
    permeability = _permeability(slopes[powers], driven[powers])
    if permeability is None:
        raise NotConductances(use.mechanism)
    document.warm()
    channel = ion_channel(use.mechanism, powers, found, document)
    return made(
        "channelDensityGHK",
        {
            "id": f"ghk_{channel}",
            "ionChannel": channel,
            "permeability": f"{number(100.0 * permeability / area)}cm_per_s",
            "ion": "ca",
        },
    )


def _permeability(slope: Any, driven: Any) -> float | None:
    """Permeability times surface (m/s µm²) of a current; None where it has another equation."""
    found = []
    for v, ca in _LOOKED_AT:
        at = {"v": v, "ca": ca}
        current = float(value_of(slope, at)) * v - float(value_of(driven, at))
        found.append(current / _constant_field(v, _MICRO * ca))
    middle = float(np.mean(found))
    return middle if np.ptp(found) <= _AGREE * abs(middle) else None


def _constant_field(v: float, inside: float) -> float:
    """Current (pA) through 1 µm² with a permeability of 1 m/s, as NeuroML computes it.

    Parameters
    ----------
    v, inside : mV, mM
    """
    w = FOLDS_PER_MV * v
    out = np.exp(-w)
    return float(_VALENCE * _FARADAY * w * (inside - OUTSIDE_MM * out) / (1.0 - out))


def pool(use: Use, document: Document, dt: float, area: float) -> ET.Element:
    """What a cell holds of calcium: the species, with a pool of its own in the document.

    Parameters
    ----------
    area : of the cell, µm²
    """
    tau = tau_of(use.values["keep"], dt)
    model = made(
        "fixedFactorConcentrationModel",
        {
            "ion": "ca",
            "restingConc": quantity(_MICRO * CALCIUM_AT_REST, "mM"),
            "decayConstant": quantity(tau, "ms"),
            "rho": quantity(use.values["gain"] / tau * area, "mol_per_m_per_A_per_s"),
        },
    )
    return made(
        "species",
        {
            "id": "ca",
            "ion": "ca",
            "concentrationModel": document.add(model, use.element, "pool"),
            "initialConcentration": quantity(_MICRO * CALCIUM_AT_REST, "mM"),
            "initialExtConcentration": quantity(OUTSIDE_MM, "mM"),
        },
    )
