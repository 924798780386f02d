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
from circuitlab.exchange.neuroml.warmth import FACTOR
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
_SQUID_CELSIUS, _SQUID_Q10 = 6.3, 3.0
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
    if otherwise and not docked and not any((values["g_na"], values["g_k"], values["g_l"])):
        raise NotUnderstood("; ".join(otherwise))
    for species in cell.iter("species"):
        what = _("its {ion} is not followed").format(ion=species.get("ion", species.get("id", "?")))
        otherwise.append(what)
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
    g, e_rev = value(density, "condDensity") * _scaling(channel), value(density, "erev")
    gates, speeds = list(_gates(channel)), [_speed(gate) for gate in _of_gates(channel)]
    own = {"g_na": ("e_na", _SQUID_NA), "g_k": ("e_k", _SQUID_K), "g_l": ("e_l", set[GateFound]())}
    for name, (potential, wanted) in own.items():
        is_own = set(gates) == wanted and values[name] == 0.0 and _fits(name, g, potential, e_rev)
        if is_own and _takes_warmth(values, speeds):
            values[name], values[potential] = g, e_rev
            return
    gates = [_faster(gate, speed) for gate, speed in zip(gates, speeds, strict=True)]
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


def _takes_warmth(values: dict[str, object], speeds: list[float]) -> bool:
    """Give the squid's membrane the temperature of its gates, if one fits them all."""
    if not speeds:
        return True
    celsius = _SQUID_CELSIUS + 10.0 * math.log(speeds[0], _SQUID_Q10) if speeds[0] > 0.0 else -1.0
    known = default_catalog().kinds["hh_squid"].parameters["temperature"]
    taken = values.get("temperature", celsius)
    alike = all(math.isclose(speed, speeds[0], rel_tol=1e-6) for speed in speeds)
    if not alike or not known.minimum <= celsius <= known.maximum:
        return False
    if not math.isclose(float(str(taken)), celsius, rel_tol=1e-6):
        return False
    values["temperature"] = celsius
    return True


def _faster(gate: GateFound, speed: float) -> GateFound:
    power, *forms = gate
    first, second = (Form(form.name, speed * form.rate, form.middle, form.scale) for form in forms)
    return power, first, second


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


def _of_gates(channel: ET.Element) -> Iterator[ET.Element]:
    """Gates of a channel.

    Raises
    ------
    NotUnderstood
        Where it has something else.
    """
    for part in channel:
        if part.tag.startswith("gate"):
            yield part
        elif part.tag not in ("notes", "annotation", "property", "q10ConductanceScaling"):
            raise NotUnderstood(part.tag)


def _gates(channel: ET.Element) -> Iterator[GateFound]:
    """Gates with their rates as they are written, without their Q10."""
    for gate in _of_gates(channel):
        kind, power = gate.get("type", gate.tag), round(value(gate, "instances"))
        if kind == "gateHHrates":
            opening, closing = (_form(_only(gate, tag)) for tag in ("forwardRate", "reverseRate"))
        elif kind == "gateHHtauInf":
            opening, closing = _of_fixed_time(gate)
        else:
            raise NotUnderstood(kind)
        yield power, opening, closing


def _form(rate: ET.Element) -> Form:
    if rate.get("type") not in _FORMS:
        raise NotUnderstood(rate.get("type", "?"))
    numbers = [value(rate, name) for name in ("rate", "midpoint", "scale")]
    return Form(rate.attrib["type"], numbers[0], numbers[1], numbers[2])


def _of_fixed_time(gate: ET.Element) -> tuple[Form, Form]:
    """A gate with one time constant: x∞ a sigmoid is α = x∞/τ and β = (1 − x∞)/τ, two sigmoids."""
    time, steady = _only(gate, "timeCourse"), _only(gate, "steadyState")
    if time.get("type") != "fixedTimeCourse" or steady.get("type") != "HHSigmoidVariable":
        raise NotUnderstood(f"{time.get('type')}, {steady.get('type')}")
    if abs(value(steady, "rate") - 1.0) > 1e-12:
        raise NotUnderstood("rate")
    rate, middle = 1.0 / value(time, "tau"), value(steady, "midpoint")
    scale = value(steady, "scale")
    return Form(SIGMOID, rate, middle, scale), Form(SIGMOID, rate, middle, -scale)


def _speed(gate: ET.Element) -> float:
    """Factor on the rates of a gate."""
    return math.prod(_factor(setting) for setting in children(gate, "q10Settings"))


def _scaling(channel: ET.Element) -> float:
    """Factor on the conductance of a channel."""
    return math.prod(_factor(setting) for setting in children(channel, "q10ConductanceScaling"))


def _factor(setting: ET.Element) -> float:
    if setting.get("type") != "q10Fixed":
        raise NotUnderstood(setting.get("type", setting.tag))
    return value(setting, FACTOR)


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
