"""Which receptors a potentiated synapse means: those that it binds beside its NMDA receptors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from circuitlab.catalog.spec import Kind
from circuitlab.engine.connections import PEPTIDES
from circuitlab.engine.recipes.parts import Row, Wire
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role

_UNCOUNTED: Mapping[str, float] = MappingProxyType({})
_LEARNING, _PLAIN = "nmda", "dual_exponential"


def plasticity_wires(
    circuit: Circuit, kinds: Mapping[str, Kind], afferents: Mapping[str, float] = _UNCOUNTED
) -> Iterator[Wire]:
    """What a synapse's NMDA receptors learn from its peptide receptors, and tell its fast ones.

    Parameters
    ----------
    afferents : how many events reach a cell of each receptor when all afferents fire once; which
        places the wires join does not depend on it
    """
    for synapse, kind in kinds.items():
        if kind.family != "synapse":
            continue
        bound = [id for id in circuit.targets(synapse, Role.BINDS) if id in kinds]
        learning = [id for id in bound if kinds[id].mechanism == _LEARNING]
        plain = [id for id in bound if kinds[id].mechanism == _PLAIN]
        for nmda in learning:
            for other in plain:
                if set(kinds[other].ligands) <= PEPTIDES:
                    yield from _taught(nmda, other, afferents.get(other, 1.0))
                else:
                    yield from _told(nmda, other)


def _taught(nmda: str, peptide: str, afferents: float) -> Iterator[Wire]:
    """A volley of all afferents counts as one."""
    held = Row(peptide, _PLAIN, "b")
    yield Wire(held, Row(nmda, "potentiation", "peptide"), 1.0 / max(afferents, 1.0))
    yield Wire(_blocked(peptide), Row(nmda, "potentiation", "nk1_inhibition"))


def _told(nmda: str, fast: str) -> Iterator[Wire]:
    yield Wire(_blocked(fast), Row(nmda, "potentiation", "ampa_inhibition"))
    yield Wire(Row(nmda, "potentiation", "ampa_gain"), Row(fast, _PLAIN, "gain"))


def _blocked(receptor: str) -> Row:
    return Row(receptor, "inhibition_gain", "gain")
