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
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.timeline import changes_pace, steps_of
from circuitlab.resources import _


def clock_problems(circuit: Circuit, catalog: Catalog) -> list[Problem]:
    """Return what a body clock that runs faster than the neurons would get wrong."""
    if float(circuit.document["body_clock"]) == 1.0:
        return []
    return list(inseparable(circuit, catalog))


def clock_problems_ever(circuit: Circuit, catalog: Catalog) -> list[Problem]:
    """Return what the body clock gets wrong at any time of the circuit's timeline."""
    found: dict[Problem, None] = dict.fromkeys(clock_problems(circuit, catalog))
    if changes_pace(circuit):
        values: dict[tuple[str, str], Value] = {}
        for step in steps_of(circuit):
            values |= step.values
            present = resolve(circuit, [Overlay("timeline", values)])
            found |= dict.fromkeys(clock_problems(present, catalog))
    return list(found)


def refuse_ahead(circuit: Circuit, catalog: Catalog) -> None:
    """Refuse a run in which something would run ahead of the neurons that may not.

    Raises
    ------
    CannotRun
    """
    for problem in clock_problems_ever(circuit, catalog):
        raise CannotRun(problem.where, problem.what, problem.remedy)


def inseparable(circuit: Circuit, catalog: Catalog) -> Iterator[Problem]:
    """Yield the elements whose slow part may not run faster than the neurons, and why."""
    settings = Settings(dt=0.025, seed=0, body_clock=1.0)
    for id, element in circuit.elements.items():
        kind = catalog.kinds.get(element.kind)
        reason = recipe_of(kind.mechanism).inseparable if kind else None
        if kind is not None and reason is not None:
            what = reason(Values(element, kind, settings))
            if what:
                remedy = _("set the body clock to 1, and run it over days, seen through windows")
                yield Problem(id, what, remedy)
