"""Whether a signal excites or inhibits, read from what the catalog says of receptors and currents.

No kind is named here: a receptor's sign follows from its reversal potential or from the sign of
its current, a stimulus's from the current it lets in, all else that acts *modulates*.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import numpy as np

from circuitlab.catalog.families import STIMULUS
from circuitlab.catalog.spec import Catalog, Effect, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Array, Role

HYPERPOLARISES_BELOW = -40.0
"""mV: what reverses below this pulls a cell away from its threshold."""

_CURRENT = "pA"


class Sign(StrEnum):
    """What a signal does to what it reaches.

    `PASSES` is neutral: an axon carries a spike on, a meter reads it. `BOTH` is a synapse with
    receptors of either sort. `MODULATES` changes how something works, with no sign of its own.
    """

    EXCITES = "excites"
    INHIBITS = "inhibits"
    BOTH = "both"
    MODULATES = "modulates"
    PASSES = "passes"


def product(signs: Iterable[Sign]) -> Sign:
    """Return what several signs in a row come to: two that inhibit excite."""
    found = [sign for sign in signs if sign is not Sign.PASSES]
    for undecided in (Sign.MODULATES, Sign.BOTH):
        if undecided in found:
            return undecided
    if not found:
        return Sign.PASSES
    return Sign.INHIBITS if found.count(Sign.INHIBITS) % 2 else Sign.EXCITES


def together(signs: Iterable[Sign]) -> Sign:
    """Return what several signs side by side come to; what modulates counts where nothing else."""
    found = set(signs) - {Sign.PASSES}
    decided = found - {Sign.MODULATES}
    if not found:
        return Sign.PASSES
    if not decided:
        return Sign.MODULATES
    return decided.pop() if len(decided) == 1 else Sign.BOTH


def sign_of_part(circuit: Circuit, catalog: Catalog, id: str) -> Sign:
    """Return what the opening of a receptor or channel does to the cell it sits in."""
    kind = kind_of(circuit, catalog, id)
    known = kind.parameters if kind is not None else {}
    weight, reversal = (
        circuit.value(id, name, catalog) if name in known else None for name in ("weight", "e_rev")
    )
    return sign_of_values(weight, reversal)


def sign_of_values(weight: object, reversal: object) -> Sign:
    """Return what a part does that is so strong and reverses there; None where it has neither."""
    least, _mean, greatest = extent_of(weight) or (1.0, 1.0, 1.0)
    if least < 0.0 < greatest:
        return Sign.BOTH
    _least, level, _greatest = extent_of(reversal) or (0.0, 0.0, 0.0)
    outward = level < HYPERPOLARISES_BELOW
    return Sign.INHIBITS if outward != (least < 0.0) else Sign.EXCITES


def sign_of_action(
    circuit: Circuit, catalog: Catalog, role: Role, reached: tuple[Effect, str, str]
) -> Sign:
    """Return what one effect does to the cell that it reaches, in itself or in a part of it."""
    effect, source, target = reached
    kind = kind_of(circuit, catalog, target)
    if kind is None:
        return Sign.MODULATES
    if kind.inputs[effect.input].unit == _CURRENT:
        return _sign_of_current(circuit, catalog, source)
    if role is Role.DRIVES or effect.input in driven_inputs(catalog):
        is_part = circuit.host(target) is not None
        return sign_of_part(circuit, catalog, target) if is_part else Sign.EXCITES
    return Sign.MODULATES


@lru_cache(maxsize=4)
def driven_inputs(catalog: Catalog) -> frozenset[str]:
    """Return the inputs through which stimuli act: whatever else acts there drives as they do."""
    stimuli = (kind for kind in catalog.kinds.values() if kind.family == STIMULUS)
    return frozenset(effect.input for kind in stimuli for effect in kind.effects)


def _sign_of_current(circuit: Circuit, catalog: Catalog, id: str) -> Sign:
    """Return the sign of a current from the parameters that say how large it is."""
    kind = kind_of(circuit, catalog, id)
    assert kind is not None
    known = [extent(circuit, catalog, id, name) for name in _currents(kind)]
    least = min((each[0] for each in known if each is not None), default=0.0)
    greatest = max((each[2] for each in known if each is not None), default=0.0)
    return Sign.INHIBITS if least < 0.0 and greatest <= 0.0 else Sign.EXCITES


def _currents(kind: Kind) -> list[str]:
    return [name for name, parameter in kind.parameters.items() if parameter.unit == _CURRENT]


def extent(
    circuit: Circuit, catalog: Catalog, id: str, name: str
) -> tuple[float, float, float] | None:
    """Return the least, the mean and the greatest that a parameter is over the cells.

    None where the element has no such parameter, or it is no number.
    """
    kind = kind_of(circuit, catalog, id)
    if kind is None or name not in kind.parameters:
        return None
    return extent_of(circuit.value(id, name, catalog))


def extent_of(value: object) -> tuple[float, float, float] | None:
    """Return the least, the mean and the greatest of a value, of one cell or of many."""
    if isinstance(value, int | float):
        return (float(value),) * 3
    if isinstance(value, Array) and len(value):
        many = value.values
        return float(many.min()), float(np.mean(many)), float(many.max())
    return None
