"""Which slow variables may run faster than the neurons, and which need the stroboscope.

A variable is separable when what drives it does not depend on single spikes: mediators, kinases,
receptor numbers, glia and most drugs. Their clock, the body clock, may simply run faster. What
builds up inside a fast receptor, or learns from how cells fire, may not: it must see as many
spikes as there would be.
"""

from __future__ import annotations

from collections.abc import Iterator

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _


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
        reason = recipe_of(kind.mechanism).inseparable if kind else None
        if kind is not None and reason is not None:
            what = reason(Values(element, kind, settings))
            if what:
                remedy = _("set the body clock to 1, and look at long times through windows")
                yield Problem(id, what, remedy)
