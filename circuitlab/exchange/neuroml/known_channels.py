"""Cells of one compartment: their surface, and their channels by the rates of their gates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from circuitlab.catalog.load import default_catalog
from circuitlab.exchange.neuroml.neuron_found import NeuronFound
from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.exchange.neuroml.rate_forms import EXPONENTIAL, LINOID, SIGMOID, Form
from circuitlab.exchange.neuroml.reading import children
from circuitlab.resources import _

Components = Mapping[str, ET.Element]
GateFound = tuple[int, Form, Form]
"""Power, opening rate, closing rate."""
_FORMS: Mapping[str, str] = MappingProxyType(
    {EXPONENTIAL: "exponential", SIGMOID: "sigmoid", LINOID: "linoid"}
)
_SQUID_NA = {
    (3, Form(LINOID, 1.0, -40.0, 10.0), Form(EXPONENTIAL, 4.0, -65.0, -18.0)),
    (1, Form(EXPONENTIAL, 0.07, -65.0, -20.0), Form(SIGMOID, 1.0, -35.0, 10.0)),
}
_SQUID_K = {(4, Form(LINOID, 0.1, -55.0, 10.0), Form(EXPONENTIAL, 0.125, -65.0, -80.0))}
_MOST_GATES = 2


def compartment(cell: ET.Element, every: Components) -> NeuronFound:
    """A cell of one compartment as the squid's membrane, with its channels or others.

    Raises
    ------
    NotUnderstood
        Where it has several compartments, or no membrane.
    """
    membrane = cell.find(".//membraneProperties")
    if membrane is None:
        membrane = _referred(cell, "biophysicalProperties", every).find(".//membraneProperties")
    if membrane is None:
        raise NotUnderstood("membraneProperties")
    values: dict[str, object] = {
        "area": _surface(cell, every),
        "c_m": value(_only(membrane, "specificCapacitance"), "value"),
        "v_init": value(_only(membrane, "initMembPotential"), "value"),
        "v_th": value(_only(membrane, "spikeThresh"), "value"),
        "g_na": 0.0,
        "g_k": 0.0,
        "g_l": 0.0,
    }
    docked: list[tuple[str, Mapping[str, object]]] = []
    otherwise: list[str] = []
    for density in membrane:
        if density.tag == "channelDensity":
            try:
                _dense(density, every, values, docked)
            except NotUnderstood as missing:
                otherwise.append(
                    _("channel {id}: {what}").format(id=density.get("id"), what=missing)
                )
        elif density.tag.startswith("channel"):
            otherwise.append(_("{what} is not known here").format(what=density.tag))
    return NeuronFound("hh_squid", values, docked=tuple(docked), otherwise=tuple(otherwise))


def _dense(
    density: ET.Element,
    every: Components,
    values: dict[str, object],
    docked: list[tuple[str, Mapping[str, object]]],
) -> None:
    """One channel: of the neuron itself where it is the squid's, else docked."""
    channel = every.get(density.get("ionChannel", ""))
    if channel is None:
        raise NotUnderstood(density.get("ionChannel", "?"))
    g, e_rev = value(density, "condDensity"), value(density, "erev")
    gates = list(_gates(channel))
    own = {"g_na": ("e_na", _SQUID_NA), "g_k": ("e_k", _SQUID_K), "g_l": ("e_l", set[GateFound]())}
    for name, (potential, wanted) in own.items():
        if set(gates) == wanted and values[name] == 0.0 and _fits(name, g, potential, e_rev):
            values[name], values[potential] = g, e_rev
            return
    if not gates:
        docked.append(("rate_channel", {"gbar": g, "e_rev": e_rev, "m_power": 0, "h_power": 0}))
        return
    if len(gates) > _MOST_GATES:
        raise NotUnderstood(_("it has more than two kinds of gate"))
    docked.append(("rate_channel", {"gbar": g, "e_rev": e_rev, **_powers_and_rates(gates)}))


def _fits(name: str, g: float, potential: str, e_rev: float) -> bool:
    """Whether a channel of the neuron itself may have these values."""
    known = default_catalog().kinds["hh_squid"].parameters
    pairs = ((known[name], g), (known[potential], e_rev))
    return all(one.minimum <= number <= one.maximum for one, number in pairs)


