"""Synapses as terminals: who reaches whom, after how long, with what weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.addresses import NOWHERE, ONE
from circuitlab.engine.plan.endings import place_of_ending
from circuitlab.engine.plan.grouping import (
    Bundle,
    Reached,
    Targets,
    Timing,
    grouped,
    one_each,
    targets_at,
)
from circuitlab.engine.plan.listed_spikes import ticks
from circuitlab.engine.plan.owners import Owners
from circuitlab.engine.plan.pairs import Pairs, connected
from circuitlab.engine.plan.plan import Bank, Ending, Population, Short, Slots, banks_of
from circuitlab.engine.plan.terminal_arrays import Terminals
from circuitlab.engine.plan.terminal_layout import laid_out
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values, numbers_of
from circuitlab.engine.recipes.recipe import Counted, Place, Release
from circuitlab.model.circuit import Circuit
from circuitlab.model.conduction import conduction_ms
from circuitlab.model.effects import Reached as EffectReached
from circuitlab.model.element import Role

PEPTIDES = frozenset({"substance_p"})
"""Transmitters that leave from large vesicles, in their own amount."""

_ENTERED = tuple(mechanism for mechanism in MECHANISMS.values() if mechanism.events)
"""Mechanisms that events reach."""

Addresses = Mapping[tuple[str, str, str], Slots]
Endings = Mapping[tuple[str, str], tuple[Ending, ...]]


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What making terminals needs to know of a plan in the making."""

    circuit: Circuit
    kinds: Mapping[str, Kind]
    cells: Mapping[str, Population]
    address: Addresses
    endings: Endings
    settings: Settings
    banks: Sequence[Bank]
    afferents: dict[str, float] = field(default_factory=dict)

    def values(self, id: str) -> Values:
        return Values(self.circuit.elements[id], self.kinds[id], self.settings)

    def target(self, a: int, b: int = NOWHERE) -> Targets:
        """One target."""
        return targets_at(np.asarray([a]), np.asarray([b]), self.banks)

    def with_mutes(self, group: Bundle) -> Bundle:
        """The group; silent where its synapse or the neuron before it is muted."""
        owners = (group.element, group.pre.cells.element)
        if not any(self.circuit.elements[id].muted for id in owners):
            return group
        return replace(group, silent=True)


def make_terminals(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    populations: Sequence[Population],
    address: Addresses,
    endings: Endings,
    settings: Settings,
    effects: Iterable[EffectReached] = (),
) -> tuple[Terminals, Owners, dict[str, float]]:
    """Return all terminals, whose they are, and how many events reach a cell of each receptor."""
    cells = {p.cells.element: p for p in populations if p.cells.spiking}
    workshop = _Workshop(
        circuit, kinds, cells, address, endings, settings, banks_of(cells.values())
    )
    groups: list[Bundle] = []
    for id, kind in kinds.items():
        recipe = recipe_of(kind.mechanism)
        if recipe.release is not None:
            groups += _synapse(workshop, id, recipe.release)
        if recipe.counted_in is not None:
            groups += _readout(workshop, id, recipe.counted_in)
    groups = [workshop.with_mutes(group) for group in groups]
    groups += _counted_spikes(workshop, effects)
    listed = frozenset(id for id, kind in kinds.items() if recipe_of(kind.mechanism).train)
    terminals, owners = laid_out(groups, list(cells.values()), settings, listed)
    return terminals, owners, workshop.afferents


def _most_at_once(kind: Kind, p: Values) -> int:
    """Most spikes that a cell can fire in one step: one, but for some sources."""
    recipe = recipe_of(kind.mechanism)
    if recipe.train is not None:
        _tick, spikes = np.unique(ticks(recipe.train(p).times, p.settings), return_counts=True)
        return int(spikes.max(initial=1))
    return recipe.most(p) if recipe.most is not None else 1


def _synapse(workshop: _Workshop, id: str, from_vesicles: Release) -> Iterator[Bundle]:
    p = workshop.values(id)
    for source in workshop.circuit.sources(id, Role.RELEASES_ONTO):
        if source not in workshop.cells:
            continue
        pre = workshop.cells[source]
        reached = _reached(workshop, p, source)
        for one in reached:
            afferents = len(one.pairs.pre) / one.size
            workshop.afferents[one.receptor] = workshop.afferents.get(one.receptor, 0.0) + afferents
        sd = float(np.mean(numbers_of(p.raw("delay_sd"))))
        timing = Timing(
            conduction=_conduction(workshop, source, p),
            sd=sd,
            use=p.number("u"),
            recovery=p.number("tau_rec"),
            facilitation=p.number("tau_fac"),
            apart=_most_at_once(workshop.kinds[source], workshop.values(source)) if sd else 1,
        )
        for place, opened in _by_vesicle(workshop.kinds, from_vesicles, reached):
            release = int(workshop.address[id, *place][0])
            yield grouped(p, pre, release, timing, opened)


