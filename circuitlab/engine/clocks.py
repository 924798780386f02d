"""Which slow variables may run faster than the neurons, and which need the stroboscope.

A variable is separable when what drives it does not depend on single spikes: mediators, kinases,
receptor numbers, glia and most drugs. Their clock, the body clock, may simply run faster. What
builds up inside a fast receptor, or learns from how cells fire, may not: it must see as many
spikes as there would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.recipes.values import Settings, Values
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _


@dataclass(frozen=True, slots=True)
class Strobed:
    """A slow state inside a fast mechanism: dx/dt = (a + a′ u) (1 − x) − b x.

    Attributes
    ----------
    drive : the input u that binding is proportional to, itself slow; empty where there is none
    switch : the parameter that is 0 where the state stands still; empty where a drive moves it
    """

    mechanism: str
    state: str
    drive: str = ""
    switch: str = ""


STROBED = (
    Strobed("nmda", "blocked", drive="ketamine"),
    Strobed("potentiation", "weight", switch="speed"),
)
"""What the stroboscope carries over its jumps by rates averaged over a window of neural time."""

LEVELS = frozenset(
    {"pharmacokinetics", "drug", "inhibition_gain", "sodium_inhibition", "opioid_action"}
)
"""Mechanisms on the neural clock that a jump advances together with those of the body clock."""


def clock_problems(circuit: Circuit, catalog: Catalog) -> list[Problem]:
    """Return what a body clock that runs faster than the neurons would get wrong."""
    if float(circuit.document["body_clock"]) == 1.0:
        return []
    return list(inseparable(circuit, catalog))


def inseparable(circuit: Circuit, catalog: Catalog) -> Iterator[Problem]:
    """Yield the elements whose slow part may not run faster than the neurons, and why."""
    settings = Settings(dt=0.025, seed=0, body_clock=1.0)
    for id, element in circuit.elements.items():
        kind = catalog.kinds.get(element.kind)
        reason = _REASONS.get(kind.mechanism) if kind else None
        if kind is not None and reason is not None:
            what = reason(Values(element, kind, settings))
            if what:
                remedy = _("set the body clock to 1, and look at long times through windows")
                yield Problem(id, what, remedy)


def _of_a_pore_blocker(p: Values) -> str:
    given = any(p.number(name) > 0.0 for name in ("dose", "dose_per_kg", "infusion"))
    if given:
        return _(
            "the level of the drug moves with the neurons, as its block does: neither is sped up"
        )
    if p.number("concentration") > 0.0 and not p.raw("equilibrated"):
        return _("the block of the pores builds up with the neurons: it is not sped up")
    return ""


def _of_a_learning_receptor(p: Values) -> str:
    if "ltp" in p.kind.parameters and p.number("ltp") > 0.0:
        return _("what a synapse learns builds up with the neurons: it is not sped up")
    return ""


def _of_an_expectation(p: Values) -> str:
    if p.number("learning") > 0.0:
        return _("what experience teaches depends on how cells fire, and would see too few spikes")
    return ""


_REASONS: Mapping[str, Callable[[Values], str]] = MappingProxyType(
    {
        "pore_blocker": _of_a_pore_blocker,
        "nmda": _of_a_learning_receptor,
        "expectation": _of_an_expectation,
    }
)
