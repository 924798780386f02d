"""Synapses as terminals: who reaches whom, after how long, with what weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Kind
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.numerics.noise import keys
from circuitlab.engine.plan.addresses import NOWHERE, ONE, blocks_of
from circuitlab.engine.plan.endings import place_of_ending
from circuitlab.engine.plan.listed_spikes import ticks
from circuitlab.engine.plan.pairs import Pairs, connected, per_pair
from circuitlab.engine.plan.plan import (
    Ending,
    Population,
    Reals,
    Slots,
    Terminals,
    banks_of,
)
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values, numbers_of
from circuitlab.engine.recipes.receptors import relative_weights
from circuitlab.engine.recipes.recipe import Counted, Place, Release
from circuitlab.model.circuit import Circuit
from circuitlab.model.conduction import conduction_ms
from circuitlab.model.effects import Reached
from circuitlab.model.element import Role

_AT_ONCE = 1e-6
"""Steps: a time constant of facilitation that is over before the next spike."""
PEPTIDES = frozenset({"substance_p"})
"""Transmitters that leave from large vesicles, in their own amount."""

_ENTERED = tuple(mechanism for mechanism in MECHANISMS.values() if mechanism.events)
"""Mechanisms that events reach."""

Addresses = Mapping[tuple[str, str, str], Slots]
T = TypeVar("T", bound=np.generic)
Endings = Mapping[tuple[str, str], tuple[Ending, ...]]
TerminalIds = tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class _Reached:
    """The cells of one receptor that a synapse reaches: slots and relative weight of each pair."""

    receptor: str
    host_size: int
    pairs: Pairs
    a: Slots
    b: Slots
    weight: Reals


@dataclass(frozen=True, slots=True)
class _Timing:
    """Milliseconds, or the parameters of depression, that a group of terminals shares.

    Attributes
    ----------
    apart : most spikes of a cell in one step that may arrive apart from each other
    """

    conduction: float = 0.0
    sd: float = 0.0
    use: float = 0.0
    recovery: float = 1.0
    facilitation: float = 0.0
    apart: int = 1


@dataclass(frozen=True, slots=True)
class _Group:
    """The terminals of one population under one element, with their targets one after another.

    Attributes
    ----------
    cell, delay, count : (terminals,) index of the source cell, ms, and number of targets
    silent : whether no spike reaches them and nothing leaves them
    """

    element: str
    pre: Population
    release: int
    timing: _Timing
    cell: Slots
    delay: Reals
    count: Slots
    a: Slots
    b: Slots
    weight: Reals
    silent: bool = False


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What making terminals needs to know of a plan in the making."""

    circuit: Circuit
    kinds: Mapping[str, Kind]
    cells: Mapping[str, Population]
    address: Addresses
    endings: Endings
    settings: Settings
    afferents: dict[str, float] = field(default_factory=dict)

    def values(self, id: str) -> Values:
        return Values(self.circuit.elements[id], self.kinds[id], self.settings)

    def with_mutes(self, group: _Group) -> _Group:
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
    effects: Iterable[Reached] = (),
) -> tuple[Terminals, TerminalIds, dict[str, float]]:
    """Return all terminals, whose they are, and how many events reach a cell of each receptor."""
    cells = {p.cells.element: p for p in populations if p.cells.spiking}
    workshop = _Workshop(circuit, kinds, cells, address, endings, settings)
    groups: list[_Group] = []
    for id, kind in kinds.items():
        recipe = recipe_of(kind.mechanism)
        if recipe.release is not None:
            groups += _synapse(workshop, id, recipe.release)
        if recipe.counted_in is not None:
            groups += _readout(workshop, id, recipe.counted_in)
    groups = [workshop.with_mutes(group) for group in groups]
    groups += _counted_spikes(workshop, effects)
    terminals, ids = _sorted_by_source(groups, list(cells.values()), settings)
    return terminals, ids, workshop.afferents


def by_synapse(ids: TerminalIds) -> dict[str, Slots]:
    """Numbers of each synapse's terminals."""
    numbers: dict[str, list[int]] = {}
    for number, (synapse, _source, _cell) in enumerate(ids):
        numbers.setdefault(synapse, []).append(number)
    return {synapse: np.asarray(mine, np.int64) for synapse, mine in numbers.items()}


