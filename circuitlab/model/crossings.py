"""How often wires cross, drawn as straight lines from centre to centre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role

Place = tuple[float, float]
Wire = tuple[str, str]
Reals = NDArray[np.float64]

_AT_ONCE = 1500
"""Lines compared with all others in one piece, which bounds the memory that it takes."""

_CABLES = frozenset({Role.DRIVES, Role.MODULATES, Role.RECORDS, Role.COUPLES})


def axons(circuit: Circuit) -> list[Wire]:
    """Return every pair of neurons that a synapse joins, in order, once each."""
    found = [
        (source, host)
        for link in circuit.links.values()
        if link.role is Role.BINDS and (host := circuit.host(link.target)) is not None
        for source in circuit.sources(link.source, Role.RELEASES_ONTO)
        if source != host
    ]
    return list(dict.fromkeys(found))


def wires(circuit: Circuit) -> list[Wire]:
    """Return every pair of elements between which a wire is drawn."""
    cables = [link.key for link in circuit.links.values() if link.role in _CABLES]
    return [*axons(circuit), *cables]


def crossings(wires: Iterable[Wire], places: Mapping[str, Place]) -> int:
    """Count the pairs of wires that cross. Wires that meet at an end do not.

    Parameters
    ----------
    places : mapping of id to (x, y) in canvas units
        A wire with an end that is not in it is left out.
    """
    known = [pair for pair in wires if pair[0] in places and pair[1] in places]
    if len(known) < 2:
        return 0
    start = _steps([places[source] for source, _target in known])
    end = _steps([places[target] for _source, target in known])
    crossed = 0
    for first in range(0, len(known), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        parted = _parted(start[some], end[some], start, end)
        whole = len(parted) == len(known)
        other = parted if whole else _parted(start, end, start[some], end[some])
        crossed += int(np.count_nonzero(parted & other.T))
    return crossed // 2


def _steps(places: list[Place]) -> Reals:
    """Return places in whole eighths of a canvas unit, in which all that follows is exact."""
    return np.rint(np.array(places, dtype=np.float64) * 8.0)


def _parted(a: Reals, b: Reals, c: Reals, d: Reals) -> NDArray[np.bool_]:
    """Return for each line a–b (row) whether c and d of each line (column) lie on two sides."""
    x, y = (b - a).T
    away = (y * a[:, 0] - x * a[:, 1])[:, None]
    sides = [np.outer(x, point[:, 1]) - np.outer(y, point[:, 0]) + away for point in (c, d)]
    return np.asarray(sides[0] * sides[1] < 0.0)
