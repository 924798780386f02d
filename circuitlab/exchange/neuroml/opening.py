"""A NeuroML file opened: its network as a circuit, laid out, and what of it is not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from circuitlab.catalog.words import Problem
from circuitlab.exchange.building import Building
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuroml.known_cells import CELLS
from circuitlab.exchange.neuroml.known_inputs import CURRENTS, SOURCES, THROUGH_SYNAPSES, weighted
from circuitlab.exchange.neuroml.known_synapses import synapse_found
from circuitlab.exchange.neuroml.neuron_found import NeuronFound
from circuitlab.exchange.neuroml.places import (
    CellAt,
    Inputs,
    alike,
    cell_named,
    ends_of,
    inputs_of,
    joined_cells,
    size_of,
)
from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.exchange.neuroml.reading import NeuromlFiles, children, read
from circuitlab.exchange.order import Told, unheard
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.tidy import tidy
from circuitlab.resources import _, ngettext

MOST_CELLS = 100_000
_SHORTEST_MS = 0.05
_READING, _MAKING = 0.4, 0.55
"""Parts of the time that a file takes: its text, and what is made of it."""
_AT_ONCE = 4096
_ACROSS, _DOWN = 240.0, 200.0


def open_file(path: Path, told: Told = unheard) -> tuple[Circuit, tuple[LeftOut, ...]] | Problem:
    """Return the circuit of a NeuroML file, and what of it is otherwise, or why it is none."""
    files = read(path, lambda part: told(_READING * part))
    if isinstance(files, Problem):
        return files
    making = _Making(files, path.stem, told)
    making.network()
    if not making.standing:
        what = _("There is no cell in the file that is known here")
        said = [str(one) for one in making.building.left_out[:3]]
        return Problem("", "; ".join((what, *said)), _("choose another file"))
    making.building.circuit.apply(tidy(making.building.circuit, making.building.catalog))
    return making.building.finished(), tuple(making.building.left_out)


@dataclass(frozen=True)
class _Standing:
    """A population, or those of its cells that get the same currents."""

    population: str
    element: str
    cells: tuple[int, ...]
    found: NeuronFound | None


class _Making:
    """A circuit in the making."""

    def __init__(self, files: NeuromlFiles, title: str, told: Told) -> None:
        self.files = files
        self.told, self.reached = told, _READING
        self.building = Building(title)
        self.standing: list[_Standing] = []
        self.sizes: dict[str, int] = {}
        self.at: dict[CellAt, tuple[str, int]] = {}
        self.of: dict[str, ET.Element] = {}
        for name, why in files.missed:
            self.building.leave_out(name, why)

    def network(self) -> None:
        """The first network; without one, each cell by itself."""
        networks = self.files.networks
        for other in networks[1:]:
            why = _("only the first network of a file is opened")
            self.building.leave_out(other.get("id", "network"), why)
        network = networks[0] if networks else self._alone()
        inputs, unknown = inputs_of(network)
        for input, target in unknown:
            why = _("its target “{what}” is not understood").format(what=target)
            self.building.leave_out(input, why)
        alone = joined_cells(network)
        for population in children(network, "population"):
            self._population(population, inputs, alone)
        self._let_in(inputs)
        for number, part in enumerate(network):
            self.reached = _READING + _MAKING * number / len(network)
            self.told(self.reached)
            try:
                self._part(part)
            except NotUnderstood as missing:
                self.building.leave_out(part.get("id", part.tag), _not_understood(missing))

    def _part(self, part: ET.Element) -> None:
        """What joins cells."""
        if part.tag == "projection":
            self._projection(part)
        elif part.tag in ("synapticConnection", "synapticConnectionWD"):
            self._single(part)
        elif part.tag == "electricalProjection":
            self._junctions(part)
        elif part.tag not in ("population", "explicitInput", "inputList", *_BESIDE):
            why = _("“{what}” is not known here").format(what=part.tag)
            self.building.leave_out(part.get("id", part.tag), why)

    def _alone(self) -> ET.Element:
        self.building.leave_out("*", _("there is no network: each cell stands by itself"))
        network = ET.Element("network")
        for id, component in self.files.components.items():
            if component.tag in CELLS:
                ET.SubElement(network, "population", id=id, component=id, size="1")
        return network

    # ---- currents

    def _let_in(self, inputs: Inputs) -> None:
        made: dict[str, list[str]] = {}
        for standing in self.standing:
            first = standing.population, standing.cells[0]
            for input, weight in inputs.get(first, {}).items():
                self._one_input(input, weight, standing, made)

    def _one_input(
        self, input: str, weight: float, onto: _Standing, made: dict[str, list[str]]
    ) -> None:
        component = self.files.components.get(input)
        if component is None:
            self.building.leave_out(input, _("there is no such component"))
            return
        try:
            if component.tag in CURRENTS:
                self._drive(component, input, weight, onto, made)
            elif component.tag in THROUGH_SYNAPSES:
                self._fire(component, input, weight, onto)
            else:
                raise NotUnderstood(component.tag)
        except NotUnderstood as missing:
            self.building.leave_out(input, _not_understood(missing))

    def _drive(
        self,
        component: ET.Element,
        input: str,
        weight: float,
        onto: _Standing,
        made: dict[str, list[str]],
    ) -> None:
        unit = onto.found.per_unit if onto.found is not None else 1.0
        key = f"{input} {unit} {weight}"
        if key not in made:
            made[key] = [
                self.building.add(kind, input, weighted(values, weight), label=input)
                for kind, values in CURRENTS[component.tag](component, unit)
            ]
        for stimulus in made[key]:
            self.building.link(stimulus, onto.element, Role.DRIVES, input)

    def _fire(self, component: ET.Element, input: str, weight: float, onto: _Standing) -> None:
        """A source that reaches each cell by a synapse of its own."""
        kind, values = THROUGH_SYNAPSES[component.tag](component)
        size = len(onto.cells)
        source = self.building.add(kind, input, {**values, "size": size}, label=input)
        pairs = [(k, k, weight, _SHORTEST_MS) for k in range(size)]
        self._connect(source, onto.element, component.get("synapse", ""), input, pairs)

    # ---- populations

    def _population(self, population: ET.Element, inputs: Inputs, alone: Set[CellAt]) -> None:
        id, name = population.get("id", ""), population.get("component", "")
        size = size_of(population)
        component = self.files.components.get(name)
        if any(each.population == id for each in self.standing):
            self.building.leave_out(id, _("it stands in the file twice; the first is taken"))
        elif component is None:
            self.building.leave_out(id, _("there is no component “{name}”").format(name=name))
        elif not 0 < size <= MOST_CELLS:
            self.building.leave_out(id, _("{count} cells are not opened").format(count=size))
        else:
            try:
                self._stand(id, component, alike(id, size, inputs, alone))
            except NotUnderstood as missing:
                self.building.leave_out(id, _not_understood(missing))

    def _stand(self, id: str, component: ET.Element, groups: list[tuple[int, ...]]) -> None:
        if component.tag in SOURCES:
            kind, values = SOURCES[component.tag](component)
            everybody = tuple(sorted(cell for group in groups for cell in group))
            self._put(id, kind, values, everybody, None)
            return
        if component.tag not in CELLS:
            raise NotUnderstood(component.tag)
        found = CELLS[component.tag](component, self.files.components)
        for why in found.otherwise:
            self.building.leave_out(component.get("id", id), why)
        for cells in groups:
            neuron = self._put(id, found.kind, found.values, cells, found)
            for kind, more in found.docked:
                self.building.dock(kind, id, neuron, more)

    def _put(
        self,
        id: str,
        kind: str,
        values: Mapping[str, object],
        cells: tuple[int, ...],
        found: NeuronFound | None,
    ) -> str:
        count = len(self.standing)
        at = (200.0 + _ACROSS * (count % 6), 200.0 + _DOWN * (count // 6))
        element = self.building.add(kind, id, {**values, "size": len(cells)}, label=id, at=at)
        for number, cell in enumerate(cells):
            self.at[id, cell] = (element, number)
        self.standing.append(_Standing(id, element, cells, found))
        self.sizes[element] = len(cells)
        return element

    # ---- connections

    def _projection(self, projection: ET.Element) -> None:
        found: dict[tuple[str, str], list[tuple[int, int, float, float]]] = defaultdict(list)
        lost = 0
        links = children(projection, "connection", "connectionWD", "connectionW")
        for number, each in enumerate(links):
            if number % _AT_ONCE == 0:
                self.told(self.reached)
            pre, post = (self._at(each.get(end, "")) for end in ("preCellId", "postCellId"))
            if pre is None or post is None:
                lost += 1
            else:
                delay = max(value(each, "delay", 0.0), _SHORTEST_MS)
                pair = (pre[1], post[1], value(each, "weight", 1.0), delay)
                found[pre[0], post[0]].append(pair)
        where, synapse = projection.get("id", "projection"), projection.get("synapse", "")
        if lost:
            why = ngettext(
                "a cell of {count} connection is not there",
                "cells of {count} connections are not there",
                lost,
            )
            self.building.leave_out(where, why.format(count=lost))
        for (source, target), pairs in found.items():
            self._tried(source, target, synapse, where, pairs)

    def _single(self, connection: ET.Element) -> None:
        ends = [self._at(connection.get(end, "")) for end in ("from", "to")]
        where = f"{connection.get('from')} → {connection.get('to')}"
        if ends[0] is None or ends[1] is None:
            self.building.leave_out(where, _("a cell of it is not there"))
            return
        (source, pre), (target, post) = ends[0], ends[1]
        delay = max(value(connection, "delay", 0.0), _SHORTEST_MS)
        pair = (pre, post, value(connection, "weight", 1.0), delay)
        self._tried(source, target, connection.get("synapse", ""), where, [pair])

    def _at(self, path: str) -> tuple[str, int] | None:
        """Element and number of a cell that is named by its path."""
        cell = cell_named(path)
        return None if cell is None else self.at.get(cell)

    def _tried(
        self,
        source: str,
        target: str,
        synapse: str,
        where: str,
        pairs: list[tuple[int, int, float, float]],
    ) -> None:
        try:
            self._connect(source, target, synapse, where, pairs)
        except NotUnderstood as missing:
            self.building.leave_out(where, _not_understood(missing))

    def _connect(
        self,
        source: str,
        target: str,
        synapse: str,
        where: str,
        pairs: list[tuple[int, int, float, float]],
    ) -> None:
        component = self.files.components.get(synapse)
        if component is None:
            raise NotUnderstood(synapse or "synapse")
        found = synapse_found(component)
        for why in found.otherwise:
            self.building.leave_out(synapse, why)
        pre, post, weights, delays = (list(column) for column in zip(*pairs, strict=True))
        sizes = [found.weight * weight for weight in weights]
        values = dict(found.values)
        kind = self._receptor(found.kind, target, values, synapse)
        self.building.connect(
            source,
            target,
            kind,
            where,
            {
                "u": 0.0,
                **found.synapse,
                "rule": "pairs",
                "pre": pre,
                "post": post,
                "delay": _one_or_all(delays),
            },
            {**values, "weight": _one_or_all(sizes)},
        )

    def _receptor(self, kind: str, target: str, values: dict[str, object], synapse: str) -> str:
        """The kind of a receptor in a neuron; without magnesium where that is not to be had."""
        host = self.building.catalog.kinds[self.building.circuit.elements[target].kind]
        if kind in {*host.docks, *host.receptors}:
            return kind
        if values.pop("mg", None) is not None:
            why = _("the receptors of this cell have no magnesium block")
            self.building.leave_out(synapse, why)
        return "ampa"

    def _junctions(self, projection: ET.Element) -> None:
        for each in projection:
            if not each.tag.startswith("electricalConnection"):
                continue
            ends = [self.at.get(cell) for cell in ends_of(projection, each)]
            gap = self.files.components.get(each.get("synapse", ""))
            where = projection.get("id", "gap")
            if ends[0] is None or ends[1] is None or gap is None:
                self.building.leave_out(where, _("a part of it is not there"))
                continue
            self._junction(ends[0], ends[1], value(gap, "conductance"), where)

    def _junction(
        self, first: tuple[str, int], second: tuple[str, int], g: float, where: str
    ) -> None:
        if self.sizes[first[0]] > 1 or self.sizes[second[0]] > 1:
            why = _("gap junctions between single cells of populations are not opened")
            self.building.leave_out(where, why)
            return
        junction = self.building.add("gap_junction", where, {"g": g})
        for end in dict.fromkeys((first[0], second[0])):
            self.building.link(junction, end, Role.COUPLES, where)


_BESIDE = ("notes", "annotation", "property", "space", "region", "cellSet", "layout")


def _one_or_all(values: list[float]) -> float | list[float]:
    return values[0] if len(set(values)) == 1 else values


def _not_understood(missing: NotUnderstood) -> str:
    return _("“{what}” is not understood").format(what=missing)
