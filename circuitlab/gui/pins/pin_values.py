"""Which value a place on a pin stands for, for each parameter that it sets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.gui.inspector.slider_scale import from_fraction, to_fraction
from circuitlab.model.pins import SWITCH

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value
    from circuitlab.model.pins import Driven, Pin

Values = dict[tuple[str, str], "Value"]


def parameter_of(circuit: Circuit, catalog: Catalog, driven: Driven) -> Parameter | None:
    """Return the parameter that a pin sets; None where its kind is not known here."""
    element = circuit.elements.get(driven.element)
    kind = catalog.kinds.get(element.kind) if element is not None else None
    return kind.parameters.get(driven.parameter) if kind is not None else None


def fraction_of(parameter: Parameter, driven: Driven, value: object) -> float:
    """Return where on its slider a value lies, 0 to 1."""
    if not isinstance(value, int | float):
        return 0.0
    along = to_fraction(_slid(parameter, driven), float(value))
    return 1.0 - along if _runs_down(driven) else along


def value_at(parameter: Parameter, driven: Driven, fraction: float) -> float | int:
    """Return the value at a place on its slider."""
    along = 1.0 - fraction if _runs_down(driven) else fraction
    return from_fraction(_slid(parameter, driven), along)


def is_on(driven: Driven, value: object) -> bool:
    """Return whether a switch is on: it is not only where the value is that of off."""
    return value != driven.low


def values_at(circuit: Circuit, catalog: Catalog, pin: Pin, place: float) -> Values:
    """Return what a pin sets at a place: 0 to 1 on a slider, 0 or 1 of a switch."""
    found: Values = {}
    for driven in pin.drives:
        parameter = parameter_of(circuit, catalog, driven)
        if parameter is None:
            continue
        if pin.sort == SWITCH:
            found[driven.address] = driven.high if place >= 0.5 else driven.low
        else:
            found[driven.address] = value_at(parameter, driven, place)
    return found


def _slid(parameter: Parameter, driven: Driven) -> Parameter:
    low, high = sorted((_number(driven.low), _number(driven.high)))
    return replace(parameter, minimum=low, maximum=high, scale="log" if driven.log else "linear")


def _runs_down(driven: Driven) -> bool:
    return _number(driven.low) > _number(driven.high)


def _number(end: object) -> float:
    return float(end) if isinstance(end, int | float) else 0.0
