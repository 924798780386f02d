"""Synapses as terminals: who reaches whom, after how long, with what weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.noise import keys
from circuitlab.engine.plan import Listed, Population, Reals, Slots, Terminals
from circuitlab.engine.recipes.values import Settings, Values
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array

RESERVED = 8
"""Slots before the first population: slot 0 takes what goes nowhere, slot 1 holds 1."""
_NOWHERE, _ONE = 0, 1
PEPTIDES = frozenset({"substance_p"})
"""Transmitters that leave from large vesicles, in their own amount."""

Addresses = Mapping[tuple[str, str, str], Slots]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Connected cells: (pairs,) index of the source cell and of the target cell."""

    pre: Slots
    post: Slots


Reached = tuple[str, Pairs, tuple[Slots, Slots, Reals]]
"""A receptor, the pairs of cells that reach it, and the pairs' slots and weights."""


@dataclass(slots=True)
class _Gathered:
    """Terminals of one source cell after another, before they are sorted by source."""

    source: list[int] = field(default_factory=list)
    ids: list[tuple[str, str, int]] = field(default_factory=list)
    release: list[int] = field(default_factory=list)
    timing: list[tuple[float, float, float, float]] = field(default_factory=list)
    key: list[np.uint64] = field(default_factory=list)
    targets: list[tuple[Slots, Slots, Reals]] = field(default_factory=list)


def make_terminals(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    populations: Sequence[Population],
    address: Addresses,
    settings: Settings,
) -> tuple[Terminals, tuple[tuple[str, str, int], ...], dict[str, float]]:
    """Return all terminals, whose they are, and how many events reach a cell of each receptor."""
    cells = {p.block.element: p for p in populations if p.block.spiking}
    gathered = _Gathered()
    afferents: dict[str, float] = {}
    for id, kind in kinds.items():
        if kind.family == "synapse":
            _synapse(circuit, kinds, cells, address, settings, id, gathered, afferents)
        elif kind.mechanism == "readout":
            _readout(circuit, kinds, cells, address, settings, id, gathered)
    return _sorted(gathered, cells), tuple(_ids_in_order(gathered)), afferents


def connected(p: Values, pre: int, post: int) -> Pairs:
    """Pairs of cells that a synapse's rule connects, the same for the same seed."""
    rule = str(p.raw("rule"))
    rng = np.random.Generator(np.random.Philox(key=int(p.number("seed"))))
    if rule == "one_to_one":
        both = np.arange(min(pre, post), dtype=np.int64)
        return Pairs(both, both)
    if rule == "pairs":
        return Pairs(_whole(p.raw("pre"), pre), _whole(p.raw("post"), post))
    if rule == "probability":
        chosen = rng.random((pre, post)) < p.number("probability")
        sources, targets = np.nonzero(chosen)
        return Pairs(sources.astype(np.int64), targets.astype(np.int64))
    if rule in ("in_degree", "out_degree"):
        return _fixed_degree(rng, rule, int(p.number("degree")), pre, post)
    grid = np.indices((pre, post)).reshape(2, -1)
    return Pairs(grid[0].astype(np.int64), grid[1].astype(np.int64))


def listed_spikes(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    populations: Sequence[Population],
    settings: Settings,
) -> Listed:
    """Spikes of all spike trains, in order of time."""
    ticks: list[Slots] = []
    sources: list[Slots] = []
    for population in populations:
        kind = kinds[population.block.element]
        if kind.mechanism == "spike_train":
            values = Values(circuit.elements[population.block.element], kind, settings)
            times = np.asarray(values.raw("times"), dtype=np.float64)
            cells = population.first_source + np.arange(population.block.size)
            ticks.append(np.repeat(np.round(times / settings.dt).astype(np.int64), len(cells)))
            sources.append(np.tile(cells, len(times)))
    if not ticks:
        return Listed(np.zeros(0, np.int64), np.zeros(0, np.int64))
    tick, source = np.concatenate(ticks), np.concatenate(sources)
    order = np.lexsort((source, tick))
    return Listed(tick[order], source[order])