def _most_at_once(kind: Kind, p: Values) -> int:
    """Most spikes that a cell can fire in one step: one, but for some sources."""
    recipe = recipe_of(kind.mechanism)
    if recipe.train is not None:
        _tick, spikes = np.unique(ticks(recipe.train(p).times, p.settings), return_counts=True)
        return int(spikes.max(initial=1))
    return recipe.most(p) if recipe.most is not None else 1


def _synapse(workshop: _Workshop, id: str, from_vesicles: Release) -> Iterator[_Group]:
    p = workshop.values(id)
    for source in workshop.circuit.sources(id, Role.RELEASES_ONTO):
        if source not in workshop.cells:
            continue
        pre = workshop.cells[source]
        reached = _reached(workshop, p, source)
        for one in reached:
            afferents = len(one.pairs.pre) / one.host_size
            workshop.afferents[one.receptor] = workshop.afferents.get(one.receptor, 0.0) + afferents
        sd = float(np.mean(numbers_of(p.raw("delay_sd"))))
        timing = _Timing(
            conduction=_conduction(workshop, source, p),
            sd=sd,
            use=p.number("u"),
            recovery=p.number("tau_rec"),
            facilitation=p.number("tau_fac"),
            apart=_most_at_once(workshop.kinds[source], workshop.values(source)) if sd else 1,
        )
        for place, opened in _by_vesicle(workshop.kinds, from_vesicles, reached):
            release = int(workshop.address[id, *place][0])
            yield _grouped(p, pre, release, timing, opened)


def _by_vesicle(
    kinds: Mapping[str, Kind], release: Release, reached: Sequence[_Reached]
) -> list[tuple[Place, list[_Reached]]]:
    """Receptors by the vesicles that open them: those of fast transmitter, or of peptides."""
    split: dict[Place, list[_Reached]] = {release.fast: [], release.peptide: []}
    for one in reached:
        ligands = kinds[one.receptor].ligands
        split[release.peptide if set(ligands) <= PEPTIDES else release.fast].append(one)
    return [(place, opened) for place, opened in split.items() if opened]


def _reached(workshop: _Workshop, p: Values, source: str) -> list[_Reached]:
    """For each receptor of a synapse: the pairs, and their slots and weights."""
    found = []
    for receptor in workshop.circuit.targets(p.element.id, Role.BINDS):
        host = workshop.circuit.host(receptor)
        if host is None or host not in workshop.cells or receptor not in workshop.kinds:
            continue
        size = workshop.cells[host].cells.size
        pairs = connected(p, workshop.cells[source].cells.size, size)
        entered = _entered(workshop, p, source, receptor, pairs)
        found.append(_Reached(receptor, size, pairs, *entered))
    return found


def _entered(
    workshop: _Workshop, p: Values, source: str, receptor: str, pairs: Pairs
) -> tuple[Slots, Slots, Reals]:
    """Slots that an event is added to, and its weight, for each pair: a bouton's, or the cell's.

    What a bouton opens counts by its weight; how much it releases does not depend on it.
    """
    bouton = recipe_of(workshop.kinds[receptor].mechanism).bouton
    a, b = _entry_slots(workshop.address, receptor)
    if bouton:
        where = place_of_ending(workshop.endings[receptor, bouton], p.element.id, source)
        return a[where], b[where], np.ones(len(pairs.post))
    weight = relative_weights(workshop.values(receptor), len(a), pairs.post)
    return a[pairs.post], b[pairs.post], weight


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


def _grouped(
    p: Values, pre: Population, release: int, timing: _Timing, reached: Sequence[_Reached]
) -> _Group:
    """One terminal for all targets that share a source cell and a delay."""
    source = np.concatenate([one.pairs.pre for one in reached])
    delay = np.concatenate([per_pair(p, "delay", len(one.pairs.pre)) for one in reached])
    order = np.lexsort((delay, source))
    source, delay = source[order], delay[order]
    starts = np.ones(len(order), bool)
    starts[1:] = (np.diff(source) != 0) | (np.diff(delay) != 0)
    first = np.nonzero(starts)[0]
    return _Group(
        element=p.element.id,
        pre=pre,
        release=release,
        timing=timing,
        cell=source[first],
        delay=delay[first],
        count=np.diff(first, append=len(order)),
        a=np.concatenate([one.a for one in reached])[order],
        b=np.concatenate([one.b for one in reached])[order],
        weight=np.concatenate([one.weight for one in reached])[order],
    )


