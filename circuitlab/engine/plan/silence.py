"""What is muted stays in the plan, so that it can act again at any moment, and acts on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.addresses import differs
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.populations import Feed, Made, MechanismUse, Row
from circuitlab.engine.recipes.recipe import Recipe, Sort
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.mutes import muted_in


def without_current(made: Made, recipe: Recipe) -> Made:
    """What docks, with nothing left of the rows that make its current; its layout stays."""
    docked = tuple(_without(use, recipe.strength) for use in made.docked)
    return replace(made, docked=docked)


def let_go(made: Made, recipe: Recipe) -> Made:
    """An electrode that holds nothing, nor sets what a run begins with."""
    silent = without_current(made, recipe)
    return replace(silent, docked=tuple(replace(use, start={}) for use in silent.docked))


def _without(use: MechanismUse, strength: Iterable[str]) -> MechanismUse:
    given = {name: use.values[name] for name in strength if name in use.values}
    varying = use.varying | {name for name, value in given.items() if differs(value)}
    nothing = {name: np.zeros_like(value, np.float64) for name, value in given.items()}
    return replace(use, values={**use.values, **nothing}, varying=frozenset(varying))


def with_mutes(feeds: list[Feed], circuit: Circuit, kinds: Mapping[str, Kind]) -> list[Feed]:
    """The same feeds; those by which something muted would act carry nothing.

    What a muted cell does within itself goes on, as does what reaches something muted, but for the
    inputs that alone would let current through. A junction of a muted cell passes nothing.
    """
    muted = set(muted_in(circuit))
    if not muted:
        return feeds
    junctions = {id for id in kinds if recipe_of(kinds[id].mechanism).sort is Sort.JUNCTION}
    muted |= {id for id in junctions if not muted.isdisjoint(circuit.targets(id, Role.COUPLES))}
    shut = {
        (id, name)
        for id in muted & kinds.keys()
        for name in recipe_of(kinds[id].mechanism).strength
    }
    cells = {id for id in muted & kinds.keys() if recipe_of(kinds[id].mechanism).sort is Sort.CELL}

    def is_within(source: str, target: str) -> bool:
        return source == target or (source in cells and circuit.host(target) == source)

    def acts(source: Row, target: Row) -> bool:
        if (target.element, target.name) in shut:
            return False
        if target.element in junctions:  # it senses voltages: nothing is none of them
            return True
        return source.element not in muted or is_within(source.element, target.element)

    return [each if acts(each.source, each.target) else replace(each, gain=0.0) for each in feeds]
