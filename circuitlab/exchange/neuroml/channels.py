"""Channels of a cell: what the engine computes of them, as NeuroML's ion channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.recipes.populations import MechanismUse
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.numbers import number, quantity
from circuitlab.exchange.neuroml.rate_forms import form_of
from circuitlab.exchange.neuroml.rate_types import CALCIUM, rate_type
from circuitlab.exchange.neuroml.symbols import Expression, named, names_in, terms, value_of
from circuitlab.exchange.neuroml.tracing import GateRates, Traced, traced

ONE_CHANNEL = "10pS"
"""Conductance of a single channel; densities do not depend on it."""
_IONS: Mapping[str, str] = {"e_na": "na", "e_k": "k"}
_UNSELECTIVE = frozenset({"leak"})
_ANY_ION = "non_specific"


@dataclass(frozen=True, slots=True)
class ChannelDensity:
    """One conductance of a cell.

    Attributes
    ----------
    channel : id of its ion channel
    g : nS, with all gates open
    e_rev : mV
    ion : as NeuroML names it
    """

    channel: str
    g: float
    e_rev: float
    ion: str


class NotConductances(ValueError):
    """A mechanism's current is no sum of conductances with gates."""


def conductances(
    use: MechanismUse, values: Mapping[str, float], document: Document, dt: float
) -> list[ChannelDensity]:
    """Conductances that a mechanism adds to a cell; their channels are added to the document.

    Parameters
    ----------
    dt : of the engine, ms

    Raises
    ------
    NotConductances
    """
    mechanism = MECHANISMS[use.mechanism]
    found = traced(mechanism, values)
    gates = frozenset(mechanism.states)
    found = _with_lagging(mechanism.states, found, dt)
    opened, driven = (terms(found.outputs[name], gates) for name in ("g", "ge"))
    if opened is None or driven is None or not _are_numbers((*opened.values(), *driven.values())):
        raise NotConductances(use.mechanism)
    made_of = [(powers, g, driven.get(powers, 0.0)) for powers, g in opened.items() if g != 0.0]
    return [
        ChannelDensity(
            ion_channel(use.mechanism, powers, found, document),
            g,
            ge / g,
            _ion(use.mechanism, values, ge / g),
        )
        for powers, g, ge in made_of
    ]


def _with_lagging(states: tuple[str, ...], found: Traced, dt: float) -> Traced:
    """A conductance that follows the voltage with one time constant, as a gate that has no ceiling.

    x → keep x + f(v) over a step is dx/dt = s(v) − x/τ; a gate's α (1 − x) − β x with α = s and
    β = 1/τ − s is the same.
    """
    if found.gates or len(states) != 1:
        return found
    name = states[0]
    parts = terms(found.outputs["g"], frozenset(states)) or {}
    keep, entered = parts.get((name,), 1.0), parts.get((), 0.0)
    if set(parts) != {(name,), ()} or isinstance(keep, Expression) or not 0.0 < keep < 1.0:
        return found
    tau = -dt / float(np.log(keep))
    source = entered * (1.0 / ((1.0 - keep) * tau))
    driven = terms(found.outputs["ge"], frozenset(states)) or {}
    e_rev = driven[name,] / keep
    gate = {name: GateRates(source, 1.0 / tau - source)}
    return Traced(gate, {"g": named(name), "ge": named(name) * e_rev})


def _are_numbers(values: tuple[Any, ...]) -> bool:
    return not any(isinstance(each, Expression) for each in values)


def _ion(mechanism: str, values: Mapping[str, float], e_rev: float) -> str:
    named = (ion for name, ion in _IONS.items() if values.get(name) == e_rev)
    return next(named, _ANY_ION) if mechanism not in _UNSELECTIVE else _ANY_ION


def ion_channel(mechanism: str, powers: tuple[str, ...], found: Traced, document: Document) -> str:
    """Id of an ion channel with these gates, each as often as it is named."""
    gates = [
        _gate(name, power, found.gates[name], document) for name, power in Counter(powers).items()
    ]
    return document.add(made("ionChannelHH", {"conductance": ONE_CHANNEL}, gates), mechanism, "ch")


def _gate(name: str, power: int, gate: GateRates, document: Document) -> ET.Element:
    rates = (("forwardRate", gate.opening), ("reverseRate", gate.closing))
    children = [_rate(tag, rate, document) for tag, rate in rates]
    if gate.speed != 1.0:
        document.warm()  # jNeuroML asks for a temperature even where none is used
        speed = {"type": "q10Fixed", "fixedQ10": number(gate.speed)}
        children.insert(0, made("q10Settings", speed))
    return made("gateHHrates", {"id": name, "instances": str(power)}, children)


def _rate(tag: str, rate: Any, document: Document) -> ET.Element:
    """A rate in one of NeuroML's forms, or by a component type of its own."""
    form = (
        None if CALCIUM in names_in(rate) else form_of(lambda v: value_of(rate, {"v": v}) + 0 * v)
    )
    if form is None:
        return made(tag, {"type": document.add_type(rate_type("", rate))})
    return made(
        tag,
        {
            "type": form.name,
            "rate": quantity(form.rate, "per_ms"),
            "midpoint": quantity(form.middle, "mV"),
            "scale": quantity(form.scale, "mV"),
        },
    )


def densities(of: list[ChannelDensity], area: float) -> Iterator[ET.Element]:
    """Channel densities of a cell.

    Parameters
    ----------
    area : µm²
    """
    for count, each in enumerate(of):
        yield made(
            "channelDensity",
            {
                "id": f"d{count}_{each.channel}",
                "ionChannel": each.channel,
                "condDensity": f"{number(100.0 * each.g / area)} mS_per_cm2",
                "erev": quantity(each.e_rev, "mV"),
                "ion": each.ion,
            },
        )


def side_of(area: float) -> float:
    """Length and diameter (µm) of a cylinder with this surface, its ends left out."""
    return float(np.sqrt(area / np.pi))
