"""What meters record of a run: every step, in one cell of each element.

What a meter makes of it, its reading, is kept at steps of its own, which are the same however the
run is cut into chunks: two equal runs have the same mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

import numpy as np

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.numerics.arrays import Reals
from circuitlab.engine.running.messages import Column
from circuitlab.engine.stepping.derived import Derived, derived
from circuitlab.engine.stepping.simulation import Chunk, Simulation, Watch
from circuitlab.engine.stepping.state_view import StateView, place_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.metered import own_state

_MOST_STIMULI = 64
_BETWEEN_READINGS_MS = 0.25


class Metering:
    """Every value of what meters record, step by step, and of the stimuli beside it.

    For what is computed from several rows these are watched; of what is known between chunks only
    there is the value at the end of each.

    Parameters
    ----------
    beside : watched for somebody else
    """

    def __init__(
        self,
        circuit: Circuit,
        simulation: Simulation,
        catalog: Catalog,
        beside: Sequence[Watch] = (),
    ) -> None:
        self._dt = simulation.plan.settings.dt
        watches = []
        view = simulation.view()
        self._derived: list[Derived] = []
        self._sampled: list[tuple[str, str]] = []
        self._links, self._recorded = circuit.links, _recorded(circuit)
        self._metered = _metered(circuit, self._recorded)
        self._address = simulation.plan.address
        self._catalog = catalog
        self._driving = _driving(circuit, catalog) if self._recorded else []
        for id, state in (*self._metered, *self._driving):
            if place_of(simulation.plan, id, state) is not None:
                watches.append(Watch(id, state))
            elif (made := derived(simulation.plan, view, id, state)) is not None:
                self._derived.append(made)
            elif (id, state) in view:
                self._sampled.append((id, state))
        self._watches = tuple(dict.fromkeys(watches))
        rows = chain.from_iterable(made.watches() for made in self._derived)
        self._every = max(1, round(_BETWEEN_READINGS_MS / self._dt))
        self._readings = [Watch(*key, every=self._every) for key in self._read(circuit, simulation)]
        own = [*self._watches, *rows, *self._readings]
        self._own = len(own)
        simulation.watch([*own, *beside])

    def _read(self, circuit: Circuit, simulation: Simulation) -> list[tuple[str, str]]:
        read = _readings(circuit, self._catalog, self._recorded)
        return [key for key in read if place_of(simulation.plan, *key) is not None]

    def fits(self, circuit: Circuit, simulation: Simulation) -> bool:
        """Whether it still records what it should: no meter and no structure has changed."""
        same = self._address is simulation.plan.address and self._links is circuit.links
        same = same and self._dt == simulation.plan.settings.dt
        same = same and self._metered == _metered(circuit, self._recorded)
        driving = _driving(circuit, self._catalog) if same and self._recorded else []
        read = [(watch.element, watch.state) for watch in self._readings]
        return same and self._driving == driving and self._read(circuit, simulation) == read

    def beside(self, chunk: Chunk) -> Sequence[Reals]:
        """What was watched for somebody else, from a chunk."""
        return chunk.columns[self._own :]

    def of(
        self, chunk: Chunk | None, simulation: Simulation, view: StateView
    ) -> dict[tuple[str, str], Column]:
        """What is recorded, from a chunk."""
        if chunk is None:
            return {}
        columns: dict[tuple[str, str], Column] = {}
        ticks = np.arange(simulation.tick - chunk.steps, simulation.tick)
        times = np.asarray((ticks + 1.0) * self._dt)
        following = iter(chunk.columns)
        for watch, ranges in zip(self._watches, following, strict=False):
            columns[watch.element, watch.state] = (times, ranges[:, 0])
        for made in self._derived:
            rows = list(islice(following, len(made.rows)))
            columns[made.element, made.state] = times, made.values(rows, simulation.plan, view)
        for watch, ranges in zip(self._readings, following, strict=False):
            last = simulation.tick // self._every
            due = np.arange(last - len(ranges) + 1, last + 1) * self._every
            columns[watch.element, watch.state] = np.asarray(due * self._dt), ranges[:, 1]
        for key in self._sampled:
            now = view[key][:1].copy()
            columns[key] = (np.full(1, simulation.time), now)
        return columns


def _recorded(circuit: Circuit) -> list[tuple[str, str]]:
    """Each meter with an element that it records."""
    return [link.key for link in circuit.links.values() if link.role is Role.RECORDS]


def _metered(circuit: Circuit, recorded: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(element, state) of everything that a meter with a quantity records, if it is not muted."""
    quantities = (
        (target, _quantity(circuit, meter))
        for meter, target in recorded
        if not circuit.elements[meter].muted
    )
    return [(target, quantity) for target, quantity in quantities if quantity]


def _readings(
    circuit: Circuit, catalog: Catalog, recorded: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Each meter that reads something itself, with its reading, if it is not muted."""
    meters = dict.fromkeys(meter for meter, _target in recorded)
    return [
        (id, own_state(kind))
        for id in meters
        if (kind := catalog.kinds.get(circuit.elements[id].kind))
        and kind.states
        and not circuit.elements[id].muted
    ]


def _driving(circuit: Circuit, catalog: Catalog) -> list[tuple[str, str]]:
    """Each stimulus that is not muted, with its first state."""
    driving = {link.source for link in circuit.links.values() if link.role is Role.DRIVES}
    return [
        (id, next(iter(kind.states)))
        for id, element in circuit.elements.items()
        if id in driving
        and not element.muted
        and (kind := catalog.kinds.get(element.kind))
        and kind.states
    ][:_MOST_STIMULI]


def _quantity(circuit: Circuit, meter: str) -> str:
    try:
        return str(circuit.value(meter, "quantity"))
    except KeyError:
        return ""
