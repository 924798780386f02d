"""How much memory a circuit and its recordings need, estimated before anything is allocated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from circuitlab.catalog.families import SYNAPSE
from circuitlab.catalog.spec import Kind
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.pairs import expected_pairs
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.model.circuit import Circuit
from circuitlab.model.connection_count import joints
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array
from circuitlab.resources import _

_BYTES = 8
_COPIES = 5
"""Of each number: in the recipe, in the plan, in the run, in a snapshot, and room to work in."""
_DERIVED = 2
"""Numbers that stand for each parameter, state and input: what equations make of it is kept, too.
Runs of 60,000 cells took 22 to 49 bytes for each, without snapshots."""
_PER_PAIR = 40
"""Bytes that a connection takes while it is made: indices, slots, weights, and their sorting."""
_PER_TERMINAL = 200
"""Bytes of a terminal, with room for events under way to it."""
_PER_JOINT = 850
"""Bytes of a pair of cells that a junction joins, as measured: it is a unit of its own, to which
two voltages are fed and which feeds its current to two cells."""
_PER_BOUTON = 8 * _BYTES * _COPIES
"""Bytes of a bouton with a cleft of its own: its states."""
_OF_A_SAMPLE = 2
"""Copies of a recorded sample: one that is kept, one when all are joined at the end."""
_OF_A_SAMPLE_AT_ONCE = 5
"""Numbers for a sample of the present call: its lowest and highest value, once more where the call
was cut, and what is kept of them."""
_GIB = 2.0**30
_UNKNOWN_MEMORY = 4.0 * _GIB
SHARE = 0.8
"""Part of the free memory that a circuit may take."""


def refuse_what_is_too_large(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    sizes: Mapping[str, int],
    recorded: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Refuse a circuit that would not fit into the free memory, with what is recorded of it.

    Parameters
    ----------
    sizes : element → how many cells it stands for
    recorded : element → numbers that recording it takes for each of its cells

    Raises
    ------
    CannotRun
        With the estimate, at the element that needs most.
    """
    free = SHARE * free_memory()
    needs = {id: bytes_of(circuit, kinds, sizes, id) for id in kinds}
    if sum(needs.values()) > free:
        what = _(
            "the circuit would need about {needed:.1f} GB of memory, and {free:.1f} GB are free"
        )
        remedy = _("make populations smaller, or connect fewer of their cells")
        raise _too_large(needs, free, what, remedy)
    for id in recorded.keys() & kinds.keys():
        needs[id] += recorded[id] * _recorded_cells(circuit, sizes, id) * _BYTES
    if sum(needs.values()) > free:
        what = _(
            "the circuit and its recordings would need about {needed:.1f} GB of memory, "
            "and {free:.1f} GB are free"
        )
        remedy = _("record less, or run for a shorter time")
        raise _too_large(needs, free, what, remedy)


def numbers_recorded(samples: int, at_once: int) -> float:
    """Numbers that recording one quantity of one cell takes.

    Parameters
    ----------
    samples : how many there are at the end
    at_once : how many of them one call of the engine gives
    """
    return float(_OF_A_SAMPLE * samples + _OF_A_SAMPLE_AT_ONCE * min(samples, at_once))


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
    numbers = _DERIVED * (len(kind.parameters) + len(kind.states) + len(kind.inputs))
    host = circuit.host(id) or id
    own = float(numbers * sizes.get(host, 1) * _BYTES * _COPIES)
    if recipe_of(kind.mechanism).sort is Sort.JUNCTION:
        ends = [sizes[end] for end in circuit.targets(id, Role.COUPLES) if end in sizes]
        return own + _PER_JOINT * joints(kind, circuit.elements[id].params, ends)
    if kind.family != SYNAPSE:
        return own
    p = Values(circuit.elements[id], kind, Settings(1.0, 0, 1.0))
    receptors = [r for r in circuit.targets(id, Role.BINDS) if r in kinds]
    posts = [sizes.get(circuit.host(receptor) or "", 0) for receptor in receptors]
    pres = [sizes.get(source, 0) for source in circuit.sources(id, Role.RELEASES_ONTO)]
    pairs = [expected_pairs(p, pre, post) for pre in pres for post in posts if pre and post]
    binding = [receptor for receptor in receptors if recipe_of(kinds[receptor].mechanism).bouton]
    boutons = _PER_BOUTON * len(binding) / max(len(receptors), 1)
    terminals = _PER_TERMINAL if isinstance(p.raw("delay"), Array) else 0
    return own + (_PER_PAIR + terminals + boutons) * sum(pairs)


def _recorded_cells(circuit: Circuit, sizes: Mapping[str, int], id: str) -> int:
    """Values of one quantity of an element: of each cell; of a synapse, of each that fires."""
    sources = circuit.sources(id, Role.RELEASES_ONTO)
    return sum(sizes.get(source, 0) for source in sources) or sizes.get(circuit.host(id) or id, 1)


def _too_large(needs: Mapping[str, float], free: float, what: str, remedy: str) -> CannotRun:
    """What to raise: the estimate, at the element that needs most."""
    largest = max(needs, key=lambda id: needs[id])
    said = what.format(needed=sum(needs.values()) / _GIB, free=free / _GIB)
    return CannotRun(largest, said, remedy)
