"""How much memory a circuit needs, estimated before anything is allocated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from circuitlab.catalog.spec import Kind
from circuitlab.engine.pairs import expected_pairs
from circuitlab.engine.recipes.values import Settings, Values
from circuitlab.engine.refusal import CannotRun
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.resources import _

_BYTES = 8
_COPIES = 5
"""Of each number: in the recipe, in the plan, in the run, in a snapshot, and room to work in."""
_PER_PAIR = 160
"""Bytes that a connection takes while it is made: indices, slots, weights, and their sorting."""
_GIB = 2.0**30
_UNKNOWN_MEMORY = 4.0 * _GIB
_SHARE = 0.8
"""Part of the free memory that a circuit may take."""


def refuse_what_is_too_large(
    circuit: Circuit, kinds: Mapping[str, Kind], sizes: Mapping[str, int]
) -> None:
    """Refuse a circuit that would not fit into the free memory.

    Parameters
    ----------
    sizes : element → how many cells it stands for

    Raises
    ------
    CannotRun
        With the estimate, at the element that needs most.
    """
    needs = {id: bytes_of(circuit, kinds, sizes, id) for id in kinds}
    total, free = sum(needs.values()), _SHARE * free_memory()
    if total > free:
        what = _(
            "the circuit would need about {needed:.1f} GB of memory, and {free:.1f} GB are free"
        )
        what = what.format(needed=total / _GIB, free=free / _GIB)
        largest = max(needs, key=lambda id: needs[id])
        raise CannotRun(
            largest, what, _("make populations smaller, or connect fewer of their cells")
        )


def free_memory() -> float:
    """Bytes of memory that could be had, as far as the system tells."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        told = dict(line.split(":", 1) for line in lines)
        return 1024.0 * float(told["MemAvailable"].split()[0])
    except (OSError, ValueError, KeyError):
        return _UNKNOWN_MEMORY


def bytes_of(
    circuit: Circuit, kinds: Mapping[str, Kind], sizes: Mapping[str, int], id: str
) -> float:
    """Bytes of an element: its own numbers in every cell, and its connections."""
    kind = kinds[id]
    numbers = 3 * (len(kind.parameters) + len(kind.states) + len(kind.inputs))
    host = circuit.host(id) or id
    own = float(numbers * sizes.get(host, 1) * _BYTES * _COPIES)
    if kind.family != "synapse":
        return own
    p = Values(circuit.elements[id], kind, Settings(1.0, 0, 1.0))
    receptors = [r for r in circuit.targets(id, Role.BINDS) if r in kinds]
    posts = [sizes.get(circuit.host(receptor) or "", 0) for receptor in receptors]
    pres = [sizes.get(source, 0) for source in circuit.sources(id, Role.RELEASES_ONTO)]
    pairs = [expected_pairs(p, pre, post) for pre in pres for post in posts if pre and post]
    return own + _PER_PAIR * sum(pairs)