def _readout(workshop: _Workshop, id: str, counted_in: Place) -> Iterator[_Group]:
    """Each spike of a recorded cell adds 1000/τ Hz to the read-out, shared among the cells."""
    cells = workshop.cells
    recorded = [cells[s] for s in workshop.circuit.targets(id, Role.RECORDS) if s in cells]
    total = sum(population.cells.size for population in recorded)
    slot = int(workshop.address[id, *counted_in][0])
    for population in recorded:
        size = population.cells.size
        yield _Group(
            element=id,
            pre=population,
            release=ONE,
            timing=_Timing(),
            cell=np.arange(size),
            delay=np.zeros(size),
            count=np.ones(size, np.int64),
            a=np.full(size, slot),
            b=np.full(size, NOWHERE),
            weight=np.full(size, 1000.0 / workshop.values(id).number("tau") / total),
        )


def _counted_spikes(workshop: _Workshop, effects: Iterable[Reached]) -> Iterator[_Group]:
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


def _added(workshop: _Workshop, source: str, target: str, counted: Counted, among: int) -> _Group:
    """Each spike of a neuron's cells, added to rows of what it acts on."""
    pre = workshop.cells[source]
    size = pre.cells.size
    slots = [int(workshop.address[target, *row][0]) for row in counted.rows]
    muted = any(workshop.circuit.elements[id].muted for id in (source, target))
    return _Group(
        element=f"{source} {target}",
        pre=pre,
        release=ONE,
        timing=_Timing(),
        cell=np.arange(size),
        delay=np.zeros(size),
        count=np.ones(size, np.int64),
        a=np.full(size, slots[0]),
        b=np.full(size, slots[1] if len(slots) > 1 else NOWHERE),
        weight=np.full(size, 0.0 if muted else 1.0 / among),
        silent=muted,
    )


def _sorted_by_source(
    groups: Sequence[_Group], cells: Sequence[Population], settings: Settings
) -> tuple[Terminals, TerminalIds]:
    """Terminals of all groups in the order of their source cells; those of none come last."""
    sources = sum(population.cells.size for population in cells)
    source = _joined([_source_of(g, sources) for g in groups], np.int64)
    order = np.argsort(source, kind="stable")
    count = _joined([g.count for g in groups], np.int64)
    targets = np.argsort(np.repeat(np.argsort(order), count), kind="stable")
    target_a = _joined([g.a for g in groups], np.int64)[targets]
    dt = settings.dt

    def each(values: Sequence[float]) -> Reals:
        lengths = [len(g.cell) for g in groups]
        return np.repeat(np.asarray(values, np.float64), lengths)[order]

    terminals = Terminals(
        first=np.searchsorted(source[order], np.arange(sources + 1)).astype(np.int64),
        release=each([g.release for g in groups]).astype(np.int64),
        delay=_joined([(g.delay + g.timing.conduction) / dt for g in groups], np.float64)[order],
        delay_sd=each([g.timing.sd / dt for g in groups]),
        key=_joined([_keys(g, settings) for g in groups], np.uint64)[order],
        use=each([g.timing.use for g in groups]),
        recovery=each([g.timing.recovery / dt for g in groups]),
        facilitation=each([max(g.timing.facilitation / dt, _AT_ONCE) for g in groups]),
        target_first=np.concatenate([[0], np.cumsum(count[order])]).astype(np.int64),
        target_a=target_a,
        target_b=_joined([g.b for g in groups], np.int64)[targets],
        weight=_joined([g.weight for g in groups], np.float64)[targets],
        single=each([float(np.all(g.b == NOWHERE)) for g in groups]).astype(np.uint8),
        block=blocks_of(banks_of(cells), target_a),
        room=np.asarray([2 * sum(g.timing.apart * len(g.cell) for g in groups)], np.int64),
    )
    ids = [(g.element, g.pre.cells.element, int(cell)) for g in groups for cell in g.cell]
    return terminals, tuple(ids[k] for k in order)


def _source_of(group: _Group, nobody: int) -> Slots:
    """(terminals,) number of the cell whose spikes reach each; where none do, that of nobody."""
    return np.where(group.silent, nobody, group.pre.first_source + group.cell)


def _keys(group: _Group, settings: Settings) -> NDArray[np.uint64]:
    cells = group.pre.cells
    return keys(settings.seed, f"{group.element} {cells.element}", cells.size)[group.cell]


def _joined(arrays: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate([np.zeros(0, kind), *arrays])