def _synapse(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    cells: Mapping[str, Population],
    address: Addresses,
    settings: Settings,
    id: str,
    gathered: _Gathered,
    afferents: dict[str, float],
) -> None:
    for source in circuit.sources(id, Role.RELEASES_ONTO):
        if source not in cells:
            continue
        pre = cells[source]
        p = Values(circuit.elements[id], kinds[id], settings)
        reached = _reached(circuit, kinds, cells, address, p, pre.block.size)
        for receptor, pairs, _targets in reached:
            size = cells[circuit.host(receptor) or ""].block.size
            afferents[receptor] = afferents.get(receptor, 0.0) + len(pairs.pre) / size
        conduction = _conduction(circuit, kinds, settings, source, p)
        for factor, opened in _by_vesicle(kinds, reached):
            release = int(address[id, "transmitter_release", factor][0])
            _gather(gathered, id, pre, p, opened, release, conduction, settings)


def _by_vesicle(
    kinds: Mapping[str, Kind],
    reached: Sequence[Reached],
) -> list[tuple[str, list[Reached]]]:
    """Receptors by what opens them: fast transmitter, or peptides."""
    split: dict[str, list[Reached]] = {"factor": [], "peptide": []}
    for one in reached:
        ligands = kinds[one[0]].ligands
        split["peptide" if set(ligands) <= PEPTIDES else "factor"].append(one)
    return [(factor, opened) for factor, opened in split.items() if opened]


def _reached(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    cells: Mapping[str, Population],
    address: Addresses,
    p: Values,
    pre: int,
) -> list[Reached]:
    """For each receptor of a synapse: the pairs, and their slots and weights."""
    found = []
    for receptor in circuit.targets(p.element.id, Role.BINDS):
        host = circuit.host(receptor)
        if host not in cells or receptor not in kinds:
            continue
        pairs = connected(p, pre, cells[host].block.size)
        a, b = _entry_slots(address, receptor)
        weight = _pair_weights(circuit, receptor, len(pairs.pre))
        found.append((receptor, pairs, (a[pairs.post], b[pairs.post], weight)))
    return found


def _entry_slots(address: Addresses, receptor: str) -> tuple[Slots, Slots]:
    """Slots that an event at a receptor is added to; the second may be nowhere."""
    for mechanism in ("dual_exponential", "nmda"):
        if (receptor, mechanism, "a") in address:
            return address[receptor, mechanism, "a"], address[receptor, mechanism, "b"]
    single = address[receptor, "exponential_current", "a"]
    return single, np.full(len(single), _NOWHERE, np.int64)


def _pair_weights(circuit: Circuit, receptor: str, pairs: int) -> Reals:
    """Relative size of each pair's event: a receptor's weight may be given pair by pair."""
    weight = circuit.elements[receptor].params.get("weight")
    if isinstance(weight, Array) and len(weight) == pairs:
        return np.asarray(weight.values, dtype=np.float64)
    return np.ones(pairs)


def _conduction(
    circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings, source: str, p: Values
) -> float:
    """Milliseconds along the axon: path length (mm) over conduction velocity (m/s)."""
    kind = kinds[source]
    if "conduction_velocity" not in kind.parameters or p.number("path_length") == 0.0:
        return 0.0
    velocity = Values(circuit.elements[source], kind, settings)["conduction_velocity"]
    return float(p.number("path_length") / np.mean(velocity))


def _gather(
    gathered: _Gathered,
    id: str,
    pre: Population,
    p: Values,
    reached: Sequence[Reached],
    release: int,
    conduction: float,
    settings: Settings,
) -> None:
    dt = settings.dt
    delays = np.asarray(_per_pair(p, "delay")) + conduction
    depression = (p.number("u"), p.number("tau_rec") / dt)
    cell_keys = keys(settings.seed, f"{id} {pre.block.element}", pre.block.size)
    sd = float(np.mean(_per_pair(p, "delay_sd"))) / dt
    for cell in range(pre.block.size):
        for delay, chosen in _by_delay(reached, delays, cell):
            gathered.source.append(pre.first_source + cell)
            gathered.ids.append((id, pre.block.element, cell))
            gathered.release.append(release)
            gathered.timing.append((delay / dt, sd, *depression))
            gathered.key.append(cell_keys[cell])
            gathered.targets.append(chosen)


