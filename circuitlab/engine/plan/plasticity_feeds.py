"""Which receptors a potentiated synapse means: those that it binds beside its NMDA receptors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.terminals import PEPTIDES
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.populations import Feed
from circuitlab.engine.recipes.recipe import Learning
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role

_UNCOUNTED: Mapping[str, float] = MappingProxyType({})


def plasticity_feeds(
    circuit: Circuit, kinds: Mapping[str, Kind], afferents: Mapping[str, float] = _UNCOUNTED
) -> Iterator[Feed]:
    """What a synapse's NMDA receptors learn from its peptide receptors, and tell its fast ones.

    Parameters
    ----------
    afferents : how many events reach a cell of each receptor when all afferents fire once; which
        places the wires join does not depend on it
    """
    for synapse, kind in kinds.items():
        if recipe_of(kind.mechanism).release is None:
            continue
        bound = {
            id: recipe_of(kinds[id].mechanism)
            for id in circuit.targets(synapse, Role.BINDS)
            if id in kinds
        }
        plain = [id for id, recipe in bound.items() if recipe.plain]
        for id, recipe in bound.items():
            if recipe.learning is not None:
                yield from _beside(id, recipe.learning, plain, kinds, afferents)


def _beside(
    id: str,
    learning: Learning,
    plain: Iterable[str],
    kinds: Mapping[str, Kind],
    afferents: Mapping[str, float],
) -> Iterator[Feed]:
    """Wires of one receptor that learns and of the plain receptors beside it."""
    for other in plain:
        if set(kinds[other].ligands) <= PEPTIDES:
            yield from learning.taught(id, other, afferents.get(other, 1.0))
        else:
            yield from learning.told(id, other)