def _by_vesicle(
    kinds: Mapping[str, Kind], release: Release, reached: Sequence[Reached]
) -> list[tuple[Place, list[Reached]]]:
    """Receptors by the vesicles that open them: those of fast transmitter, or of peptides."""
    split: dict[Place, list[Reached]] = {release.fast: [], release.peptide: []}
    for one in reached:
        ligands = kinds[one.receptor].ligands
        split[release.peptide if set(ligands) <= PEPTIDES else release.fast].append(one)
    return [(place, opened) for place, opened in split.items() if opened]


def _reached(workshop: _Workshop, p: Values, source: str) -> list[Reached]:
    """For each receptor of a synapse: the pairs, and where they lead."""
    found, drawn = [], dict[int, Pairs]()
    for receptor in workshop.circuit.targets(p.element.id, Role.BINDS):
        host = workshop.circuit.host(receptor)
        if host is None or host not in workshop.cells or receptor not in workshop.kinds:
            continue
        size = workshop.cells[host].cells.size
        pairs = drawn.get(size) or connected(p, workshop.cells[source].cells.size, size)
        drawn[size] = pairs
        if not len(pairs.pre) and recipe_of(workshop.kinds[receptor].mechanism).bouton:
            continue  # no pair, no bouton
        found.append(_entered(workshop, p, source, receptor, pairs, size))
    return found


def _entered(
    workshop: _Workshop, p: Values, source: str, receptor: str, pairs: Pairs, size: int
) -> Reached:
    """Where an event is added, for each pair: to a bouton, or to the cell.

    What a bouton opens counts by its weight; how much it releases does not depend on it.
    """
    bouton = recipe_of(workshop.kinds[receptor].mechanism).bouton
    targets = targets_at(*_entry_slots(workshop.address, receptor), workshop.banks)
    at: Slots | Short = pairs.post
    if bouton:
        where = place_of_ending(workshop.endings[receptor, bouton], p.element.id, source)
        at = np.arange(where.start, where.stop)
    return Reached(workshop.values(receptor), size, pairs, targets, at, weighted=not bouton)


def _entry_slots(address: Addresses, receptor: str) -> tuple[Slots, Slots]:
    """Slots that an event at a receptor is added to; the second may be nowhere."""
    entered = next(m for m in _ENTERED if (receptor, m.name, m.events[0]) in address)
    a, *b = (address[receptor, entered.name, state] for state in entered.events)
    return a, b[0] if b else np.full(len(a), NOWHERE, np.int64)


def _conduction(workshop: _Workshop, source: str, p: Values) -> float:
    """Milliseconds along the axon."""
    if "conduction_velocity" not in workshop.kinds[source].parameters:
        return 0.0
    velocity = numbers_of(workshop.values(source).raw("conduction_velocity"))
    return conduction_ms(p.number("path_length"), float(np.mean(velocity)))


def _readout(workshop: _Workshop, id: str, counted_in: Place) -> Iterator[Bundle]:
    """Each spike of a recorded cell adds 1000/τ Hz to the read-out, shared among the cells."""
    cells = workshop.cells
    recorded = [cells[s] for s in workshop.circuit.targets(id, Role.RECORDS) if s in cells]
    total = sum(population.cells.size for population in recorded)
    slot = int(workshop.address[id, *counted_in][0])
    for population in recorded:
        weight = 1000.0 / workshop.values(id).number("tau") / total
        yield one_each(id, population, workshop.target(slot), weight, ONE)


def _counted_spikes(workshop: _Workshop, effects: Iterable[EffectReached]) -> Iterator[Bundle]:
    """Spikes that act by themselves, on tissue and on endings of other axons."""
    ends: dict[tuple[str, str], list[str]] = {}
    for effect, source, target in effects:
        recipe = recipe_of(workshop.kinds[target].mechanism)
        if effect.input in recipe.counted and source in workshop.cells:
            ends.setdefault((target, effect.input), []).append(source)
    for (target, name), sources in ends.items():
        counted = recipe_of(workshop.kinds[target].mechanism).counted[name]
        total = sum(workshop.cells[source].cells.size for source in sources)
        for source in sources:
            yield _added(workshop, source, target, counted, total if counted.mean else 1)


def _added(workshop: _Workshop, source: str, target: str, counted: Counted, among: int) -> Bundle:
    """Each spike of a neuron's cells, added to rows of what it acts on."""
    slots = [int(workshop.address[target, *row][0]) for row in counted.rows]
    made = one_each(
        f"{source} {target}",
        workshop.cells[source],
        workshop.target(*slots[:2]),
        1.0 / among,
        ONE,
    )
    muted = any(workshop.circuit.elements[id].muted for id in (source, target))
    return replace(made, silent=muted)
