"""A network: populations of cells, projections between them, and inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from circuitlab.exchange.neuroml.body_heat import CELSIUS
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.numbers import number, quantity

_HEAT = {"type": "networkWithTemperature", "temperature": quantity(CELSIUS, "degC")}
_ORDER = ("population", "projection", "electricalProjection", "inputList")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell in a network: its population, and its index there."""

    population: str
    index: int

    @property
    def path(self) -> str:
        """As a connection names it."""
        return f"../{self.population}[{self.index}]"

    @property
    def quantity(self) -> str:
        """As an output names it."""
        return f"{self.population}[{self.index}]"


@dataclass
class NetworkInMaking:
    """A network in the making.

    Attributes
    ----------
    place : (element, index of its cell) → its place
    spikes : elements → places that fire, in the order of the circuit
    """

    document: Document
    place: dict[tuple[str, int], CellPlace] = field(default_factory=dict)
    parts: list[ET.Element] = field(default_factory=list)
    _between: dict[tuple[str, str, str], list[tuple[int, int, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def populate(self, element: str, component: str, cells: NDArray[np.int64]) -> str:
        """Add a population of cells of an element that are alike."""
        id = self.document.ids.new(element, "pop")
        values = {"id": id, "component": component, "size": str(len(cells))}
        self.parts.append(made("population", values))
        for index, cell in enumerate(cells.tolist()):
            self.place[element, cell] = CellPlace(id, index)
        return id

    def connect(
        self, source: CellPlace, target: CellPlace, synapse: str, weight: float, delay: float
    ) -> None:
        """Join two cells by a synapse; the delay in ms."""
        key = source.population, target.population, synapse
        self._between[key].append((source.index, target.index, weight, delay))

    def join(self, first: CellPlace, second: CellPlace, junction: str) -> None:
        """Join two cells by a gap junction."""
        id = self.document.ids.new(first.population, second.population, "gap")
        ends = {"preCell": str(first.index), "postCell": str(second.index), "synapse": junction}
        only = made("electricalConnection", {"id": "0", **ends})
        names = {
            "presynapticPopulation": first.population,
            "postsynapticPopulation": second.population,
        }
        self.parts.append(made("electricalProjection", {"id": id, **names}, [only]))

    def inject(self, component: str, targets: Iterable[CellPlace]) -> None:
        """Let an input into cells."""
        by_population: dict[str, list[CellPlace]] = defaultdict(list)
        for target in targets:
            by_population[target.population].append(target)
        for population, places in by_population.items():
            inputs = [
                made("input", {"id": str(k), "target": place.path, "destination": "synapses"})
                for k, place in enumerate(places)
            ]
            id = self.document.ids.new(component, population, "in")
            values = {"id": id, "component": component, "population": population}
            self.parts.append(made("inputList", values, inputs))

    def whole(self, id: str) -> ET.Element:
        """The network as an element."""
        parts = [*self.parts, *self._projections()]
        parts.sort(key=lambda part: _ORDER.index(part.tag))
        heat = _HEAT if self.document.is_warm else {}
        return made("network", {"id": id, **heat}, parts)

    def _projections(self) -> Iterable[ET.Element]:
        for (source, target, synapse), pairs in self._between.items():
            id = self.document.ids.new(source, target, "proj")
            ends = {"presynapticPopulation": source, "postsynapticPopulation": target}
            links = [
                made(
                    "connectionWD",
                    {
                        "id": str(k),
                        "preCellId": f"../{source}[{pre}]",
                        "postCellId": f"../{target}[{post}]",
                        "weight": number(weight),
                        "delay": quantity(delay, "ms"),
                    },
                )
                for k, (pre, post, weight, delay) in enumerate(pairs)
            ]
            yield made("projection", {"id": id, **ends, "synapse": synapse}, links)
