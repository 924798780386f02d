"""What a drug's present dose does at its target: a dose–response curve from the parameters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

BODY_MV = 26.73
"""RT/F at 37 °C, mV."""
K_OFF_MV = -66.0
"""The potential at which a blocker's unbinding rate is given, mV."""


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
    """

    dose: float
    half: float
    lowest: float
    highest: float
    what: str
    hill: float = 1.0

    def effect(self, dose: float) -> float:
        """Return the share of the full effect at `dose`, 0 to 1."""
        if dose <= 0:
            return 0.0
        return float(1.0 / (1.0 + (self.half / dose) ** self.hill))


def dose_response(circuit: Circuit, catalog: Catalog, id: str) -> DoseResponse | None:
    """Return the curve of the drug `id`, or None where its parameters make none.

    A drug with an ``ic50`` occupies its target by the law of mass action. One that has no
    ``ic50`` but acts on a pore takes it from the rates of the pore it reaches, and one that
    prefers inactivated channels from its affinities to both states.
    """
    element = circuit.elements[id]
    parameters = catalog.kind(element.kind).parameters
    if "concentration" not in parameters:
        return None
    dose = _number(circuit, catalog, id, "concentration")
    if "ic50" in parameters:
        half, what = _number(circuit, catalog, id, "ic50"), _("of the target occupied")
    elif "v_equilibrium" in parameters:
        half, what = _pore_half(circuit, catalog, id), _("of open pores blocked")
    elif "k_inactivated" in parameters:
        half, what = _channel_half(circuit, catalog, id), _("of the channels blocked")
    else:
        return None
    if not half > 0:
        return None
    middle = math.floor(math.log10(half))
    return DoseResponse(dose, half, 10.0 ** (middle - 2), 10.0 ** (middle + 2), what)


def _pore_half(circuit: Circuit, catalog: Catalog, id: str) -> float:
    """Half-blocking concentration, µM, of a pore that magnesium plugs as well."""
    pores = (kind for kind in catalog.kinds.values() if {"k_on", "k_off"} <= set(kind.parameters))
    pore = next(pores, None)
    if pore is None:
        return 0.0
    own = [t for t in circuit.targets(id) if circuit.elements[t].kind == pore.name]
    rate = {
        name: _number(circuit, catalog, own[0], name) if own else float(str(p.default))
        for name, p in pore.parameters.items()
        if p.type == "number"
    }
    volts = _number(circuit, catalog, id, "v_equilibrium")
    lifted = 1.0 / (1.0 + rate["mg"] / 3.57 * math.exp(-0.062 * volts))
    leaving = rate["k_off"] * math.exp(rate["delta"] * (volts - K_OFF_MV) / BODY_MV)
    return leaving / (rate["k_on"] * lifted)


def _channel_half(circuit: Circuit, catalog: Catalog, id: str) -> float:
    """Half-blocking concentration, µM, of channels of which a part is inactivated."""
    inactivated = _number(circuit, catalog, id, "inactivated")
    resting = (1.0 - inactivated) / _number(circuit, catalog, id, "k_resting")
    return 1.0 / (resting + inactivated / _number(circuit, catalog, id, "k_inactivated"))


def _number(circuit: Circuit, catalog: Catalog, id: str, name: str) -> float:
    value = circuit.value(id, name, catalog)
    return float(value) if isinstance(value, int | float) else math.nan
