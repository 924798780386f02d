"""Why a voltage ran away: which current drives it there, or which values are far from usual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.origin import tagged_value
from circuitlab.catalog.spec import Catalog, Kind, Parameter
from circuitlab.catalog.words import Problem, format_number
from circuitlab.engine.recipes.cells import range_of
from circuitlab.engine.recipes.parameters import numbers_of
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array
from circuitlab.model.names import name_of
from circuitlab.resources import _

_OWN_CURRENTS = frozenset({"i_e", "noise"})
"""Currents of a cell that somebody lets in, and that are no property of its membrane."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Drive:
    """A current into a cell, the way the voltage went: how strong (pA), and in words."""

    strength: float
    words: str


def runaway(
    circuit: Circuit, catalog: Catalog, simulation: Simulation, element: str, time_ms: float
) -> Problem:
    """Return where a cell's voltage went, what drives it there, and what to do.

    Parameters
    ----------
    circuit : as it is now, with what its timeline has set
    """
    gone = strayed(simulation, element, time_ms)
    remedy = _remedy(circuit, catalog, element, _signs(simulation, element))
    return Problem(element, gone.what, remedy)


def strayed(simulation: Simulation, element: str, time_ms: float) -> Problem:
    """Return where a cell's voltage went, where no more than that is known."""
    v = simulation.values(element, "v")
    low, high = _range(simulation, element)
    falls, rises = bool(np.any(v < low)), bool(np.any(v > high))
    words = _("its voltage is no number any more at {time} ms")
    if falls or rises:
        words = _("its voltage fell below {limit} mV at {time} ms")
    if rises and not falls:
        words = _("its voltage rose above {limit} mV at {time} ms")
    limit = format_number(low if falls else high)
    what = words.format(limit=limit, time=f"{time_ms:g}")
    return Problem(element, what, _("make the step of the run smaller"))


def first_no_number(simulation: Simulation) -> Problem | None:
    """Return which state of which element is no number, if one is."""
    with np.errstate(all="ignore"):
        for (element, state), values in simulation.view().items():
            if not np.all(np.isfinite(values)):
                what = _("it is no number any more at {time} ms")
                remedy = _("bring what was changed of it, or acts on it, nearer to the usual")
                where = f"{element}.{state}"
                return Problem(where, what.format(time=f"{simulation.time:g}"), remedy)
    return None


def _signs(simulation: Simulation, element: str) -> tuple[float, ...]:
    """Return which way a voltage went; where it is no number it may have been either."""
    v = simulation.values(element, "v")
    low, high = _range(simulation, element)
    if np.any(v < low):
        return (-1.0,)
    return (1.0,) if np.any(v > high) else (-1.0, 1.0)


def _range(simulation: Simulation, element: str) -> tuple[float, float]:
    cell = next(p for p in simulation.plan.cells if p.cells.element == element)
    return range_of(cell.bank.layout.mechanisms)


def _remedy(circuit: Circuit, catalog: Catalog, id: str, signs: tuple[float, ...]) -> str:
    if id not in circuit.elements or circuit.elements[id].kind not in catalog.kinds:
        return _("undo the last change")
    drives = [drive for sign in signs for drive in _drives(circuit, catalog, id, sign)]
    ways = []
    if drives:
        strongest = max(drives, key=lambda drive: drive.strength)
        ways.append(_("weaken {current}").format(current=strongest.words))
    unusual = _unusual(circuit, catalog.kind(circuit.elements[id].kind), id)
    if unusual:
        ways.append(_("bring {names} nearer to the usual").format(names=", ".join(unusual)))
    return _(" or ").join(ways) or _("make the step of the run smaller")


def _drives(circuit: Circuit, catalog: Catalog, id: str, sign: float) -> Iterator[_Drive]:
    """Yield the currents into a cell that may go one way: its own, stimuli's, synapses'."""
    for name in _OWN_CURRENTS:
        yield from _drive(circuit, catalog, id, name, sign)
    others = [*circuit.sources(id, Role.DRIVES), *circuit.parts(id)]
    for other in others:
        kind = catalog.kinds.get(circuit.elements[other].kind)
        for name, parameter in kind.parameters.items() if kind else ():
            if parameter.unit == "pA":
                yield from _drive(circuit, catalog, other, name, sign)


def _drive(circuit: Circuit, catalog: Catalog, id: str, name: str, sign: float) -> Iterator[_Drive]:
    parameter = catalog.kind(circuit.elements[id].kind).parameters.get(name)
    if parameter is None:
        return
    value = circuit.value(id, name, catalog)
    strongest = _strongest(parameter, numbers_of(value), sign)
    if strongest > 0.0:
        either = parameter.minimum >= 0.0
        shown = strongest if either else sign * strongest
        words = _("“{parameter}” of {element} ({value})").format(
            parameter=parameter.title,
            element=name_of(circuit, catalog, id),
            value=tagged_value(parameter, shown),
        )
        yield _Drive(strongest, words)


def _strongest(parameter: Parameter, values: np.ndarray, sign: float) -> float:
    """Return how far a current goes one way; one without a sign goes both."""
    if parameter.minimum >= 0.0:
        return float(np.max(values, initial=0.0))
    return float(np.max(sign * values, initial=0.0))


def _unusual(circuit: Circuit, kind: Kind, id: str) -> list[str]:
    """Return the properties of a cell that differ from the catalog's, the farthest first."""
    params = circuit.elements[id].params
    far = {
        name: _distance(kind.parameters[name], value)
        for name, value in params.items()
        if name in kind.parameters and name not in _OWN_CURRENTS
    }
    names = sorted((name for name, away in far.items() if away > 0.0), key=lambda n: -far[n])
    return [_("“{title}”").format(title=kind.parameters[n].title) for n in names[:_MOST_NAMED]]


def _distance(parameter: Parameter, value: object) -> float:
    """Return how far a value is from the catalog's, as a part of the range."""
    if not isinstance(value, int | float | Array) or not isinstance(parameter.default, int | float):
        return 0.0
    away = np.max(np.abs(numbers_of(value) - float(parameter.default)), initial=0.0)
    return float(away / (parameter.maximum - parameter.minimum or 1.0))
