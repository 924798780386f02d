"""Cells of a network as its parts name them, and which of them are alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.exchange.neuroml.reading import children

_MOST_DIGITS = 18
_PATH = re.compile(r"(?:\.\./)*(\w+)(?:\[(\d+)\]|/(\d+)(?:/\w+)?)?")

CellAt = tuple[str, int]
"""Population and index."""
Inputs = Mapping[CellAt, Mapping[str, float]]
"""Cell → inputs that it gets, each with its weight."""
_ENDS = ("pre", "post")


def cell_named(path: str) -> CellAt | None:
    """The cell of a path such as ``../pop[3]`` or ``../pop/3/cell``."""
    found = _PATH.fullmatch(path.strip())
    if found is None:
        return None
    return found[1], _whole(found[2] or found[3] or "0")


def ends_of(projection: ET.Element, junction: ET.Element) -> tuple[CellAt, CellAt]:
    """The two cells of a connection by a gap junction."""
    first, second = (
        (projection.get(f"{end}synapticPopulation", ""), _index(junction, end)) for end in _ENDS
    )
    return first, second


def _index(connection: ET.Element, end: str) -> int:
    """Index of a cell that is named by itself, or by its path."""
    text = connection.get(f"{end}Cell", connection.get(f"{end}CellId", "0"))
    if text.isdecimal():
        return _whole(text)
    found = cell_named(text)
    return found[1] if found is not None else 0


def joined_cells(network: ET.Element) -> frozenset[CellAt]:
    """Cells with gap junctions."""
    return frozenset(
        cell
        for projection in children(network, "electricalProjection")
        for junction in projection
        if junction.tag.startswith("electricalConnection")
        for cell in ends_of(projection, junction)
    )


def inputs_of(network: ET.Element) -> tuple[Inputs, list[tuple[str, str]]]:
    """What each cell gets, and inputs with the targets that are not understood."""
    found: dict[CellAt, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    unknown: list[tuple[str, str]] = []
    for input, each in _named_inputs(network):
        cell = cell_named(each.get("target", ""))
        if cell is None:
            unknown.append((input, each.get("target", "")))
            continue
        try:
            weight = value(each, "weight", 1.0)
        except NotUnderstood as missing:
            unknown.append((input, str(missing)))
        else:
            found[cell][input] += weight
    return found, unknown


def _named_inputs(network: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """Each input into a cell, with what names the cell."""
    for each in children(network, "explicitInput"):
        yield each.get("input", ""), each
    for listed in children(network, "inputList"):
        for each in children(listed, "input", "inputW"):
            yield listed.get("component", ""), each


def size_of(population: ET.Element) -> int:
    """How many cells a population has."""
    text = population.get("size", "")
    instances = len(list(children(population, "instance")))
    return _whole(text) if text.isdecimal() else instances


def _whole(digits: str) -> int:
    """A count or an index; of very many digits the first, which is beyond all limits as well."""
    return int(digits[:_MOST_DIGITS])


def alike(id: str, size: int, inputs: Inputs, alone: Set[CellAt]) -> list[tuple[int, ...]]:
    """Cells of a population that get the same inputs, together.

    Parameters
    ----------
    alone : cells that stand by themselves
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for cell in range(size):
        given = tuple(sorted(inputs.get((id, cell), {}).items()))
        groups[cell if (id, cell) in alone else given].append(cell)
    return [tuple(cells) for cells in groups.values()]
