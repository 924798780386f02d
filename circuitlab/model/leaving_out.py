"""Experiments that leave elements out: a circuit without them and what needs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from circuitlab.catalog.words import Problem
from circuitlab.model.cascade import with_dependants
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.claims import Claim, Experiment


def left_out(circuit: Circuit, ids: Iterable[str]) -> frozenset[str]:
    """Return the elements that are gone where `ids` are left out: these and what needs them."""
    return frozenset(with_dependants(circuit.rows, (id for id in ids if id in circuit.elements)))


def without(circuit: Circuit, ids: Iterable[str]) -> Circuit:
    """Return a copy of a circuit in which some elements were taken away."""
    made = circuit.copy()
    made.apply(made.removed(left_out(circuit, ids)))
    return made


def set_though_left_out(circuit: Circuit, experiment: Experiment, where: str) -> Iterator[Problem]:
    """Yield each element of which an experiment sets something, and which it leaves out."""
    gone = left_out(circuit, experiment.without)
    for id in dict.fromkeys(id for id, _name in experiment.sets() if id in gone):
        what = _("the experiment sets values of “{id}” and leaves it out").format(id=id)
        remedy = _("take it out of “set” and the timeline, or what it goes with out of “without”")
        yield Problem(f"{where}/without", what, remedy)


def measured_though_left_out(
    circuit: Circuit, claim: Claim, experiments: Mapping[str, Experiment], where: str
) -> Iterator[Problem]:
    """Yield what a claim measures in an experiment that leaves it out."""
    for name in claim.experiments:
        gone = left_out(circuit, experiments[name].without) if name in experiments else ()
        for argument, id in claim.names():
            if id in gone:
                what = _("“{id}” is left out of the experiment “{name}”")
                remedy = _("measure another element, or leave this one in")
                place = f"{where}/args/{argument}"
                yield Problem(place, what.format(id=id, name=name), remedy)
