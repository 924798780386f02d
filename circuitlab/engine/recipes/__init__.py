"""From an element's parameters to mechanisms with values, by the name of the kind's mechanism."""

from __future__ import annotations

from types import MappingProxyType, ModuleType

from circuitlab.engine.recipes import (
    brain,
    cells,
    channels,
    drugs,
    electrodes,
    kinetic,
    non_cells,
    receptors,
    stimuli,
    tissue,
    written_rates,
)
from circuitlab.engine.recipes.recipe import Recipe


def _of(module: ModuleType) -> dict[str, Recipe]:
    found = (value for value in vars(module).values() if isinstance(value, Recipe))
    return {recipe.name: recipe for recipe in found}


_MODULES = (
    cells,
    receptors,
    kinetic,
    channels,
    written_rates,
    stimuli,
    electrodes,
    drugs,
    tissue,
    brain,
    non_cells,
)
RECIPES = MappingProxyType(
    {name: recipe for module in _MODULES for name, recipe in _of(module).items()}
)
"""How every sort of element becomes mechanisms."""


def recipe_of(mechanism: str) -> Recipe:
    """The recipe that a kind names as its mechanism; one that makes nothing where there is none."""
    return RECIPES.get(mechanism, non_cells.note)
