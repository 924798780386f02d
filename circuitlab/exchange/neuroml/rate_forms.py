"""Whether a rate is one of the three forms in which NeuroML writes rates, and with what numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rate = Callable[[NDArray[np.float64]], NDArray[np.float64]]
_LOOKED_AT = np.linspace(-119.7, 99.1, 177)
"""Voltages (mV) at which a form must agree with the rate that it stands for."""
_AGREE = 1e-9
_FAR = 400.0
_ASIDE = 5.0
_STEPS_MV = (5.0, 20.0, 60.0)


@dataclass(frozen=True, slots=True)
class Form:
    """A rate r (1/ms) of x = (v − middle)/scale, in mV: r e^x, r/(1 + e^−x) or r x/(1 − e^−x)."""

    name: str
    rate: float
    middle: float
    scale: float

    def __call__(self, v: Any) -> Any:
        """The rate at a voltage."""
        return self.rate * _SHAPES[self.name]((v - self.middle) / self.scale)


def _linoid(x: Any) -> Any:
    return np.where(np.abs(x) > 1e-9, -x / np.where(x == 0.0, 1.0, np.expm1(-x)), 1.0)


EXPONENTIAL, SIGMOID, LINOID = "HHExpRate", "HHSigmoidRate", "HHExpLinearRate"
_SHAPES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {EXPONENTIAL: np.exp, SIGMOID: lambda x: 1.0 / (1.0 + np.exp(-x)), LINOID: _linoid}
)


def form_of(rate: Rate) -> Form | None:
    """The form that a rate has, with short numbers where these are as near; None without one."""
    with np.errstate(all="ignore"):
        for found in _candidates(rate):
            if _agrees(found, rate):
                short = _shortened(found)
                return short if _agrees(short, rate) else found
    return None


def _agrees(form: Form, rate: Rate) -> bool:
    wanted, given = rate(_LOOKED_AT), form(_LOOKED_AT)
    largest = np.maximum(np.abs(wanted), 1e-300)
    return bool(np.all(np.isfinite(given)) and np.all(np.abs(given - wanted) <= _AGREE * largest))


def _candidates(rate: Rate) -> Iterator[Form]:
    yield from _exponential(rate)
    yield from _linoids(rate)
    yield from _sigmoids(rate)


def _at(rate: Rate, *voltages: float) -> list[float]:
    return [float(value) for value in rate(np.asarray(voltages))]


def _exponential(rate: Rate) -> Iterator[Form]:
    low, high = _at(rate, -65.0, -15.0)
    if low > 0.0 and high > 0.0 and low != high:
        yield Form(EXPONENTIAL, low, -65.0, 50.0 / float(np.log(high / low)))


def _linoids(rate: Rate) -> Iterator[Form]:
    """Far on its rising side the form is a straight line through its midpoint."""
    for far in (_FAR, -_FAR):
        first, second = _at(rate, far, 0.8 * far)
        slope = (first - second) / (0.2 * far)
        if slope == 0.0 or not np.isfinite(slope):
            continue
        middle = far - first / slope
        below, above = _at(rate, middle - _ASIDE, middle + _ASIDE)
        if not abs(above - below) < abs(above + below) or above == below:
            continue
        half = np.arctanh((above - below) / (above + below))  # f(x) ± f(−x): r x coth(x/2) and r x
        at_middle = float((above - below) / (2.0 * half))
        yield Form(LINOID, at_middle, middle, at_middle / slope)


def _sigmoids(rate: Rate) -> Iterator[Form]:
    """1/f is a constant and an exponential: three values at equal distances say which."""
    for start, step in product(np.arange(-110.0, 60.0, 10.0), _STEPS_MV):
        values = _at(rate, start, start + step, start + 2 * step)
        if min(values) <= 0.0:
            continue
        a, b, c = (1.0 / each for each in values)
        if a == b or b == c or not (c - b) / (b - a) > 0.0:
            continue
        scale = -step / float(np.log((c - b) / (b - a)))
        factor = (b - a) / (np.exp(-(start + step) / scale) - np.exp(-start / scale))
        constant = a - factor * np.exp(-start / scale)
        if constant > 0.0 and factor > 0.0:
            yield Form(SIGMOID, 1.0 / constant, scale * float(np.log(factor / constant)), scale)


def _shortened(form: Form) -> Form:
    numbers = (float(f"{each:.9g}") for each in (form.rate, form.middle, form.scale))
    return Form(form.name, *numbers)
