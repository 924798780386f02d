"""The steady block of a pore by a drug that has come to its equilibrium at a held voltage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.mechanisms.gating import in_numpy, leaving_pores, magnesium_in_pores
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values, numbers_of
from circuitlab.engine.recipes.receptors import pore_slope, slower_block
from circuitlab.engine.recipes.recipe import Place
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import Reached

_plugged, _leaving = in_numpy(magnesium_in_pores), in_numpy(leaving_pores)


def pore_of(kind: Kind) -> Place | None:
    """The state of a kind that says how much of its pores a drug blocks, if there is one."""
    return recipe_of(kind.mechanism).pore


def equilibrium_block(
    circuit: Circuit,
    effects: Iterable[Reached],
    kinds: Mapping[str, Kind],
    settings: Settings,
) -> dict[tuple[str, str, str], float | None]:
    """Pores blocked from the start, by drugs that are marked as equilibrated; None by others."""
    doses: dict[str, float | None] = {}
    voltage: dict[str, float] = {}
    pores: dict[str, Place] = {}
    for _effect, source, target in effects:
        pore = None if circuit.elements[source].muted else pore_of(kinds[target])
        if pore is not None and "equilibrated" in kinds[source].parameters:
            pores[target] = pore
            drug = Values(circuit.elements[source], kinds[source], settings)
            if not drug.raw("equilibrated"):
                doses.setdefault(target, None)
                continue
            doses[target] = (doses.get(target) or 0.0) + drug.number("concentration")
            voltage[target] = drug.number("v_equilibrium")
    receptors = {id: Values(circuit.elements[id], kinds[id], settings) for id in doses}
    return {
        (id, *pores[id]): None if dose is None else blocked_at(receptors[id], dose, voltage[id])
        for id, dose in doses.items()
    }


def blocked_at(p: Values, dose: float, v: float) -> float:
    """Steady block C/(C + K_d(v)) of open channels at a held voltage, escape left out."""
    binding, leaving = _rates(p, dose, v)
    return float(binding / (binding + leaving)) if binding > 0.0 else 0.0


def half_blocking(p: Values, v: float) -> float:
    """K_d(v) in µM: the dose that blocks half the open channels at a held voltage, or none does."""
    binding, leaving = _rates(p, 1.0, v)
    return float(leaving / binding) if binding > 0.0 else math.inf


def _rates(p: Values, dose: float, v: float) -> tuple[float, float]:
    """Rates (1/s) at which a drug enters pores that magnesium leaves free, and leaves them."""
    mg, delta, k_on, k_off = (_mean(p, name) for name in ("mg", "delta", "k_on", "k_off"))
    free = 1.0 / (1.0 + _plugged(mg, v))
    k_off *= slower_block(p)
    return k_on * dose * free, _leaving(k_off, float(pore_slope(np.asarray(delta))), v)


def _mean(p: Values, name: str) -> float:
    """A value, or the mean of those that differ between cells."""
    return float(np.mean(numbers_of(p.raw(name))))
