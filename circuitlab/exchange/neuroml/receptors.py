"""Receptors and the terminals that open them, as NeuroML's synapses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab.engine.recipes.receptors import peak_scale
from circuitlab.exchange.neuroml import own_types
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.magnesium import magnesium
from circuitlab.exchange.neuroml.numbers import number, quantity
from circuitlab.exchange.neuroml.read_plan import tau_of

_LEAST_FACILITATION_MS = 1e-3
"""Facilitation that passes sooner is none: the engine has it so."""


class VesiclePool(NamedTuple):
    """Vesicles of a terminal.

    Attributes
    ----------
    use : fraction that a spike uses; 0 where it never tires
    recovery, facilitation : ms
    """

    use: float
    recovery: float
    facilitation: float

    @property
    def tires(self) -> bool:
        """Whether it gives less after a spike."""
        return self.use > 0.0

    @property
    def facilitates(self) -> bool:
        """Whether a spike makes the next ones release more."""
        return self.facilitation > _LEAST_FACILITATION_MS


Values = Mapping[str, float]
Write = Callable[[Values, float, VesiclePool, Document, str], str]
"""Values, step (ms), vesicles, document, name → id of the synapse."""


def _biexponential(
    values: Values, dt: float, pool: VesiclePool, document: Document, name: str
) -> str:
    """A receptor whose conductance rises and falls; it may be blocked, and terminals may tire."""
    rise, decay = (tau_of(values[half], 0.5 * dt) for half in ("half_a", "half_b"))
    scale = values["scale"] * (1.0 + values["gain"]) * (1.0 + values.get("number_gain", 0.0))
    past_calcium = 1.0 if "magnesium" in values else 1.0 - values.get("calcium", 0.0)
    g = past_calcium * scale / float(peak_scale(np.asarray(rise), np.asarray(decay)))
    attributes = {
        "gbase": quantity(g / pool.use if pool.tires else g, "nS"),
        "erev": quantity(values["e_rev"] + values.get("shift", 0.0), "mV"),
        "tauRise": quantity(rise, "ms"),
        "tauDecay": quantity(decay, "ms"),
    }
    children = [_plasticity(pool)] if pool.tires else []
    if "magnesium" in values:
        children.append(_magnesium(values["magnesium"]))
    tag = "blockingPlasticSynapse" if children else "expTwoSynapse"
    return document.add(made(tag, attributes, children), name, "syn")


def _plasticity(pool: VesiclePool) -> ET.Element:
    attributes = {
        "type": "tsodyksMarkramDepMechanism",
        "initReleaseProb": number(pool.use),
        "tauRec": quantity(pool.recovery, "ms"),
    }
    if pool.facilitates:
        attributes["type"] = "tsodyksMarkramDepFacMechanism"
        attributes["tauFac"] = quantity(pool.facilitation, "ms")
    return made("plasticityMechanism", attributes)


def _magnesium(concentration: float) -> ET.Element:
    at_zero, fold = magnesium()
    return made(
        "blockMechanism",
        {
            "type": "voltageConcDepBlockMechanism",
            "species": "mg",
            "blockConcentration": quantity(concentration, "mM"),
            "scalingConc": quantity(1.0 / at_zero, "mM"),
            "scalingVolt": quantity(fold, "mV"),
        },
    )


def _conductance(
    values: Values, dt: float, pool: VesiclePool, document: Document, name: str
) -> str:
    """A conductance with one exponential."""
    attributes = {
        "gbase": quantity(values["scale"], "nS"),
        "erev": quantity(values["e_rev"], "mV"),
        "tauDecay": quantity(tau_of(values["decay"], dt), "ms"),
    }
    if not pool.tires:
        return document.add(made("expOneSynapse", attributes), name, "syn")
    type = own_types.plastic_conductance(facilitates=pool.facilitates)
    return _own(type, {**attributes, **_vesicles(pool)}, document, name)


def _current(values: Values, dt: float, pool: VesiclePool, document: Document, name: str) -> str:
    """A current with one exponential; PyNN's synapse takes its size, in nA, as weight."""
    tau, size = tau_of(values["decay"], dt), values["scale"] * (1.0 + values["gain"])
    if not pool.tires:
        return document.add(made("expCurrSynapse", {"tau_syn": number(tau)}), name, "syn")
    type = own_types.plastic_current(facilitates=pool.facilitates)
    attributes = {"ibase": quantity(size, "pA"), "tauDecay": quantity(tau, "ms")}
    return _own(type, {**attributes, **_vesicles(pool)}, document, name)


def _kinetic(values: Values, dt: float, pool: VesiclePool, document: Document, name: str) -> str:
    """Receptors under one bouton."""
    type = own_types.kinetic(tires=pool.tires, facilitates=pool.facilitates)
    rates = {rate: quantity(values[rate], "per_ms") for rate in ("alpha", "beta")}
    return _own(type, {**_cleft(values), **rates, **_vesicles(pool)}, document, name)


def _gaba_b(values: Values, dt: float, pool: VesiclePool, document: Document, name: str) -> str:
    """GABA-B under one bouton."""
    type = own_types.gaba_b(tires=pool.tires, facilitates=pool.facilitates)
    rates = {rate: quantity(values[rate], "per_ms") for rate in ("k1", "k2", "k3", "k4")}
    more = {"half": number(values["half"])}
    return _own(type, {**_cleft(values), **rates, **more, **_vesicles(pool)}, document, name)


def _cleft(values: Values) -> dict[str, str]:
    at_zero, fold = magnesium()
    g = values["scale"] * (1.0 + values["gain"]) * (1.0 - values.get("calcium", 0.0))
    return {
        "gbase": quantity(g, "nS"),
        "erev": quantity(values["e_rev"], "mV"),
        "transmitter": number(values["transmitter"]),
        "duration": quantity(values["lasting"], "ms"),
        "mg": number(values.get("magnesium", 0.0) * at_zero),
        "mgVolt": quantity(fold, "mV"),
    }


def _vesicles(pool: VesiclePool) -> dict[str, str]:
    if not pool.tires:
        return {}
    found = {"p": number(pool.use), "tauRec": quantity(pool.recovery, "ms")}
    return {**found, "tauFac": quantity(pool.facilitation, "ms")} if pool.facilitates else found


def _own(type: ET.Element, attributes: Mapping[str, str], document: Document, name: str) -> str:
    return document.add_own(made(type.get("name", ""), attributes), type, name, "syn")


def size_of_weight(mechanism: str, values: Values, pool: VesiclePool) -> float:
    """What a connection's weight is multiplied by: PyNN's current synapse holds no size itself."""
    if mechanism in _CURRENTS and not pool.tires:
        return 1e-3 * values["scale"] * (1.0 + values["gain"])
    return 1.0


_CURRENTS = frozenset({"exponential_current", "exponential_inflow"})
RECEPTORS: Mapping[str, Write] = MappingProxyType(
    {
        "dual_exponential": _biexponential,
        "chloride_channel": _biexponential,
        "nmda": _biexponential,
        "exponential_conductance": _conductance,
        "exponential_current": _current,
        "exponential_inflow": _current,
        "kinetic_receptor": _kinetic,
        "gaba_b": _gaba_b,
    }
)
"""Mechanism of a receptor in a cell → what writes it, with what lies under a bouton."""
