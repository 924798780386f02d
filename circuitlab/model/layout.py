"""Where elements stand: tidying by anatomical lanes, aligning, distributing. Canvas units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Role
from circuitlab.model.placement import ENDING, WITH_ENDING
from circuitlab.resources import _

Place = tuple[float, float]

LANES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "skin": (0.0, 290.0),
        "drg": (290.0, 450.0),
        "spinal": (450.0, 880.0),
        "brain": (880.0, 1140.0),
    }
)
"""Left and right border of each anatomical lane."""

TOP, BOTTOM = 130.0, 660.0
ROW = 190.0
APART = 105.0

_BESIDE: Mapping[str, tuple[Place, Place]] = MappingProxyType(
    {
        "drug": ((-70.0, -170.0), (110.0, 0.0)),
        "treatment": ((-70.0, -170.0), (110.0, 0.0)),
        "stimulus": ((-110.0, 0.0), (0.0, 110.0)),
        "tissue": ((0.0, 150.0), (0.0, 110.0)),
        "glia": ((0.0, 190.0), (0.0, 110.0)),
        "meter": ((150.0, -90.0), (0.0, -110.0)),
    }
)
"""For what stands beside a neuron: where first, and which way on when that is taken."""


def tidy(circuit: Circuit, catalog: Catalog) -> Delta:
    """Return the edit that lays a circuit out: neurons in lanes and rows, the rest beside them."""
    places: dict[str, Place] = {}
    free = [id for id in circuit.elements if _stands_free(circuit, catalog, id)]
    neurons = [id for id in free if _family(circuit, catalog, id) == "neuron"]
    onwards = _onwards(circuit, neurons)
    for lane in LANES:
        here = [id for id in neurons if _lane(circuit, catalog, id) == lane]
        places |= _in_columns(here, onwards, places, *LANES[lane])
    for id in free:
        if id not in places:
            places[id] = _beside(circuit, catalog, id, places)
    return circuit.moved(places, _("Tidy"))


def aligned(
    circuit: Circuit, ids: Iterable[str], axis: Literal["x", "y"], label: str = ""
) -> Delta:
    """Return the edit that gives elements the same x, or the same y: their mean."""
    places = {id: (circuit.elements[id].x, circuit.elements[id].y) for id in ids}
    if not places:
        return Delta(label, {})
    index = "xy".index(axis)
    mean = sum(place[index] for place in places.values()) / len(places)
    moved = {id: (mean, y) if axis == "x" else (x, mean) for id, (x, y) in places.items()}
    return circuit.moved(moved, label or _("Align"))


def distributed(
    circuit: Circuit, ids: Iterable[str], axis: Literal["x", "y"], label: str = ""
) -> Delta:
    """Return the edit that spaces elements evenly between the two outermost."""
    index = "xy".index(axis)
    places = {id: (circuit.elements[id].x, circuit.elements[id].y) for id in ids}
    order = sorted(places, key=lambda id: places[id][index])
    if len(order) < 3:
        return Delta(label, {})
    first, last = places[order[0]][index], places[order[-1]][index]
    moved = {}
    for number, id in enumerate(order):
        even = first + (last - first) * number / (len(order) - 1)
        moved[id] = (even, places[id][1]) if axis == "x" else (places[id][0], even)
    return circuit.moved(moved, label or _("Distribute"))


def _stands_free(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Return whether an element has a place of its own that tidying may change."""
    return circuit.host(id) is None and _family(circuit, catalog, id) not in ("synapse", "note", "")


def _family(circuit: Circuit, catalog: Catalog, id: str) -> str:
    kind = kind_of(circuit, catalog, id)
    return kind.family if kind else ""


def _lane(circuit: Circuit, catalog: Catalog, id: str) -> str:
    kind = kind_of(circuit, catalog, id)
    return kind.lane if kind and kind.lane in LANES else "spinal"


def _onwards(circuit: Circuit, neurons: Iterable[str]) -> dict[str, list[str]]:
    """Return for each neuron those that its synapses reach."""
    onwards: dict[str, list[str]] = {}
    for id in neurons:
        hosts = [
            circuit.host(receptor)
            for synapse in circuit.targets(id, Role.RELEASES_ONTO)
            for receptor in circuit.targets(synapse, Role.BINDS)
        ]
        onwards[id] = list(dict.fromkeys(host for host in hosts if host and host != id))
    return onwards


