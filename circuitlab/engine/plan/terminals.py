"""Synapses as terminals: who reaches whom, after how long, with what weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Kind
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.numerics.noise import keys
from circuitlab.engine.plan.addresses import NOWHERE, ONE
from circuitlab.engine.plan.endings import place_of_ending
from circuitlab.engine.plan.grouping import (
    Bundle,
    Reached,
    T,
    Targets,
    Timing,
    by_number,
    grouped,
    joined,
    joined_targets,
    targets_at,
)
from circuitlab.engine.plan.listed_spikes import ticks
from circuitlab.engine.plan.owners import Owners
from circuitlab.engine.plan.pairs import Pairs, connected
from circuitlab.engine.plan.plan import (
    Bank,
    Ending,
    Population,
    Reals,
    Short,
    Slots,
    banks_of,
)
from circuitlab.engine.plan.terminal_arrays import (
    DELAY_SD,
    DOUBLE,
    FACILITATION,
    LEADS,
    RECOVERY,
    RELEASE,
    SHARED,
    USE,
    Terminals,
    own_words,
)
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.gathering import gathered
from circuitlab.engine.recipes.parameters import Settings, Values, numbers_of
from circuitlab.engine.recipes.recipe import Counted, Place, Release
from circuitlab.model.circuit import Circuit
from circuitlab.model.conduction import conduction_ms
from circuitlab.model.effects import Reached as EffectReached
from circuitlab.model.element import Role

_AT_ONCE = 1e-6
"""Steps: a time constant of facilitation that is over before the next spike."""
PEPTIDES = frozenset({"substance_p"})
"""Transmitters that leave from large vesicles, in their own amount."""

_ENTERED = tuple(mechanism for mechanism in MECHANISMS.values() if mechanism.events)
"""Mechanisms that events reach."""

Order = Slots | Short | None
"""Places of terminals by their sources; None where they stand in that order."""
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

    def targets(self, size: int, a: int, b: int) -> Targets:
        """The same slots, so many times."""
        return targets_at(np.full(size, a), np.full(size, b), self.banks)

    def with_mutes(self, group: Bundle) -> Bundle:
        """The group; silent where its synapse or the neuron before it is muted."""
        owners = (group.element, group.pre.cells.element)
        if not any(self.circuit.elements[id].muted for id in owners):
            return group
        return replace(group, silent=True, weight=np.zeros_like(group.weight))


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
    terminals, ids = _sorted_by_source(groups, list(cells.values()), settings, listed)
    return terminals, ids, workshop.afferents


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
    found = []
    for receptor in workshop.circuit.targets(p.element.id, Role.BINDS):
        host = workshop.circuit.host(receptor)
        if host is None or host not in workshop.cells or receptor not in workshop.kinds:
            continue
        size = workshop.cells[host].cells.size
        pairs = connected(p, workshop.cells[source].cells.size, size)
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
        size = population.cells.size
        yield Bundle(
            element=id,
            pre=population,
            release=ONE,
            timing=Timing(),
            cell=np.arange(size),
            delay=np.zeros(size),
            count=np.ones(size, np.int64),
            targets=workshop.targets(size, slot, NOWHERE),
            weight=np.full(size, 1000.0 / workshop.values(id).number("tau") / total),
        )


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
    pre = workshop.cells[source]
    size = pre.cells.size
    slots = [int(workshop.address[target, *row][0]) for row in counted.rows]
    muted = any(workshop.circuit.elements[id].muted for id in (source, target))
    return Bundle(
        element=f"{source} {target}",
        pre=pre,
        release=ONE,
        timing=Timing(),
        cell=np.arange(size),
        delay=np.zeros(size),
        count=np.ones(size, np.int64),
        targets=workshop.targets(size, slots[0], slots[1] if len(slots) > 1 else NOWHERE),
        weight=np.full(size, 0.0 if muted else 1.0 / among),
        silent=muted,
    )


def _sorted_by_source(
    groups: Sequence[Bundle],
    cells: Sequence[Population],
    settings: Settings,
    listed: frozenset[str],
) -> tuple[Terminals, Owners]:
    """Terminals of all groups in the order of their source cells; those of none come last."""
    sources = sum(population.cells.size for population in cells)
    source = _in(None, [_source_of(g, sources) for g in groups], np.int32)
    order = None if bool(np.all(source[1:] >= source[:-1])) else by_number(source)
    targets, weight = _targets_in(groups, order)
    bundle = _in(order, [np.full(len(g.cell), k, np.int32) for k, g in enumerate(groups)], np.int32)
    terminals = Terminals(
        first=np.searchsorted(_in(order, [source], np.int32), np.arange(sources + 1)),
        own=own_words(
            delay=_in(order, [_steps(g, settings.dt) for g in groups], np.float64),
            bundle=bundle,
            count=_in(order, [g.count for g in groups], np.int64),
            weight=weight,
        ),
        shared=_shared(groups, settings.dt),
        key=_keys(groups, settings, order),
        target_a=targets.a,
        target_b=np.zeros(0, np.int32) if targets.b is None else targets.b,
        weight=weight,
        block=targets.block,
        room=np.asarray([sum(_most_in_a_step(g, listed) for g in groups)], np.int64),
    )
    names = tuple((g.element, g.pre.cells.element) for g in groups)
    return terminals, Owners(names, bundle, _in(order, [g.cell for g in groups], np.int32))


def _most_in_a_step(group: Bundle, listed: frozenset[str]) -> int:
    """Events that it may send in one step; a list's first step sends those at time 0, too."""
    steps = 2 if group.pre.cells.element in listed else 1
    return steps * group.timing.apart * len(group.cell)


