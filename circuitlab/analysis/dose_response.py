"""What a drug's present dose does at its target: a dose–response curve from the parameters.

The equations are the engine's own; only the curve through them is made here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.catalog.origin import weakest_tag
from circuitlab.model.element import Element
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Landmark
    from circuitlab.engine.recipes.parameters import Values
    from circuitlab.model.circuit import Circuit

Behind = list[tuple[Element, tuple[str, ...]]]
"""Elements, each with the parameters that a dose with half the effect follows from."""

_OF_PORES = ("mg", "delta", "k_on", "k_off")
_OF_CHANNELS = ("k_resting", "k_inactivated")
_REST_MV = -63.0
"""Where a nociceptor rests."""


@dataclass(frozen=True, slots=True)
class DoseResponse:
    """A Hill curve with the dose that is given.

    Parameters
    ----------
    dose, half : float
        The present concentration and the one with half the effect, µM.
    lowest, highest : float
        The range of doses that is drawn, µM.
    what : str
        What the curve shows, in words.
    hill : float
        The slope.
    tag : str
        The word for a dose with half the effect that follows from assumed or unverified values.
    landmarks : tuple of Landmark
        Levels, µM, that were measured.
    """

    dose: float
    half: float
    lowest: float
    highest: float
    what: str
    hill: float = 1.0
    tag: str = ""
    landmarks: tuple[Landmark, ...] = ()

    def effect(self, dose: float) -> float:
        """Return the share of the full effect at `dose`, 0 to 1."""
        if dose <= 0:
            return 0.0
        return float(1.0 / (1.0 + (self.half / dose) ** self.hill))


def dose_response(circuit: Circuit, catalog: Catalog, id: str) -> DoseResponse | None:
    """Return the curve of the drug `id`, or None where its parameters make none.

    A drug occupies its target by the law of mass action, at the dose with half the effect that it
    states or that follows from its affinities to channels in both states. One that acts on a pore
    takes it from the rates of the pore it reaches.
    """
    element = circuit.elements[id]
    parameters = catalog.kind(element.kind).parameters
    behind: Behind
    if "concentration" not in parameters:
        return None
    if "ic50" in parameters:
        half, what = _number(circuit, catalog, id, "ic50"), _("of the target occupied")
        behind = [(element, ("ic50",))]
    elif "ec50" in parameters:
        half, what = _number(circuit, catalog, id, "ec50"), _("of the full effect")
        behind = [(element, ("ec50",))]
    elif "v_equilibrium" in parameters:
        pore = _pore(circuit, catalog, id)
        half, what = _pore_half(circuit, catalog, id, pore), _("of open pores blocked")
        behind = [(element, ("v_equilibrium",)), *((each, _OF_PORES) for each in pore)]
    else:
        half, what = _channel_half(circuit, catalog, id), _("of Nav1.7 blocked at rest")
        behind = [(element, _OF_CHANNELS)]
    if not 0.0 < half < math.inf:
        return None
    middle = math.floor(math.log10(half))
    dose = _number(circuit, catalog, id, "concentration")
    lowest, highest = 10.0 ** (middle - 2), 10.0 ** (middle + 2)
    return DoseResponse(
        dose,
        half,
        lowest,
        highest,
        what,
        tag=_tag(behind, catalog),
        landmarks=tuple(
            m for m in parameters["concentration"].landmarks if lowest <= m.at <= highest
        ),
    )


def _tag(behind: Behind, catalog: Catalog) -> str:
    """Return the word for what follows from these values, where they are the catalog's own."""
    return weakest_tag(
        catalog.kind(element.kind).parameters[name]
        for element, names in behind
        for name in names
        if name in catalog.kind(element.kind).parameters and name not in element.params
    )


def _number(circuit: Circuit, catalog: Catalog, id: str, name: str) -> float:
    value = circuit.value(id, name, catalog)
    return float(value) if isinstance(value, int | float) else math.nan


def _channel_half(circuit: Circuit, catalog: Catalog, id: str) -> float:
    """Half-blocking concentration, µM, of Nav1.7 at rest; 0 of what blocks none."""
    from circuitlab.engine.recipes.drugs import half_blocking_nav17

    if "k_inactivated" not in catalog.kind(circuit.elements[id].kind).parameters:
        return 0.0
    shift = _shift_of_nav17(circuit, catalog, id)
    return half_blocking_nav17(_values(circuit.elements[id], catalog), _REST_MV, shift)


def _shift_of_nav17(circuit: Circuit, catalog: Catalog, id: str) -> float:
    """How much higher Nav1.7 inactivates in what a drug reaches, or else in any nociceptor."""
    wanted = "nav17_h_shift"
    for target in circuit.targets(id):
        if wanted in catalog.kind(circuit.elements[target].kind).parameters:
            return _number(circuit, catalog, target, wanted)
    fibres = (kind.parameters for kind in catalog.kinds.values() if wanted in kind.parameters)
    return next((float(str(known[wanted].default)) for known in fibres), 0.0)


def _pore(circuit: Circuit, catalog: Catalog, id: str) -> list[Element]:
    """The pore that a drug reaches, or else any; none where no kind has one."""
    from circuitlab.engine.recipes.steady_block import pore_of

    pores = {name: Element(name, name) for name, kind in catalog.kinds.items() if pore_of(kind)}
    own = (circuit.elements[target] for target in circuit.targets(id))
    return [element for element in (*own, *pores.values()) if element.kind in pores][:1]


def _pore_half(circuit: Circuit, catalog: Catalog, id: str, pore: list[Element]) -> float:
    """Half-blocking concentration, µM, of a pore."""
    from circuitlab.engine.recipes.steady_block import half_blocking

    volts = _values(circuit.elements[id], catalog).number("v_equilibrium")
    return half_blocking(_values(pore[0], catalog), volts) if pore else 0.0


def _values(element: Element, catalog: Catalog) -> Values:
    """An element's values for the engine's recipes; of what differs between cells, the mean."""
    from circuitlab.engine.recipes.parameters import Settings, Values

    params = {
        name: float(value.values.mean()) if isinstance(value, Array) else value
        for name, value in element.params.items()
    }
    one = replace(element, params=FrozenMap(params))
    return Values(one, catalog.kind(element.kind), Settings(dt=1.0, seed=0, body_clock=1.0))
