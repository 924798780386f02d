"""Synapses of NeuroML as a receptor, and a terminal with its vesicles."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.magnesium import magnesium
from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.resources import _

_REVERSES_BELOW = -40.0
"""mV: what reverses lower inhibits."""


@dataclass(frozen=True)
class SynapseFound:
    """A receptor's kind and values, and its synapse's.

    Attributes
    ----------
    weight : of one event, in the receptor's unit
    otherwise : what of it is not taken
    """

    kind: str
    weight: float
    values: Mapping[str, object]
    synapse: Mapping[str, object] = field(default_factory=dict)
    otherwise: tuple[str, ...] = ()


def _one(synapse: ET.Element) -> SynapseFound:
    values = {"tau_syn": value(synapse, "tauDecay"), "e_rev": value(synapse, "erev")}
    return SynapseFound("exp_conductance", value(synapse, "gbase"), values)


def _two(synapse: ET.Element) -> SynapseFound:
    """The conductance is the same whichever of the two times is called that of the rise."""
    reversal = value(synapse, "erev")
    rise, decay = sorted((value(synapse, "tauRise"), value(synapse, "tauDecay")))
    values = {"tau_rise": rise, "tau_decay": decay, "e_rev": reversal}
    return SynapseFound(_receptor(reversal), value(synapse, "gbase"), values)


def _alpha(synapse: ET.Element) -> SynapseFound:
    tau, reversal = value(synapse, "tau"), value(synapse, "erev")
    values = {"tau_rise": tau, "tau_decay": tau, "e_rev": reversal}
    return SynapseFound(_receptor(reversal), value(synapse, "gbase"), values)


def _plastic(synapse: ET.Element) -> SynapseFound:
    """Two exponentials, with vesicles and magnesium where there are any."""
    found = _two(synapse)
    weight, terminal, otherwise = found.weight, dict[str, object](), list[str]()
    kind, values = found.kind, dict(found.values)
    pool = synapse.find("plasticityMechanism")
    if pool is not None:
        use = value(pool, "initReleaseProb")
        weight *= use
        terminal = {
            "u": use,
            "tau_rec": value(pool, "tauRec"),
            "tau_fac": value(pool, "tauFac", 0.0),
        }
    block = synapse.find("blockMechanism")
    if block is not None:
        kind, values["mg"] = "nmda", value(block, "blockConcentration")
        otherwise += _block_otherwise(block)
    return SynapseFound(kind, weight, values, terminal, tuple(otherwise))


def _block_otherwise(block: ET.Element) -> list[str]:
    at_zero, fold = magnesium()
    same = math.isclose(value(block, "scalingConc"), 1.0 / at_zero, rel_tol=0.02)
    same = same and math.isclose(value(block, "scalingVolt"), fold, rel_tol=0.02)
    return [] if same else [_("its magnesium block is that of Jahr and Stevens")]


def _current(synapse: ET.Element) -> SynapseFound:
    """PyNN's current, whose size in nA is the weight of each connection."""
    return SynapseFound("exp_inflow", 1e3, {"tau_syn": value(synapse, "tau_syn")})


def _conductance(synapse: ET.Element) -> SynapseFound:
    """PyNN's conductance, whose size in µS is the weight of each connection."""
    values = {"tau_syn": value(synapse, "tau_syn"), "e_rev": value(synapse, "e_rev")}
    return SynapseFound("exp_conductance", 1e3, values)


def _pynn_alpha(synapse: ET.Element) -> SynapseFound:
    tau, reversal = value(synapse, "tau_syn"), value(synapse, "e_rev")
    values = {"tau_rise": tau, "tau_decay": tau, "e_rev": reversal}
    return SynapseFound(_receptor(reversal), 1e3, values)


def _alpha_current(synapse: ET.Element) -> SynapseFound:
    """A current that rises and falls, as one that falls and carries the same charge."""
    why = _("its alpha function is an exponential of the same charge")
    tau = value(synapse, "tau", value(synapse, "tau_syn", 0.0)) or 1.0
    size = value(synapse, "ibase", 1e3) * math.e
    return SynapseFound("exp_inflow", size, {"tau_syn": tau}, otherwise=(why,))


def _receptor(reversal: float) -> str:
    return "gaba_a" if reversal < _REVERSES_BELOW else "ampa"


SYNAPSES: Mapping[str, Callable[[ET.Element], SynapseFound]] = MappingProxyType(
    {
        "expOneSynapse": _one,
        "expTwoSynapse": _two,
        "alphaSynapse": _alpha,
        "blockingPlasticSynapse": _plastic,
        "expCurrSynapse": _current,
        "expCondSynapse": _conductance,
        "alphaCondSynapse": _pynn_alpha,
        "alphaCurrSynapse": _alpha_current,
        "alphaCurrentSynapse": _alpha_current,
    }
)
"""Type of a synapse → what reads it."""


def synapse_found(synapse: ET.Element) -> SynapseFound:
    """What a synapse is here.

    Raises
    ------
    NotUnderstood
    """
    if synapse.tag not in SYNAPSES:
        raise NotUnderstood(synapse.tag)
    return SYNAPSES[synapse.tag](synapse)
