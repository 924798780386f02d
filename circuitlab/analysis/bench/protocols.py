"""What can be measured of an element: each protocol with its settings, and whether it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circuitlab.catalog.families import (
    CHANNEL,
    DRUG,
    GLIA,
    NEURON,
    RECEPTOR,
    STIMULUS,
    TISSUE,
    TREATMENT,
)
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem, convert
from circuitlab.model.stimulus_times import START, STOP
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

Fits = Callable[["Circuit", "Catalog", str], bool]
_LONG = ("h", "d", "1/d")
"""Units of what takes long."""


@dataclass(frozen=True, slots=True)
class BenchProtocol:
    """A way to measure an element.

    Attributes
    ----------
    name
        By which Python and tables know it.
    title, doc
        What people read.
    settings
        With what it is measured, by name; described as parameters are.
    fits
        Whether it can be done with an element.
    room
        The module of this wing and its function that does it; loaded when it is asked for, as
        both need the engine.
    """

    name: str
    title: str
    doc: str
    settings: tuple[Parameter, ...]
    fits: Fits
    room: tuple[str, str]

    def defaults(self) -> dict[str, float]:
        """Return its settings as they are to begin with."""
        return {each.name: float(str(each.default)) for each in self.settings}

    def measure(self, lab: Laboratory) -> Measured:
        """Measure the element of a laboratory, with settings that fit."""
        from importlib import import_module

        module = import_module(f"circuitlab.analysis.bench.{self.room[0]}")
        made: Measured = getattr(module, self.room[1])(lab)
        return made


@cache
def protocols() -> tuple[BenchProtocol, ...]:
    """Return all protocols, in the order in which they are offered."""
    return (
        *_with_currents(),
        *_when_current_ends(),
        *_with_a_clamp(),
        *_of_synapses(),
        *_of_drugs(),
        *_over_time(),
    )


def _with_currents() -> tuple[BenchProtocol, ...]:
    """What a neuron does with more and less current."""
    low = _number("lowest", _("Lowest current"), "pA", 0, -10_000, 10_000)
    high = _number("highest", _("Highest current (0: found)"), "pA", 0, 0, 10_000)
    return (
        BenchProtocol(
            "f-I",
            _("f–I curve"),
            _("How fast it fires at each steady current."),
            (low, high, _points(20), _length(1000)),
            _takes("current"),
            ("firing", "firing_curve"),
        ),
        BenchProtocol(
            "steps",
            _("Steps of current"),
            _("Its potential while steps of current go into it."),
            (low, high, _points(6), _length(300)),
            _takes("current"),
            ("firing", "step_family"),
        ),
        BenchProtocol(
            "ramp",
            _("Ramp of current"),
            _("Its potential while the current into it rises evenly."),
            (low, high, _length(1000)),
            _takes("current"),
            ("firing", "ramp"),
        ),
    )


def _when_current_ends() -> tuple[BenchProtocol, ...]:
    """When a neuron fires, and when it may fire again."""
    low = _number("lowest", _("Lowest current"), "pA", 0, -10_000, 10_000)
    high = _number("highest", _("Highest current (0: found)"), "pA", 0, 0, 10_000)
    return (
        BenchProtocol(
            "latency",
            _("Latency"),
            _("How long a current takes to make it fire."),
            (low, high, _points(20), _length(500)),
            _takes("current"),
            ("firing", "latency"),
        ),
        BenchProtocol(
            "recovery",
            _("Recovery after a spike"),
            _("How strong a second pulse must be, so long after a first."),
            (*_waits(3, 60), _points(10)),
            _takes("current"),
            ("firing", "refractory"),
        ),
    )


def _with_a_clamp() -> tuple[BenchProtocol, ...]:
    """What flows where a clamp holds the potential."""
    holding = _holding()
    from_mv = _number("lowest", _("Lowest potential"), "mV", -100, -130, 100)
    to_mv = _number("highest", _("Highest potential"), "mV", 60, -130, 100)
    return (
        BenchProtocol(
            "I-V",
            _("Current and voltage"),
            _("The currents at each potential, held by a clamp."),
            (holding, from_mv, to_mv, _points(17), _length(20)),
            _is_held,
            ("clamping", "current_voltage"),
        ),
        BenchProtocol(
            "recovery",
            _("Recovery between two steps"),
            _("How much of a current is back, so long after a first step."),
            (
                holding,
                _number("level", _("Step to"), "mV", 0, -130, 100),
                _length(20),
                *_waits(1, 1000),
                _points(12),
            ),
            _is_channel,
            ("clamping", "recovery"),
        ),
    )


def _of_synapses() -> tuple[BenchProtocol, ...]:
    """What spikes let through."""
    holding = _holding()
    from_mv = _number("lowest", _("Lowest potential"), "mV", -100, -130, 100)
    to_mv = _number("highest", _("Highest potential"), "mV", 60, -130, 100)
    return (
        BenchProtocol(
            "I-V",
            _("Current and voltage"),
            _("The current upon one spike, at each potential."),
            (from_mv, to_mv, _points(17), _length(100)),
            _is_receptor,
            ("synaptic", "receptor_current_voltage"),
        ),
        BenchProtocol(
            "paired",
            _("Pairs of spikes"),
            _("The current upon a second spike, so long after a first."),
            (holding, *_waits(5, 2000), _points(12)),
            _is_excited,
            ("synaptic", "paired_pulse"),
        ),
    )


def _of_drugs() -> tuple[BenchProtocol, ...]:
    """What a drug does to its target."""
    holding = _holding()
    return (
        BenchProtocol(
            "dose",
            _("Dose and response"),
            _("What its target does at each dose."),
            (
                _number("lowest", _("Lowest dose (0: found)"), "µM", 0, 0, 1e5),
                _number("highest", _("Highest dose (0: found)"), "µM", 0, 0, 1e5),
                _points(13),
                _length(500),
                holding,
            ),
            _acts,
            ("doses", "dose_effect"),
        ),
    )


def _over_time() -> tuple[BenchProtocol, ...]:
    """What an element gives in the course of time."""
    return (
        BenchProtocol(
            "course",
            _("Course in time"),
            _("What it gives from time zero on, alone."),
            (_number("duration", _("Length (0: found)"), "ms", 0, 0, 20_000),),
            _has_times,
            ("courses", "stimulus_course"),
        ),
        BenchProtocol(
            "days",
            _("Course over days"),
            _("What it does over days, with what acts on it, without neurons."),
            (_number("length", _("Length (0: found)"), "d", 0, 0, 200),),
            _is_slow,
            ("courses", "days_course"),
        ),
    )


def _holding() -> Parameter:
    return _number("holding", _("Holding potential"), "mV", -65, -130, 60)


def offered(circuit: Circuit, catalog: Catalog, id: str) -> list[BenchProtocol]:
    """Return the protocols that fit an element; none of one whose kind is not known."""
    element = circuit.elements.get(id)
    if element is None or element.kind not in catalog.kinds:
        return []
    return [each for each in protocols() if each.fits(circuit, catalog, id)]


def settled(
    protocol: BenchProtocol, given: Mapping[str, object]
) -> dict[str, float] | list[Problem]:
    """Return all settings of a protocol, some of them given, or what is wrong with those."""
    known = {each.name: each for each in protocol.settings}
    read = {name: _read(known, name, value) for name, value in given.items()}
    wrong = [value for value in read.values() if isinstance(value, Problem)]
    if wrong:
        return wrong
    settings = protocol.defaults() | {n: v for n, v in read.items() if isinstance(v, float)}
    return list(_contradictions(settings)) or settings


def _read(known: Mapping[str, Parameter], name: str, value: object) -> float | Problem:
    if name not in known:
        what = _("there is no setting called “{name}”").format(name=name)
        return Problem(name, what, meant(name, known))
    found = convert(known[name], value)
    return found if isinstance(found, Problem) else float(str(found))


def _contradictions(settings: Mapping[str, float]) -> Iterable[Problem]:
    for low, high in (("lowest", "highest"), ("shortest", "longest")):
        least, most = settings.get(low, 0.0), settings.get(high, 0.0)
        if most and least >= most:
            what = _("it lies not below “{high}”").format(high=high)
            yield Problem(low, what, _("give a smaller number"))


def _number(
    name: str, title: str, unit: str, default: float, low: float, high: float, doc: str = ""
) -> Parameter:
    return Parameter(name, "", unit, float(default), low, high, "linear", doc or title, title=title)


def _points(count: int) -> Parameter:
    title = _("Points")
    return Parameter("points", "n", "1", count, 3, 40, "linear", title, type="integer", title=title)


def _length(ms: float) -> Parameter:
    return _number("duration", _("Length"), "ms", ms, 1, 20_000)


def _waits(shortest: float, longest: float) -> tuple[Parameter, Parameter]:
    return (
        _number("shortest", _("Shortest interval"), "ms", shortest, 0.1, 10_000),
        _number("longest", _("Longest interval"), "ms", longest, 0.2, 20_000),
    )


def _takes(wanted: str) -> Fits:
    """Return whether an element is a neuron that takes an input."""

    def fits(circuit: Circuit, catalog: Catalog, id: str) -> bool:
        kind = catalog.kind(circuit.elements[id].kind)
        return kind.family == NEURON and wanted in kind.inputs

    return fits


def _is_held(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether an element is a neuron that a clamp holds, or a channel in one."""
    return _takes("command")(circuit, catalog, id) or _is_channel(circuit, catalog, id)


