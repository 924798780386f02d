"""What a kind may be wired to, sit in, act on and be read by, from the catalog alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from circuitlab.catalog.families import METER, NEURON
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.link_checks import membrane, readable
from circuitlab.resources import _

Sentence = tuple[str, list[Kind]]


def wiring(kind: Kind, catalog: Catalog) -> Iterator[Sentence]:
    """Return what `kind` goes with: the beginning of a sentence, and the kinds that end it."""
    for said, goes in _ways(kind):
        others = [other for other in catalog.ordered() if goes(other)]
        if others:
            yield said, others


def _ways(kind: Kind) -> tuple[tuple[str, Callable[[Kind], bool]], ...]:
    return (
        (_("Takes into its membrane:"), lambda other: other.name in membrane(kind)),
        (_("A wire to it makes:"), lambda other: other.name in kind.receptors),
        (_("Comes with:"), lambda other: other.name in kind.comes_with),
        (_("Sits in:"), lambda other: kind.name in membrane(other)),
        (_("Is opened by what these release:"), lambda other: _opens(other, kind)),
        (_("Acts on:"), lambda other: _acts(kind, other)),
        (_("Is acted on by:"), lambda other: _acts(other, kind)),
        (_("Reads:"), lambda other: _reads(kind, other)),
        (_("Is read by:"), lambda other: _reads(other, kind)),
    )


def _opens(sender: Kind, receptor: Kind) -> bool:
    return sender.family == NEURON and bool(receptor.ligands) and receptor.opened_by(sender)


def _acts(kind: Kind, other: Kind) -> bool:
    return any(effect.reaches(other) for effect in kind.effects)


def _reads(meter: Kind, other: Kind) -> bool:
    return meter.family == METER and other.family != METER and readable(meter, other)
