"""Connections of a plan: which cell reaches which, through what, how strongly and how late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.receptors import relative_weights
from circuitlab.exchange.neuroml.receptors import RECEPTORS, VesiclePool
from circuitlab.model.circuit import Circuit


class CellConnection(NamedTuple):
    """What a spike of one cell does to another.

    Attributes
    ----------
    source : number of its cell among all that fire
    receptor, mechanism, cell : where it ends: an element, its mechanism in the cell, and which cell
    bouton : mechanism of the cleft it is released into, if it is, and number of its bouton
    size : of its event, or weight of its bouton
    release : of a bouton, how much transmitter against one release
    delay : ms
    """

    source: int
    receptor: str
    mechanism: str
    cell: int
    bouton: tuple[str, int] | None
    size: float
    release: float
    delay: float
    pool: VesiclePool


class _End(NamedTuple):
    receptor: str
    mechanism: str
    cell: int
    bouton: tuple[str, int] | None
    weight: float


def connections(plan: Plan, circuit: Circuit) -> Iterator[CellConnection]:
    """All connections of a plan that end on a receptor, in the order of their sources."""
    ends, terminals, dt = _ends(plan, circuit), plan.terminals, plan.settings.dt
    starts, targets, releases = terminals.first, terminals.target_first, terminals.release
    recovery, facilitation = terminals.recovery, terminals.facilitation
    use, delays = terminals.use, terminals.delay
    for source in range(plan.source_count):
        for terminal in range(starts[source], starts[source + 1]):
            pool = VesiclePool(
                float(use[terminal]),
                float(recovery[terminal]) * dt,
                float(facilitation[terminal]) * dt,
            )
            release = float(plan.state[releases[terminal]])
            delay = _delay(float(delays[terminal])) * dt
            first, end = targets[terminal : terminal + 2]
            for k in range(first, end):
                found = ends.get(int(terminals.target_a[k]))
                if found is not None:
                    size = release * float(terminals.weight[k])
                    yield _connection(source, found, size, delay, pool)


def _connection(
    source: int, end: _End, size: float, delay: float, pool: VesiclePool
) -> CellConnection:
    weight, release = (end.weight, size) if end.bouton else (size, 1.0)
    place = (end.receptor, end.mechanism, end.cell, end.bouton)
    return CellConnection(source, *place, weight, release, delay, pool)


def _delay(steps: float) -> int:
    """Steps after which an event arrives: at least one."""
    return max(round(steps), 1)


def varying_delays(plan: Plan) -> dict[str, float]:
    """Synapse → standard deviation (ms) of its delays, where they are drawn for each spike."""
    sd = plan.terminals.delay_sd * plan.settings.dt
    return {
        synapse: float(sd[numbers].max(initial=0.0))
        for synapse, numbers in plan.terminals_of.items()
        if len(numbers) and sd[numbers].max(initial=0.0) > 0.0
    }


def _ends(plan: Plan, circuit: Circuit) -> dict[int, _End]:
    """Slot that an event is added to → where that is."""
    found: dict[int, _End] = {}
    for (element, mechanism, row), slots in plan.address.items():
        known = MECHANISMS.get(mechanism)
        if known is None or not known.events or row != known.events[0]:
            continue
        if mechanism in RECEPTORS:
            for cell, slot in enumerate(slots):
                found[int(slot)] = _End(element, mechanism, cell, None, 1.0)
        else:
            found |= _boutons(plan, circuit, element, mechanism, slots)
    return found


def _boutons(
    plan: Plan, circuit: Circuit, element: str, mechanism: str, slots: np.ndarray
) -> dict[int, _End]:
    """Boutons on a receptor that binds transmitter in clefts; of other things, nothing."""
    endings = plan.endings.get((element, mechanism), ())
    receptor = _receptor_with(plan, element, mechanism)
    if not endings or receptor is None:
        return {}
    posts = [ending.post for ending in endings]
    values = _values(plan, circuit, element)
    weights = np.concatenate([relative_weights(values, values.size, post) for post in posts])
    cells = np.concatenate(posts)
    return {
        int(slot): _End(element, receptor, int(cells[j]), (mechanism, j), float(weights[j]))
        for j, slot in enumerate(slots)
    }


def _values(plan: Plan, circuit: Circuit, element: str) -> Values:
    from circuitlab.catalog.load import default_catalog

    host = plan.cell_of[element]
    size = plan.populations[plan.numbers[host, ""]].cells.size
    given = circuit.elements[element]
    return Values(given, default_catalog().kinds[given.kind], plan.settings, size)


def _receptor_with(plan: Plan, element: str, bouton: str) -> str | None:
    """Mechanism of the receptor in the cell whose boutons these are."""
    recipe = recipe_of(plan.mechanisms_of[element])
    return recipe.name if recipe.bouton == bouton and recipe.name in RECEPTORS else None


def values_at(plan: Plan, at: CellConnection) -> Mapping[str, float]:
    """What the receptor of a connection holds in its cell, with what lies under its bouton."""
    found = _row_values(plan, at.receptor, at.mechanism, at.cell)
    if at.bouton is not None:
        mechanism, number = at.bouton
        found |= _row_values(plan, at.receptor, mechanism, number)
        found["transmitter"] = found["transmitter"] * at.release
    return found


def _row_values(plan: Plan, element: str, mechanism: str, number: int) -> dict[str, float]:
    known = MECHANISMS[mechanism]
    found = {}
    for name in (*known.parameters, *known.inputs):
        slots = plan.address.get((element, mechanism, name))
        if slots is not None:
            found[name] = float(plan.state[slots[number if len(slots) > 1 else 0]])
    return found