def _powers_and_rates(gates: list[GateFound]) -> dict[str, object]:
    found: dict[str, object] = {"m_power": 0, "h_power": 0}
    for letter, (power, opening, closing) in zip("mh", gates, strict=False):
        found[f"{letter}_power"] = power
        for way, form in (("open", opening), ("close", closing)):
            found |= {
                f"{letter}_{way}_form": _FORMS[form.name],
                f"{letter}_{way}_rate": form.rate,
                f"{letter}_{way}_middle": form.middle,
                f"{letter}_{way}_scale": form.scale,
            }
    return found


def _gates(channel: ET.Element) -> Iterator[GateFound]:
    for gate in channel:
        if not gate.tag.startswith("gate"):
            if gate.tag in ("notes", "annotation", "property"):
                continue
            raise NotUnderstood(gate.tag)
        kind = gate.get("type", gate.tag)
        power = round(value(gate, "instances"))
        q = _speed(gate)
        if kind == "gateHHrates":
            forms = (_form(_only(gate, tag), q) for tag in ("forwardRate", "reverseRate"))
            yield (power, *forms)  # type: ignore[misc]
        elif kind == "gateHHtauInf":
            yield (power, *_of_fixed_time(gate, q))
        else:
            raise NotUnderstood(kind)


def _form(rate: ET.Element, q: float) -> Form:
    if rate.get("type") not in _FORMS:
        raise NotUnderstood(rate.get("type", "?"))
    numbers = [value(rate, name) for name in ("rate", "midpoint", "scale")]
    return Form(rate.attrib["type"], q * numbers[0], numbers[1], numbers[2])


def _of_fixed_time(gate: ET.Element, q: float) -> tuple[Form, Form]:
    """A gate with one time constant: x∞ a sigmoid is α = x∞/τ and β = (1 − x∞)/τ, two sigmoids."""
    time, steady = _only(gate, "timeCourse"), _only(gate, "steadyState")
    if time.get("type") != "fixedTimeCourse" or steady.get("type") != "HHSigmoidVariable":
        raise NotUnderstood(f"{time.get('type')}, {steady.get('type')}")
    if abs(value(steady, "rate") - 1.0) > 1e-12:
        raise NotUnderstood("rate")
    rate, middle, scale = q / value(time, "tau"), value(steady, "midpoint"), value(steady, "scale")
    return Form(SIGMOID, rate, middle, scale), Form(SIGMOID, rate, middle, -scale)


def _speed(gate: ET.Element) -> float:
    """Factor on the rates of a gate."""
    factor = 1.0
    for setting in children(gate, "q10Settings"):
        if setting.get("type") != "q10Fixed":
            raise NotUnderstood(setting.get("type", "?"))
        factor *= value(setting, "fixedQ10")
    return factor


def _surface(cell: ET.Element, every: Components) -> float:
    """Surface of the only segment (µm²): a cone without its ends, or a sphere."""
    shape = cell.find("morphology")
    shape = _referred(cell, "morphology", every) if shape is None else shape
    segments = list(shape.iter("segment"))
    if len(segments) != 1:
        raise NotUnderstood(_("{count} segments").format(count=len(segments)))
    distal = _only(segments[0], "distal")
    proximal = segments[0].find("proximal")
    proximal = distal if proximal is None else proximal
    first, last = (0.5 * value(end, "diameter") for end in (proximal, distal))
    length = math.dist(*([value(end, axis) for axis in "xyz"] for end in (proximal, distal)))
    if length == 0.0:
        return 4.0 * math.pi * last * last
    return math.pi * (first + last) * math.hypot(length, first - last)


def _referred(cell: ET.Element, name: str, every: Components) -> ET.Element:
    found = every.get(cell.get(name, ""))
    if found is None:
        raise NotUnderstood(name)
    return found


def _only(parent: ET.Element, tag: str) -> ET.Element:
    found = parent.find(tag)
    if found is None:
        raise NotUnderstood(tag)
    return found