def _in_columns(
    ids: list[str],
    onwards: Mapping[str, list[str]],
    before: Mapping[str, Place],
    left: float,
    right: float,
) -> dict[str, Place]:
    """Return places for the neurons of a lane, a column for each step of the way."""
    fed = {goal for source in before for goal in onwards.get(source, ())}
    ids = sorted(ids, key=lambda id: id not in fed)
    columns: dict[int, list[str]] = {}
    for id, depth in _depths(ids, onwards).items():
        columns.setdefault(depth, []).append(id)
    places: dict[str, Place] = {}
    width = (right - left) / max(len(columns), 1)
    for number, depth in enumerate(sorted(columns)):
        known = {**before, **places}
        column = sorted(columns[depth], key=lambda id: _height_of_sources(id, onwards, known))
        row = max(APART, min(ROW, (BOTTOM - TOP) / max(len(column), 1)))
        top = (TOP + BOTTOM) / 2 - row * (len(column) - 1) / 2
        for place, id in enumerate(column):
            places[id] = (round(left + width * (number + 0.5)), round(top + row * place))
    return places


def _depths(ids: list[str], onwards: Mapping[str, list[str]]) -> dict[str, int]:
    """Return how many neurons of `ids` lie before each; a way back counts for nothing."""
    order = _in_order(ids, onwards)
    rank = {id: number for number, id in enumerate(order)}
    depths = dict.fromkeys(order, 0)
    for id in order:
        for following in onwards[id]:
            if rank.get(following, -1) > rank[id]:
                depths[following] = max(depths[following], depths[id] + 1)
    return depths


def _in_order(ids: list[str], onwards: Mapping[str, list[str]]) -> list[str]:
    """Return `ids` so that each comes before those it leads to; loops start where `ids` do."""
    left = set(ids)
    finished: list[str] = []
    for start in ids:
        if start not in left:
            continue
        left.discard(start)
        path = [(start, iter(onwards[start]))]
        while path:
            id, rest = path[-1]
            following = next((other for other in rest if other in left), None)
            if following is None:
                path.pop()
                finished.append(id)
            else:
                left.discard(following)
                path.append((following, iter(onwards[following])))
    return finished[::-1]


def _height_of_sources(
    id: str, onwards: Mapping[str, list[str]], places: Mapping[str, Place]
) -> float:
    heights = [
        places[source][1] for source, goals in onwards.items() if id in goals and source in places
    ]
    return sum(heights) / len(heights) if heights else math.inf


def _beside(circuit: Circuit, catalog: Catalog, id: str, places: Mapping[str, Place]) -> Place:
    """Return a free place beside the neuron that an element has to do with."""
    element = circuit.elements[id]
    anchor = next((near for near in _near(circuit, id) if near in places), None)
    if anchor is None:
        return (element.x, element.y)
    x, y = places[anchor]
    kind, host = catalog.kind(element.kind), kind_of(circuit, catalog, anchor)
    if kind.lane in ("skin", "") and host is not None and host.glyph == WITH_ENDING:
        x, y = x + ENDING[0], y + ENDING[1]
    (dx, dy), (step_x, step_y) = _BESIDE.get(kind.family, _BESIDE["meter"])
    x, y = x + dx, y + dy
    if kind.lane in LANES and not LANES[kind.lane][0] <= x <= LANES[kind.lane][1]:
        x = sum(LANES[kind.lane]) / 2
    while any(math.dist((x, y), other) < APART for other in places.values()):
        x, y = x + step_x, y + step_y
    return (round(x), round(y))


def _near(circuit: Circuit, id: str) -> Iterator[str]:
    """Yield what an element is linked to, with hosts and neurons behind synapses, nearest first."""
    seen, front = {id}, [id]
    while front:
        here = front.pop(0)
        for other in (*circuit.targets(here), *circuit.sources(here)):
            if other not in seen:
                seen.add(other)
                front.append(other)
                yield other
