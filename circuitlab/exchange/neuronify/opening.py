"""Neuronify's nodes and edges as elements and links, with their numbers in our units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from circuitlab.catalog.words import Problem
from circuitlab.exchange.building import Building
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuronify.reading import FileEdge, FileNode, NeuronifyFile, read
from circuitlab.exchange.order import Told, unheard
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.resources import _

APART = 320.0
"""Canvas units between the nearest two neurons."""
_LARGEST_SCALE = 6.0
_LEFT, _TOP = 160.0, 180.0
_MOST_PF = 1000.0
"""Capacitance of the largest cell; older files have a million times as much, and such currents."""
_TOUCHES_MS = 1000.0
_PUSH_MV = 60.0
"""How far a synapse that fires its target at once would lift it: above any threshold."""
_PUSH_MS = 1.0
_SHORTEST_MS = 1e-3
"""Time constant of a membrane without a capacitance or a resistance."""

_NEURONS: Mapping[str, bool] = MappingProxyType(
    {
        "LeakyNeuron": False,
        "LeakyInhibitoryNeuron": False,
        "PassiveNeuron": False,
        "InhibitoryNeuron": False,
        "AdaptationNeuron": True,
        "AdaptationInhibitoryNeuron": True,
    }
)
"""Neurons that are known → whether they adapt."""
_METERS: Mapping[str, str] = MappingProxyType(
    {"Voltmeter": "voltmeter", "SpikeDetector": "raster", "RasterPlot": "raster"}
)
_SYNAPSES = frozenset({"CurrentSynapse", "ImmediateFireSynapse", "Edge", "Synapse", ""})


def open_file(path: Path, told: Told = unheard) -> tuple[Circuit, tuple[LeftOut, ...]] | Problem:
    """Return the circuit of a file of Neuronify, and what of it is otherwise, or why it is none."""
    found = read(path)
    if isinstance(found, Problem):
        return found
    making = _Making(found, path.stem)
    return making.finished(told), tuple(making.building.left_out)


class _Making:
    """A circuit in the making of a file."""

    def __init__(self, file: NeuronifyFile, title: str) -> None:
        self.file = file
        self.building = Building(title)
        self.ids: dict[int, str] = {}
        self.told: set[str] = set()
        self.less = self._less()
        self.scale, self.corner = _laid_out(file.nodes)

    def finished(self, told: Told) -> Circuit:
        """The whole circuit."""
        nodes, edges = self.file.nodes, self.file.edges
        count = len(nodes) + len(edges)
        for number, node in enumerate(nodes):
            told(number / count)
            self._node(number, node)
        for number, edge in enumerate(edges, len(nodes)):
            told(number / count)
            self._edge(edge)
        return self.building.finished()

    # ---- nodes

    def _node(self, number: int, node: FileNode) -> None:
        if node.what in _NEURONS or node.what.endswith("Neuron"):
            self.ids[number] = self._neuron(number, node)
        elif node.what in _METERS:
            self.ids[number] = self._add(_METERS[node.what], number, node)
        elif node.what in _SOURCES:
            self.ids[number] = _SOURCES[node.what](self, number, node)
        elif isinstance(text := node.said.get("text"), str) and text:
            self.ids[number] = self._add("note", number, node, text=text)
        else:
            why = _("“{what}” is not known here").format(what=node.what or "?")
            self.building.leave_out(self._where(number), why)

    def _neuron(self, number: int, node: FileNode) -> str:
        if node.what not in _NEURONS:
            why = _("“{what}” is taken as a leaky neuron").format(what=node.what)
            self.building.leave_out(self._where(number), why)
        values = self._membrane(node)
        if not _NEURONS.get(node.what, False):
            return self._add("lif_current", number, node, **values)
        leak = values["c_m"] / values.pop("tau_m")
        neuron = self._add("lif_conductance", number, node, g_l=leak, **values)
        self._adapting(number, node, neuron, values["e_l"])
        return neuron

    def _membrane(self, node: FileNode) -> dict[str, float]:
        """A leaky neuron: capacitance, resistance and potentials in our units."""
        farad = node.number("capacitance", otherwise=2e-10)
        ohm = node.number("resistance", otherwise=1e8)
        rest = 1e3 * node.number("restingPotential", otherwise=-0.07)
        return {
            "c_m": 1e12 * farad * self.less,
            "tau_m": max(1e3 * farad * ohm, _SHORTEST_MS),
            "e_l": rest,
            "v_th": 1e3 * node.number("threshold", otherwise=-0.055),
            "v_reset": 1e3 * node.number("initialPotential", otherwise=-0.08),
            "t_ref": 1e3 * node.number("refractoryPeriod", otherwise=0.002),
            "v_init": rest,
        }

    def _adapting(self, number: int, node: FileNode, neuron: str, rest: float) -> None:
        """A conductance to rest that grows with each of its spikes: a synapse onto itself."""
        self.building.connect(
            neuron,
            neuron,
            "exp_conductance",
            self._where(number),
            {"u": 0.0, "delay": 0.05},
            {
                "weight": 1e9 * node.number("adaptation", otherwise=1e-8) * self.less,
                "tau_syn": 1e3 * node.number("timeConstant", otherwise=0.5),
                "e_rev": rest,
            },
        )

    def _add(self, kind: str, number: int, node: FileNode, **values: object) -> str:
        at = tuple(
            place + self.scale * (here - first)
            for place, here, first in zip((_LEFT, _TOP), (node.x, node.y), self.corner, strict=True)
        )
        where = self._where(number)
        return self.building.add(kind, where, values, label=node.label, at=(at[0], at[1]))

    def clamp(self, number: int, node: FileNode) -> str:
        """A steady current."""
        ampere = node.number("currentOutput", otherwise=math.nan)
        if math.isnan(ampere):
            ampere = 1e-6 * node.number("currentOutputScaled", otherwise=1e-3)
        return self._add("current_step", number, node, amplitude=self._current(ampere), start=0.0)

    def swinging(self, number: int, node: FileNode) -> str:
        """A current that swings."""
        ampere = node.number("amplitude", otherwise=1e-9)
        frequency = node.number("frequency", otherwise=10.0)
        values = {"amplitude": self._current(ampere), "frequency": frequency, "start": 0.0}
        return self._add("sine", number, node, **values)

    def random(self, number: int, node: FileNode) -> str:
        """Spikes at random."""
        return self._add("poisson", number, node, rate=node.number("rate", otherwise=100.0))

    def regular(self, number: int, node: FileNode) -> str:
        """Spikes at equal intervals."""
        rate = max(node.number("rate", "firingRate", otherwise=10.0), 1e-3)
        return self._add("regular_train", number, node, period=1e3 / rate)

    def touch(self, number: int, node: FileNode) -> str:
        """A sensor that is touched by hand: here, once a second."""
        why = _("a touch by hand is taken as one each second: set the times in the spike train")
        self.building.leave_out(self._where(number), why)
        return self._add("spike_train", number, node, times=[500.0], period=_TOUCHES_MS)

    # ---- edges

    def _edge(self, edge: FileEdge) -> None:
        source, target = self.ids.get(edge.source), self.ids.get(edge.target)
        if source is None or target is None:
            return
        first, second = self.file.nodes[edge.source], self.file.nodes[edge.target]
        if first.what in _METERS or second.what in _METERS:
            meter, seen = (source, target) if first.what in _METERS else (target, source)
            self.building.link(meter, seen, Role.RECORDS, self._between(edge))
        elif first.what in _CURRENTS:
            self.building.link(source, target, Role.DRIVES, self._between(edge))
        elif edge.what in _SYNAPSES and self._is_cell(edge.target):
            self._synapse(edge, source, target)
        else:
            why = _("a “{what}” is not known here").format(what=edge.what)
            self.building.leave_out(self._between(edge), why)

    def _synapse(self, edge: FileEdge, source: str, target: str) -> None:
        """A current at each spike; what fires at once is a current that is strong enough."""
        conducts = _NEURONS.get(self.file.nodes[edge.target].what, False)
        receptor = "exp_inflow" if conducts else "exp_current"
        weight, tau, delay = self._strength(edge)
        sign = -1.0 if self.file.nodes[edge.source].inhibits else 1.0
        self.building.connect(
            source,
            target,
            receptor,
            self._between(edge),
            {"u": 0.0, "delay": max(delay, 0.05)},
            {"weight": sign * weight, "tau_syn": tau},
        )

    def _strength(self, edge: FileEdge) -> tuple[float, float, float]:
        """Current (pA), time constant and delay (ms) of a synapse."""
        node, onto = self.file.nodes[edge.source], self.file.nodes[edge.target]
        if edge.what == "ImmediateFireSynapse" or node.what == "TouchSensor":
            self._once(
                _("what fires its target at once is a strong current of {tau} ms").format(tau=1)
            )
            capacitance = self._membrane(onto)["c_m"]
            return _PUSH_MV * capacitance / _PUSH_MS, _PUSH_MS, 0.05
        if not edge.what and "fireOutput" in node.engine:
            return self._of_the_oldest(node, onto)
        self._once(_("currents of a synapse add up; in Neuronify each spike begins them anew"))
        ampere = edge.number("maximumCurrent", otherwise=3e-9)
        tau, delay = edge.number("tau", otherwise=2e-3), edge.number("delay", otherwise=5e-3)
        if edge.engine.get("alphaFunction") is True:
            self.building.leave_out(
                self._between(edge), _("its alpha function is an exponential of the same charge")
            )
            ampere *= math.e
        return self._current(ampere), 1e3 * tau, 1e3 * delay

    def _of_the_oldest(self, node: FileNode, onto: FileNode) -> tuple[float, float, float]:
        """A conductance that a spike adds, as the current that it lets pass below threshold."""
        self._once(_("the conductances of synapses in this old file are taken as currents"))
        siemens = node.number("fireOutput", otherwise=0.0)
        below = 0.5 * (
            onto.number("restingPotential", otherwise=-0.07)
            + onto.number("threshold", otherwise=-0.055)
        )
        driving = onto.number("synapticPotential", otherwise=0.05) - below
        tau = onto.number("synapticTimeConstant", otherwise=0.01)
        return self._current(siemens * driving), 1e3 * tau, 0.05

    def _is_cell(self, number: int) -> bool:
        return self.file.nodes[number].what.endswith("Neuron")

    def _current(self, ampere: float) -> float:
        return 1e12 * ampere * self.less

    def _less(self) -> float:
        """How much smaller capacitances and currents are written: potentials stay the same."""
        cells = [node for node in self.file.nodes if node.what.endswith("Neuron")]
        largest = max((1e12 * c.number("capacitance", otherwise=2e-10) for c in cells), default=0.0)
        if largest <= _MOST_PF:
            return 1.0
        why = _("capacitances, conductances and currents are {times} times smaller than there")
        self.building.leave_out("*", why.format(times=f"{largest / _MOST_PF:.4g}"))
        return _MOST_PF / largest

    def _once(self, why: str) -> None:
        if why not in self.told:
            self.told.add(why)
            self.building.leave_out("*", why)

    def _where(self, number: int) -> str:
        return f"nodes[{number}]"

    def _between(self, edge: FileEdge) -> str:
        return f"edges[{edge.source} → {edge.target}]"


def _laid_out(nodes: Iterable[FileNode]) -> tuple[float, tuple[float, float]]:
    """How much larger positions become, and which point comes to the corner."""
    places = [(node.x, node.y) for node in nodes]
    if not places:
        return 1.0, (0.0, 0.0)
    cells = [(node.x, node.y) for node in nodes if node.what.endswith("Neuron")]
    nearest = min(
        (math.dist(a, b) for k, a in enumerate(cells[:500]) for b in cells[:k] if a != b),
        default=APART,
    )
    scale = min(max(APART / nearest, 1.0), _LARGEST_SCALE)
    return scale, (min(x for x, _y in places), min(y for _x, y in places))


_SOURCES: Mapping[str, Callable[[_Making, int, FileNode], str]] = MappingProxyType(
    {
        "CurrentClamp": _Making.clamp,
        "ACClamp": _Making.swinging,
        "PoissonGenerator": _Making.random,
        "IrregularSpikeGenerator": _Making.random,
        "RegularSpikeGenerator": _Making.regular,
        "RhythmGenerator": _Making.regular,
        "TouchSensor": _Making.touch,
    }
)
"""What drives neurons → how it is made."""
_CURRENTS = frozenset({"CurrentClamp", "ACClamp"})
