"""Where a kind's states and inputs live: names of the catalog → rows of mechanisms.

A state is one row, or is computed from several when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.docked import peak_scale
from circuitlab.engine.recipes.unit_quantities import (
    UNIT_INPUTS,
    UNIT_STATES,
    Computed,
    Place,
    Read,
)

__all__ = ["INPUTS", "STATES", "Computed", "Place", "Read"]

_VOLTAGE: Place = ("", "v")


def _gated(mechanism: str, maximum: str, gates: str) -> Computed:
    """Conductance of a channel: its maximum times its gates, e.g. "mmmh"."""

    def conductance(read: Read) -> NDArray[np.float64]:
        g = read(mechanism, maximum)
        for gate in gates:
            g = g * read(mechanism, gate)
        return g

    return conductance


def _product(mechanism: str, gates: Iterable[str]) -> Computed:
    """Open fraction of a channel: the product of its gates, e.g. "mmmh"."""

    def fraction(read: Read) -> NDArray[np.float64]:
        return np.asarray(np.prod([read(mechanism, gate) for gate in gates], axis=0))

    return fraction


def _channel(name: str, gates: Iterable[str], gain: str = "") -> dict[str, Place | Computed]:
    """What a channel shows: the fraction that is open, and the conductance that this makes."""
    opened = _product(name, gates)
    return {"open": opened, "g": _times(name, opened, gain)}


def _ih_open(read: Read) -> NDArray[np.float64]:
    return 0.5 * (read("ih", "fast") + read("ih", "slow"))


def _girk_open(read: Read) -> NDArray[np.float64]:
    agonist = read("girk", "agonist")
    return (read("girk", "basal") + agonist) / (1.0 + agonist)


def _force_open(read: Read) -> NDArray[np.float64]:
    x = (read("mechanical", "force") + read("mechanical", "force_added")) / read(
        "mechanical", "f_half"
    )
    return x * x / (1.0 + x * x) * read("mechanical", "available")


def _times(mechanism: str, opened: Computed, gain: str = "", maximum: str = "g_max") -> Computed:
    """Conductance of a channel from the fraction that is open, and what blockers leave of it."""

    def conductance(read: Read) -> NDArray[np.float64]:
        left = 1.0 + read(mechanism, gain) if gain else 1.0
        return np.asarray(read(mechanism, maximum) * left * opened(read))

    return conductance


def _total(mechanism: str, own: str, added: str) -> Computed:
    """A stimulus at a channel: the one that is always there, and those from outside."""
    return lambda read: read(mechanism, own) + read(mechanism, added)


def _sum(*terms: Computed) -> Computed:
    def total(read: Read) -> NDArray[np.float64]:
        return np.asarray(np.sum([term(read) for term in terms], axis=0))

    return total


def _number(read: Read) -> NDArray[np.float64]:
    return 1.0 + read("kinases", "number_gain")


def _number_goal(read: Read) -> NDArray[np.float64]:
    """Where the number at the surface tends to: as in :func:`receptor_traffic`."""
    gain = read("receptor_traffic", "injured_gain") * read("receptor_traffic", "injury")
    gain = gain / (1.0 + read("receptor_traffic", "gabapentinoid"))
    return np.asarray(read("receptor_traffic", "basal") * (1.0 + gain))


def _threshold(read: Read) -> NDArray[np.float64]:
    shift = read("trpv1", "pkc_shift") * read("trpv1", "pkc")
    return read("trpv1", "half_temperature") - shift


def _transmitter_bound(read: Read, mechanism: str, difference: str) -> NDArray[np.float64]:
    """Fraction of receptors with transmitter: 1 when every afferent has just released once.

    Linear summation has no ceiling of its own, so the fraction is held at 1.
    """
    tau_rise = -1.0 / np.log(read(mechanism, "half_a"))
    tau_decay = -1.0 / np.log(read(mechanism, "half_b"))
    peaks = read(mechanism, difference) * peak_scale(tau_rise, tau_decay)
    return np.clip(peaks / np.maximum(read("afferents", "count"), 1.0), 0.0, 1.0)


def _open_fraction(read: Read) -> NDArray[np.float64]:
    return _transmitter_bound(read, "dual_exponential", "open")


def _nmda_open(read: Read) -> NDArray[np.float64]:
    return _nmda_bound(read) * read("nmda", "unplugged")


def _nmda_plugged(read: Read) -> NDArray[np.float64]:
    return _nmda_bound(read) * (1.0 - read("nmda", "unplugged"))


def _nmda_bound(read: Read) -> NDArray[np.float64]:
    bound = _transmitter_bound(read, "nmda", "bound")
    return bound * (1.0 - read("nmda", "blocked"))


def _receptor_current(read: Read) -> NDArray[np.float64]:
    return read("exponential_current", "scale") * read("exponential_current", "a")


def _kinetic_open(read: Read) -> NDArray[np.float64]:
    return read("kinetic_receptor", "bound") * read("kinetic_receptor", "unplugged")


def _gaba_b_open(read: Read) -> NDArray[np.float64]:
    fourth = read("gaba_b", "g_protein") ** 4
    return fourth / (fourth + read("gaba_b", "half"))


def _in_cleft(mechanism: str) -> Computed:
    """Transmitter in the cleft now, mM."""
    return lambda read: read(mechanism, "transmitter") * read(mechanism, "amount")


def _strength(read: Read) -> NDArray[np.float64]:
    return 1.0 + read("potentiation", "weight")


def _chloride_open(read: Read) -> NDArray[np.float64]:
    return _transmitter_bound(read, "chloride_channel", "open")


def _tonic(read: Read) -> NDArray[np.float64]:
    return read("tonic_chloride", "basal") + read("tonic_chloride", "tonic")


def _tonic_potential(read: Read) -> NDArray[np.float64]:
    return read("tonic_chloride", "e_rev") + read("tonic_chloride", "shift")


def _chloride_potential(read: Read) -> NDArray[np.float64]:
    return read("chloride_channel", "e_rev") + read("chloride_channel", "shift")


def _simple_conductance(read: Read) -> NDArray[np.float64]:
    return read("exponential_conductance", "scale") * read("exponential_conductance", "a")


_SPINAL: dict[str, Place | Computed] = {
    "v": _VOLTAGE,
    "g_na": _gated("traub_miles", "g_na", "mmmh"),
    "g_k": _gated("traub_miles", "g_k", "nnnn"),
}

STATES: Mapping[str, Mapping[str, Place | Computed]] = MappingProxyType(
    {
        "nociceptor": {
            "v": _VOLTAGE,
            "pkc": ("kinases", "pkc"),
            "pka": ("kinases", "pka"),
            "number": _number,
            "ahp": ("slow_ahp", "ahp"),
            "g_na": _sum(_gated("nav17", "g_max", "mmmh"), _gated("nav18", "g_max", "mmmh")),
            "g_k": _sum(
                _gated("kdr", "g_max", "nnnn"),
                _gated("ka", "g_max", "nh"),
                _gated("km", "g_max", "n"),
            ),
        },
        "adex": {"v": _VOLTAGE, "w": ("adaptive_exponential", "w")},
        "izhikevich": {"v": _VOLTAGE, "u": ("quadratic_recovery", "u")},
        "dorsal_horn": {
            **_SPINAL,
            "g_na": _sum(_gated("traub_miles", "g_na", "mmmh"), _gated("nap", "g_max", "mh")),
            "g_k": _sum(_gated("traub_miles", "g_k", "nnnn"), _gated("kca", "g_max", "mmm")),
            "ca": ("", "ca"),
            "g_can": _gated("can", "g_max", "mm"),
        },
        "spinal_plain": _SPINAL,
        "hh_squid": {
            "v": _VOLTAGE,
            "m": ("hodgkin_huxley", "m"),
            "h": ("hodgkin_huxley", "h"),
            "n": ("hodgkin_huxley", "n"),
            "g_na": _gated("hodgkin_huxley", "g_na", "mmmh"),
            "g_k": _gated("hodgkin_huxley", "g_k", "nnnn"),
        },
        "hh_traub_miles": {
            "v": _VOLTAGE,
            "g_na": _gated("traub_miles_1991", "g_na", "mmmh"),
            "g_k": _gated("traub_miles_1991", "g_k", "nnnn"),
        },
        "lif_current": {"v": _VOLTAGE},
        "lif_conductance": {"v": _VOLTAGE},
        "dual_exponential": {
            "g": ("dual_exponential", "g_now"),
            "open": _open_fraction,
        },
        "nmda": {
            "g": ("nmda", "g_now"),
            "open": _nmda_open,
            "blocked_mg": _nmda_plugged,
            "drugged": ("nmda", "blocked"),
            "number": ("receptor_traffic", "number"),
            "number_goal": _number_goal,
            "weight": _strength,
            "calcium": ("potentiation", "calcium"),
        },
        "chloride_channel": {
            "g": ("chloride_channel", "g_now"),
            "open": _chloride_open,
            "e_cl": _chloride_potential,
        },
        "kinetic_receptor": {
            "g": _times("kinetic_receptor", _kinetic_open, "gain", "scale"),
            "open": _kinetic_open,
            "bound": ("kinetic_receptor", "bound"),
            "transmitter": _in_cleft("kinetic_receptor"),
        },
        "gaba_b": {
            "g": _times("gaba_b", _gaba_b_open, "gain", "scale"),
            "open": _gaba_b_open,
            "bound": ("gaba_b", "bound"),
            "g_protein": ("gaba_b", "g_protein"),
            "transmitter": _in_cleft("gaba_b"),
        },
        "trpv1": {
            "open": ("trpv1", "open"),
            "threshold": _threshold,
            "temperature": _total("trpv1", "temperature", "temperature_change"),
        },
        "leak": {"g": ("leak", "g_l")},
        "nav17": _channel("nav17", "mmmh", "nav17_gain"),
        "nav18": _channel("nav18", "mmmh", "nav18_gain"),
        "nap": _channel("nap", "mh"),
        "kdr": _channel("kdr", "nnnn"),
        "ka": _channel("ka", "nh"),
        "km": _channel("km", "n"),
        "ih": {"open": _ih_open, "g": _times("ih", _ih_open)},
        "cal": {"open": _product("cal", "mm")},
        "kca": _channel("kca", "mmm"),
        "can": _channel("can", "mm"),
        "girk": {"open": _girk_open, "g": _times("girk", _girk_open)},
        "tonic_chloride": {"g": _tonic, "e_cl": _tonic_potential},
        "trpm8": {
            **_channel("trpm8", ("open",), "gain"),
            "temperature": _total("trpm8", "temperature", "temperature_change"),
        },
        "trpa1": {
            **_channel("trpa1", ("open",), "gain"),
            "aitc": _total("trpa1", "aitc", "aitc_added"),
        },
        "mechanical": {
            "open": _force_open,
            "g": _times("mechanical", _force_open, "gain"),
            "force": _total("mechanical", "force", "force_added"),
        },
        "exp_current": {"current": _receptor_current},
        "exp_conductance": {"g": _simple_conductance},
        **UNIT_STATES,
    }
)
"""What may be looked at, by the name of the kind's mechanism."""

