"""Which cells gap junctions join, and how strongly they may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.catalog.words import format_number
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.pairs import Pairs, connected
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Numbers, Settings, Values
from circuitlab.engine.recipes.populations import Made
from circuitlab.engine.recipes.receptors import capacitance_of
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.resources import _

STRONGEST = 0.25
"""Greatest dt g/C of all junctions of a cell together. Their current follows the voltages of the
last step, which would swing from step to step beyond 0.5."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A junction with the two neurons that it joins, which may be one, and the pairs of cells."""

    p: Values
    ends: tuple[Values, Values]
    pairs: Pairs

    def made(self) -> Made:
        """What its recipe makes of it."""
        recipe = recipe_of(self.p.kind.mechanism)
        return recipe.make(self.p, *self.ends, (self.pairs.pre, self.pairs.post))


def joined(
    circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings, id: str
) -> Joined | None:
    """What a junction joins; None where it has no two ends, and where no pair of cells is joined.

    One end stands for both in a population: there it joins cells among themselves.
    """
    ends = [
        _cells(circuit, kinds, settings, end)
        for end in circuit.targets(id, Role.COUPLES)
        if end in kinds and recipe_of(kinds[end].mechanism).sort is Sort.CELL
    ]
    p = Values(circuit.elements[id], kinds[id], settings, 1)
    if not ends:
        return None
    first, second = ends[0], ends[-1]
    pairs = _within(p, first.size) if len(ends) == 1 else connected(p, first.size, second.size)
    return Joined(p, (first, second), pairs) if len(pairs.pre) else None


def _cells(circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings, id: str) -> Values:
    one = Values(circuit.elements[id], kinds[id], settings)
    return Values(one.element, one.kind, settings, int(one.number("size")))


def _within(p: Values, size: int) -> Pairs:
    """Pairs of different cells of one population, each once; one to one joins each to the next."""
    if p.raw("rule") == "one_to_one":
        return Pairs(np.arange(size - 1, dtype=np.int32), np.arange(1, size, dtype=np.int32))
    pairs = connected(p, size, size)
    once = pairs.pre < pairs.post
    return Pairs(pairs.pre[once], pairs.post[once])


def is_junction(kind: Kind) -> bool:
    """Whether elements of a kind join two cells."""
    return recipe_of(kind.mechanism).sort is Sort.JUNCTION


def refuse_too_strong(circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings) -> None:
    """Refuse junctions that would let voltages swing from step to step.

    Raises
    ------
    CannotRun
        At the junction by which a cell has too much.
    """
    found = (joined(circuit, kinds, settings, id) for id in kinds if is_junction(kinds[id]))
    every = [one for one in found if one is not None]
    load: dict[str, Numbers] = {}
    for one in every:
        for end, strength in _loads(one):
            id = end.element.id
            load[id] = load.get(id, np.zeros(end.size)) + strength
            if load[id].max() > STRONGEST:
                raise _too_strong(one, end, int(np.argmax(load[id])))


def _loads(one: Joined) -> Iterator[tuple[Values, Numbers]]:
    """How much of its voltage each cell of each end gives and takes in a step."""
    for end, cells in zip(one.ends, (one.pairs.pre, one.pairs.post), strict=True):
        number = np.bincount(cells, minlength=end.size)
        yield end, number * one.p["g"] * end.settings.dt / capacitance_of(end)


def _too_strong(one: Joined, end: Values, cell: int) -> CannotRun:
    settings, capacitance = end.settings, float(capacitance_of(end)[cell])
    what = _("gap junctions join a cell of {c} pF with more than {most} nS in all").format(
        c=format_number(capacitance), most=format_number(STRONGEST * capacitance / settings.dt)
    )
    remedy = _("lower the conductance, join fewer cells, or take a step below {dt} ms")
    return CannotRun(one.p.element.id, what, remedy.format(dt=format_number(settings.dt)))