def _is_channel(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    kind = catalog.kind(circuit.elements[id].kind)
    host = circuit.host(id)
    return (
        kind.family == CHANNEL
        and host is not None
        and circuit.elements[host].kind in catalog.kinds
        and _takes("command")(circuit, catalog, host)
        and any(state.unit == "pA" for state in kind.states.values())
    )


def _is_excited(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether an element is a receptor, or a synapse onto one, in a neuron that a clamp holds."""
    from circuitlab.analysis.bench.synaptic import receptor_of

    receptor = receptor_of(circuit, catalog, id)
    host = circuit.host(receptor) if receptor is not None else None
    return (
        host is not None
        and circuit.elements[host].kind in catalog.kinds
        and _takes("command")(circuit, catalog, host)
    )


def _is_receptor(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    family = catalog.kind(circuit.elements[id].kind).family
    return family == RECEPTOR and _is_excited(circuit, catalog, id)


def _has_times(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether an element is on from one time to another, and acts on nothing by doses."""
    kind = catalog.kind(circuit.elements[id].kind)
    return kind.family in (STIMULUS, TREATMENT) and kind.parameters.keys() >= {START, STOP}


def _is_slow(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether what an element does takes hours or days."""
    kind = catalog.kind(circuit.elements[id].kind)
    if kind.family == DRUG:
        return any(parameter.unit in _LONG for parameter in kind.parameters.values())
    return kind.family in (TISSUE, GLIA) or (
        kind.family == TREATMENT and START not in kind.parameters
    )


def _acts(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether an element is a drug that acts on something which can be read."""
    from circuitlab.analysis.bench.doses import target_of

    return target_of(circuit, catalog, id) is not None