_CURRENT: dict[str, tuple[Place, ...]] = {"current": (("", "current"),)}
_BLOCKED: dict[str, tuple[Place, ...]] = {"inhibition": (("inhibition_gain", "inhibition"),)}

INPUTS: Mapping[str, Mapping[str, tuple[Place, ...]]] = MappingProxyType(
    {
        "nociceptor": {
            "current": (("", "current"),),
            "bradykinin": (("kinases", "bradykinin"),),
            "pge2": (("kinases", "pge2"),),
            "ngf": (("kinases", "ngf"),),
            "inhibition": (("sodium_inhibition", "inhibition"),),
            "nav18_inhibition": (("sodium_inhibition", "nav18_inhibition"),),
        },
        "adex": _CURRENT,
        "izhikevich": _CURRENT,
        "dorsal_horn": _CURRENT,
        "spinal_plain": _CURRENT,
        "hh_squid": _CURRENT,
        "hh_traub_miles": _CURRENT,
        "lif_current": _CURRENT,
        "lif_conductance": _CURRENT,
        "dual_exponential": _BLOCKED,
        "chloride_channel": {**_BLOCKED, "chloride": (("chloride_channel", "shift"),)},
        "kinetic_receptor": _BLOCKED,
        "gaba_b": _BLOCKED,
        "nmda": {
            **_BLOCKED,
            "ketamine": (("nmda", "ketamine"),),
            "gabapentinoid": (("receptor_traffic", "gabapentinoid"),),
            "injury": (("receptor_traffic", "injury"),),
        },
        "trpv1": {
            **_BLOCKED,
            "temperature": (("trpv1", "temperature_change"),),
            "capsaicin": (("trpv1", "capsaicin"),),
        },
        "nav17": _BLOCKED,
        "nav18": _BLOCKED,
        "girk": {"agonist": (("girk", "agonist"),)},
        "tonic_chloride": {
            "tonic": (("tonic_chloride", "tonic"),),
            "chloride": (("tonic_chloride", "shift"),),
        },
        "trpm8": {
            **_BLOCKED,
            "temperature": (("trpm8", "temperature_change"),),
        },
        "trpa1": {
            **_BLOCKED,
            "aitc": (("trpa1", "aitc_added"),),
        },
        "mechanical": {
            **_BLOCKED,
            "force": (("mechanical", "force_added"),),
        },
        "exp_current": _BLOCKED,
        **UNIT_INPUTS,
    }
)
"""What other elements may act on, by the name of the kind's mechanism."""
