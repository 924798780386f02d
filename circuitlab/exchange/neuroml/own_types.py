"""Component types that NeuroML has not: they stand in a LEMS file beside the NeuroML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.document import made

QUADRATIC = "circuitlabQuadraticCell"
PLASTIC_CONDUCTANCE = "circuitlabPlasticConductance"
PLASTIC_CURRENT = "circuitlabPlasticCurrent"
KINETIC = "circuitlabKineticSynapse"
GABA_B = "circuitlabGabaBSynapse"
_SIZE = "weight"
_VESICLES = "weight * R * U / p"


def quadratic_cell() -> ET.Element:
    """C dv/dt = k v² + k₁ v + k₀ − u + i, du/dt = a (b v − u), u from wherever it starts."""
    cell = _type(QUADRATIC, "baseCellMembPotCap")
    dimensions = {
        "v0": "voltage",
        "k": "conductance_per_voltage",
        "linear": "conductance",
        "constant": "current",
        "vpeak": "voltage",
        "a": "per_time",
        "b": "conductance",
        "c": "voltage",
        "d": "current",
        "u0": "current",
    }
    _parameters(cell, dimensions)
    ET.SubElement(cell, "Attachments", name="synapses", type="basePointCurrent")
    ET.SubElement(cell, "Exposure", name="u", dimension="current")
    dynamics = ET.SubElement(cell, "Dynamics")
    _state(dynamics, "v", "voltage", exposure="v")
    _state(dynamics, "u", "current", exposure="u")
    summed = {"select": "synapses[*]/i", "reduce": "add", "exposure": "iSyn"}
    ET.SubElement(dynamics, "DerivedVariable", {"name": "iSyn", "dimension": "current", **summed})
    membrane = "(k * v * v) + (linear * v) + constant - u + iSyn"
    _derived(dynamics, "iMemb", "current", membrane, "iMemb")
    _changes(dynamics, {"v": "iMemb / C", "u": "a * ((b * v) - u)"})
    _starts(dynamics, {"v": "v0", "u": "u0"})
    spike = ET.SubElement(dynamics, "OnCondition", test="v .gt. vpeak")
    _assigned(spike, {"v": "c", "u": "u + d"})
    ET.SubElement(spike, "EventOut", port="spike")
    return cell


def plastic_conductance(*, facilitates: bool) -> ET.Element:
    """A conductance with one exponential, from a terminal that tires."""
    synapse = _type(PLASTIC_CONDUCTANCE + _kind(facilitates), "baseConductanceBasedSynapse")
    _parameters(synapse, {"tauDecay": "time", **_pool(facilitates)})
    dynamics = _begun(synapse)
    _state(dynamics, "g", "conductance", exposure="g")
    _derived(dynamics, "i", "current", "g * (erev - v)", "i")
    _tiring(
        dynamics,
        facilitates,
        {"g": ("0 - (g / tauDecay)", "0", f"g + (gbase * {_VESICLES})")},
    )
    return synapse


def plastic_current(*, facilitates: bool) -> ET.Element:
    """A current with one exponential, from a terminal that tires."""
    synapse = _type(PLASTIC_CURRENT + _kind(facilitates), "baseCurrentBasedSynapse")
    _parameters(synapse, {"ibase": "current", "tauDecay": "time", **_pool(facilitates)})
    dynamics = _begun(synapse)
    _state(dynamics, "j", "current")
    _derived(dynamics, "i", "current", "j", "i")
    _tiring(
        dynamics,
        facilitates,
        {"j": ("0 - (j / tauDecay)", "0", f"j + (ibase * {_VESICLES})")},
    )
    return synapse


_CLEFT = {
    "transmitter": "none",
    "duration": "time",
    "mg": "none",
    "mgVolt": "voltage",
}


def kinetic(*, tires: bool, facilitates: bool) -> ET.Element:
    """Receptors that bind the transmitter of one cleft: dr/dt = α T (1 − r) − β r."""
    synapse = _type(KINETIC + _kind(facilitates, tires), "baseConductanceBasedSynapse")
    _parameters(synapse, {**_CLEFT, "alpha": "per_time", "beta": "per_time"})
    _parameters(synapse, _pool(facilitates) if tires else {})
    dynamics = _begun(synapse)
    _cleft(dynamics)
    _state(dynamics, "r", "none")
    _derived(dynamics, "g", "conductance", "share * gbase * r / (1 + block)", "g")
    _derived(dynamics, "i", "current", "g * (erev - v)", "i")
    _released(dynamics, tires, facilitates, {"r": "(alpha * T * (1 - r)) - (beta * r)"})
    return synapse


def gaba_b(*, tires: bool, facilitates: bool) -> ET.Element:
    """GABA-B: dr/dt = K1 T (1 − r) − K2 r, ds/dt = K3 r − K4 s, open s⁴/(s⁴ + K_D)."""
    synapse = _type(GABA_B + _kind(facilitates, tires), "baseConductanceBasedSynapse")
    rates = dict.fromkeys(("k1", "k2", "k3", "k4"), "per_time")
    _parameters(synapse, {**_CLEFT, **rates, "half": "none"})
    _parameters(synapse, _pool(facilitates) if tires else {})
    dynamics = _begun(synapse)
    _cleft(dynamics)
    _state(dynamics, "r", "none")
    _state(dynamics, "s", "none")
    _derived(dynamics, "s4", "none", "s * s * s * s", "")
    _derived(dynamics, "g", "conductance", "share * gbase * s4 / ((s4 + half) * (1 + block))", "g")
    _derived(dynamics, "i", "current", "g * (erev - v)", "i")
    moved = {"r": "(k1 * T * (1 - r)) - (k2 * r)", "s": "(k3 * r) - (k4 * s)"}
    _released(dynamics, tires, facilitates, moved)
    return synapse


def _cleft(dynamics: ET.Element) -> None:
    """Transmitter that stays for a while; a release mixes with what others have left."""
    _state(dynamics, "left", "time")
    _state(dynamics, "amount", "none")
    _state(dynamics, "share", "none")
    for name, dimension, yes, no in (
        ("T", "none", "transmitter * amount", "0"),
        ("leaving", "none", "0 - 1", "0"),
        ("still", "none", "left / duration", "0"),
    ):
        variable = ET.SubElement(
            dynamics, "ConditionalDerivedVariable", name=name, dimension=dimension
        )
        ET.SubElement(variable, "Case", condition="left .gt. (0 * duration)", value=yes)
        ET.SubElement(variable, "Case", value=no)
    _derived(dynamics, "block", "none", "mg * exp(0 - (v / mgVolt))", "")


def _released(
    dynamics: ET.Element, tires: bool, facilitates: bool, moved: Mapping[str, str]
) -> None:
    """A release fills the cleft; how much counts in the cell is what the weight says."""
    size = "R * U / p" if tires else "1"
    states = {name: (rate, "0", name) for name, rate in moved.items()}
    states |= {
        "share": ("0 * (1 / duration)", "0", _SIZE),
        "amount": ("0 * (1 / duration)", "0", f"({size}) + (amount * still)"),
        "left": ("leaving", "0 * duration", "duration"),
    }
    if tires:
        _tiring(dynamics, facilitates, states)
        return
    _changes(dynamics, {name: rate for name, (rate, _start, _event) in states.items()})
    _starts(dynamics, {name: start for name, (_rate, start, _event) in states.items()})
    event = ET.SubElement(dynamics, "OnEvent", port="in")
    _assigned(event, {name: to for name, (_rate, _start, to) in states.items() if to != name})


def _tiring(
    dynamics: ET.Element, facilitates: bool, states: Mapping[str, tuple[str, str, str]]
) -> None:
    """Vesicles as Tsodyks, Pawelzik and Markram have them, beside other states.

    Parameters
    ----------
    states : name → how it changes, how it starts, and what an event makes of it
    """
    _state(dynamics, "R", "none")
    changes = {name: rate for name, (rate, _start, _event) in states.items()}
    starts = {name: start for name, (_rate, start, _event) in states.items()}
    events = {name: to for name, (_rate, _start, to) in states.items() if to != name}
    events["R"] = "R * (1 - U)"
    if facilitates:
        _state(dynamics, "U", "none")
        changes["U"], starts["U"] = "(p - U) / tauFac", "p"
        events["U"] = "U + (p * (1 - U))"
    else:
        _derived(dynamics, "U", "none", "p", "")
    _changes(dynamics, {**changes, "R": "(1 - R) / tauRec"})
    _starts(dynamics, {**starts, "R": "1"})
    _assigned(ET.SubElement(dynamics, "OnEvent", port="in"), events)


def _kind(facilitates: bool, tires: bool = True) -> str:
    return ("Facilitating" if facilitates else "Tiring") if tires else ""


def _pool(facilitates: bool) -> dict[str, str]:
    pool = {"p": "none", "tauRec": "time"}
    return {**pool, "tauFac": "time"} if facilitates else pool


def _type(name: str, base: str) -> ET.Element:
    return made("ComponentType", {"name": name, "extends": base})


def _begun(synapse: ET.Element) -> ET.Element:
    ET.SubElement(synapse, "Property", name="weight", dimension="none", defaultValue="1")
    return ET.SubElement(synapse, "Dynamics")


def _parameters(parent: ET.Element, dimensions: Mapping[str, str]) -> None:
    for name, dimension in dimensions.items():
        ET.SubElement(parent, "Parameter", name=name, dimension=dimension)


def _state(dynamics: ET.Element, name: str, dimension: str, exposure: str = "") -> None:
    more = {"exposure": exposure} if exposure else {}
    ET.SubElement(dynamics, "StateVariable", {"name": name, "dimension": dimension, **more})


def _derived(dynamics: ET.Element, name: str, dimension: str, value: str, exposure: str) -> None:
    more = {"exposure": exposure} if exposure else {}
    about = {"name": name, "dimension": dimension, "value": value, **more}
    ET.SubElement(dynamics, "DerivedVariable", about)


def _changes(dynamics: ET.Element, rates: Mapping[str, str]) -> None:
    for name, rate in rates.items():
        ET.SubElement(dynamics, "TimeDerivative", variable=name, value=rate)


def _starts(dynamics: ET.Element, values: Mapping[str, str]) -> None:
    _assigned(ET.SubElement(dynamics, "OnStart"), values)


def _assigned(parent: ET.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, "StateAssignment", variable=name, value=value)


def in_order(types: Iterable[ET.Element]) -> list[ET.Element]:
    """Component types by name, so that a file is the same however it came about."""
    return sorted(types, key=lambda each: each.get("name", ""))
