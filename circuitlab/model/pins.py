"""Pins: sliders and switches that lie on the canvas and set parameters of elements."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Parameter
    from circuitlab.model.frozen import Value

SLIDER, SWITCH = "slider", "switch"
LONGEST_TITLE = 60
"""Letters of a pin's title."""
_DECADES = 2.0
"""A range over so many powers of ten is spread logarithmically unless somebody says otherwise."""
_PINNABLE = frozenset({"number", "integer", "switch", "choice"})
_NUMBERS = frozenset({"number", "integer"})


@dataclass(frozen=True, slots=True)
class Driven:
    """One parameter that a pin sets, and between what.

    Attributes
    ----------
    element, parameter
        What is set.
    low, high
        In the parameter's unit: the ends of the slider, which may run downwards, or what a switch
        sets while it is off and on.
    log
        Whether a slider spreads the range by powers of ten.
    """

    element: str
    parameter: str
    low: Value
    high: Value
    log: bool = False

    @property
    def address(self) -> tuple[str, str]:
        """The element's id and the parameter's name."""
        return (self.element, self.parameter)


@dataclass(frozen=True, slots=True)
class Pin:
    """A slider or a switch on the canvas that sets one parameter or several.

    Attributes
    ----------
    drives
        What it sets, the first of which it shows the value of.
    title
        What people read on it; empty for the first parameter's and its element's name.
    sort
        `SLIDER` or `SWITCH`.
    place
        Where its middle lies, as parts of the canvas' width and height; None lets it stand among
        the others at the bottom left.
    """

    id: str
    drives: tuple[Driven, ...]
    title: str = ""
    sort: str = SLIDER
    place: tuple[float, float] | None = None


def pinnable(parameter: Parameter) -> bool:
    """Return whether a slider or a switch can set a parameter."""
    several = parameter.type != "choice" or len(parameter.choices) > 1
    return parameter.type in _PINNABLE and several


def is_number(parameter: Parameter) -> bool:
    """Return whether a slider can set a parameter."""
    return parameter.type in _NUMBERS


def spans_decades(low: object, high: object) -> bool:
    """Return whether a range is one that is better spread by powers of ten."""
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return False
    ends = sorted((float(low), float(high)))
    return ends[0] > 0.0 and math.log10(ends[1] / ends[0]) >= _DECADES


def driven_by_slider(parameter: Parameter, element: str) -> Driven:
    """Return how a slider sets a parameter over the whole of its range."""
    low, high = parameter.minimum, parameter.maximum
    return Driven(element, parameter.name, low, high, parameter.scale == "log")


def driven_by_switch(parameter: Parameter, element: str, now: object) -> Driven:
    """Return how a switch sets a parameter: on as it is now, off without it."""
    if parameter.type == "switch":
        return Driven(element, parameter.name, False, True)
    if parameter.type == "choice":
        off = parameter.default if parameter.default != now else _other(parameter, now)
        return Driven(element, parameter.name, off, str(now))
    off = 0.0 if parameter.minimum <= 0.0 <= parameter.maximum else parameter.default
    on = now if isinstance(now, int | float) and now != off else parameter.default
    return Driven(element, parameter.name, off, on if on != off else parameter.maximum)


def _other(parameter: Parameter, choice: object) -> str:
    return next(each for each in parameter.choices if each != choice)


def pins_without(pins: Iterable[Pin], gone: Collection[str]) -> tuple[Pin, ...]:
    """Return pins once some elements are gone: what sets nothing else goes with them."""
    return tuple(driving_less(pins, lambda driven: driven.element in gone))


def driving_less(pins: Iterable[Pin], is_gone: Callable[[Driven], bool]) -> Iterator[Pin]:
    """Yield pins without some of what they set; what sets nothing any more is left out."""
    for pin in pins:
        left = tuple(each for each in pin.drives if not is_gone(each))
        if left == pin.drives:
            yield pin
        elif left:
            yield replace(pin, drives=left)