def _steps(group: Bundle, dt: float) -> Reals:
    """(terminals,) delay from the cell to where it arrives, in steps."""
    delay = group.delay + group.timing.conduction
    return np.divide(delay, dt, out=delay)


def _in(order: Order, arrays: Sequence[NDArray[Any]], kind: type[T]) -> NDArray[T]:
    """Arrays as one, in an order of its own; as they stand where that is None."""
    values = joined([np.asarray(each, kind) for each in arrays] or [np.zeros(0, kind)])
    return values if order is None else gathered(values, order)


def _targets_in(groups: Sequence[Bundle], order: Order) -> tuple[Targets, Reals]:
    """Targets and weights of all groups, by terminals in this order; not copied where they are."""
    if not groups:
        none = np.zeros(0, np.int32)
        return Targets(none, None, none), np.zeros(0)
    targets, weight = (
        joined_targets([g.targets for g in groups]),
        joined([g.weight for g in groups]),
    )
    if order is None:
        return targets, weight
    count = joined([g.count for g in groups])
    places = _segments((np.cumsum(count) - count)[order], count[order])
    return targets.gathered(places), gathered(weight, places)


def _shared(groups: Sequence[Bundle], dt: float) -> Reals:
    """(bundles × SHARED,) what the terminals of each share, times in steps."""
    shared = np.zeros((len(groups), SHARED))
    for numbers, group in zip(shared, groups, strict=True):
        timing, blocks = group.timing, group.targets.block
        numbers[RELEASE], numbers[DELAY_SD] = group.release, timing.sd / dt
        numbers[USE], numbers[RECOVERY] = timing.use, timing.recovery / dt
        numbers[FACILITATION] = max(timing.facilitation / dt, _AT_ONCE)
        numbers[DOUBLE] = group.targets.b is not None
        numbers[LEADS] = blocks[0] if len(blocks) else NOWHERE
    return shared.reshape(-1)


def _segments(first: Slots, count: Slots) -> Slots:
    """Numbers of stretches one after another, each from ``first`` on."""
    before = np.cumsum(count) - count
    return np.asarray(np.repeat(first - before, count) + np.arange(count.sum()))


def _source_of(group: Bundle, nobody: int) -> Short:
    """(terminals,) number of the cell whose spikes reach each; where none do, that of nobody."""
    if group.silent:
        return np.full(len(group.cell), nobody, np.int32)
    return (group.cell + group.pre.first_source).astype(np.int32, copy=False)


def _keys(groups: Sequence[Bundle], settings: Settings, order: Order) -> NDArray[np.uint64]:
    """(terminals,) of random delays; none where no delay is drawn."""
    if not any(group.timing.sd > 0.0 for group in groups):
        return np.zeros(0, np.uint64)
    return _in(order, [_keys_of(group, settings) for group in groups], np.uint64)


def _keys_of(group: Bundle, settings: Settings) -> NDArray[np.uint64]:
    cells = group.pre.cells
    return keys(settings.seed, f"{group.element} {cells.element}", cells.size)[group.cell]