def _by_delay(
    reached: Sequence[Reached], delays: Reals, cell: int
) -> list[tuple[float, tuple[Slots, Slots, Reals]]]:
    """One cell's targets, a group for each delay."""
    groups: dict[float, list[tuple[Slots, Slots, Reals]]] = {}
    for _receptor, pairs, (a, b, weight) in reached:
        mine = np.nonzero(pairs.pre == cell)[0]
        each = delays[mine] if len(delays) > 1 else np.full(len(mine), delays[0])
        for delay in np.unique(each):
            at = mine[each == delay]
            groups.setdefault(float(delay), []).append((a[at], b[at], weight[at]))
    return [
        (delay, tuple(np.concatenate(column) for column in zip(*parts, strict=True)))  # type: ignore[misc]
        for delay, parts in groups.items()
    ]


def _readout(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    cells: Mapping[str, Population],
    address: Addresses,
    settings: Settings,
    id: str,
    gathered: _Gathered,
) -> None:
    """Each spike of a recorded cell adds 1000/τ Hz to the read-out, shared among the cells."""
    p = Values(circuit.elements[id], kinds[id], settings)
    slot = address[id, "pain_readout", "rate"]
    recorded = [cells[source] for source in circuit.targets(id, Role.RECORDS) if source in cells]
    total = sum(population.block.size for population in recorded)
    nowhere = np.full(1, _NOWHERE, np.int64)
    for population in recorded:
        for cell in range(population.block.size):
            gathered.source.append(population.first_source + cell)
            gathered.ids.append((id, population.block.element, cell))
            gathered.release.append(_ONE)
            gathered.timing.append((0.0, 0.0, 0.0, 1.0))
            gathered.key.append(np.uint64(0))
            weight = np.full(1, 1000.0 / p.number("tau") / total)
            gathered.targets.append((slot, nowhere, weight))


def _sorted(gathered: _Gathered, cells: Mapping[str, Population]) -> Terminals:
    order = np.argsort(np.asarray(gathered.source, np.int64), kind="stable")
    count = sum(population.block.size for population in cells.values())
    sources = np.asarray(gathered.source, np.int64)[order]
    timing = np.asarray(gathered.timing, np.float64).reshape(-1, 4)[order]
    targets = [gathered.targets[k] for k in order]
    lengths = np.asarray([len(a) for a, _b, _w in targets], np.int64)
    return Terminals(
        first=np.searchsorted(sources, np.arange(count + 1)).astype(np.int64),
        release=np.asarray(gathered.release, np.int64)[order],
        delay=np.ascontiguousarray(timing[:, 0]),
        delay_sd=np.ascontiguousarray(timing[:, 1]),
        key=np.asarray(gathered.key, np.uint64)[order],
        use=np.ascontiguousarray(timing[:, 2]),
        recovery=np.ascontiguousarray(timing[:, 3]),
        target_first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        target_a=_joined([a for a, _b, _w in targets], np.int64),
        target_b=_joined([b for _a, b, _w in targets], np.int64),
        weight=_joined([w for _a, _b, w in targets], np.float64),
    )


def _ids_in_order(gathered: _Gathered) -> list[tuple[str, str, int]]:
    order = np.argsort(np.asarray(gathered.source, np.int64), kind="stable")
    return [gathered.ids[k] for k in order]


def _joined(arrays: Sequence[np.ndarray], kind: type) -> np.ndarray:  # type: ignore[type-arg]
    return np.concatenate(arrays).astype(kind) if arrays else np.zeros(0, kind)


def _fixed_degree(rng: np.random.Generator, rule: str, degree: int, pre: int, post: int) -> Pairs:
    """``degree`` different partners for each target (in) or for each source (out)."""
    fixed, other = (post, pre) if rule == "in_degree" else (pre, post)
    degree = min(degree, other)
    partners = np.concatenate(
        [np.sort(rng.choice(other, degree, replace=False)) for _cell in range(fixed)]
    )
    own = np.repeat(np.arange(fixed), degree)
    pair = (partners, own) if rule == "in_degree" else (own, partners)
    return Pairs(pair[0].astype(np.int64), pair[1].astype(np.int64))


def _whole(value: object, size: int) -> Slots:
    """Cell numbers of explicit pairs; numbers beyond the population are refused."""
    given = np.asarray(value.values if isinstance(value, Array) else value)
    numbers = given.astype(np.int64)
    if np.any((numbers < 0) | (numbers >= size)):
        raise ValueError(f"a pair names a cell outside 0 to {size - 1}")
    return np.asarray(numbers)


def _per_pair(p: Values, name: str) -> Reals:
    value = p.raw(name)
    return np.atleast_1d(
        np.asarray(value.values if isinstance(value, Array) else value, dtype=np.float64)
    )
