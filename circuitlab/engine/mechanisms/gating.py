"""The arithmetic that rate equations are made of: exponentials, gates, relaxations.

Only ``+ - * /``, the fused multiply-add, integer operations and selections are used: every
function is free of branches, vectorises, and gives the same bits on every x86-64 processor.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from circuitlab.engine.numerics.jit import fma, inlined
from circuitlab.engine.numerics.noise import normal, random_bits

FARADAY = 96485.0
"""C/mol"""
GAS_CONSTANT = 8.314
"""J/(mol K)"""
ZERO_CELSIUS = 273.15
"""K"""


def folds_per_mv(charge: Any, kelvin: float) -> Any:
    """zF/(RT) in 1/mV: how steeply ``charge`` elementary charges feel a voltage (1 mV: 25 to 27).

    Its inverse for one charge is 26.64 mV at 36 °C and 26.73 mV at 37 °C.
    """
    return charge * FARADAY * 1e-3 / (GAS_CONSTANT * kelvin)


def in_numpy(equation: Callable[..., Any]) -> Callable[..., Any]:
    """The same equation for numbers and arrays outside of kernels, with numpy's exponential.

    Nothing is compiled for it, and no equation is written down twice.
    """
    if equation in (rate_exp, exp):
        return np.exp
    written = equation.py_func  # type: ignore[attr-defined]
    known = written.__globals__
    called = [name for name in written.__code__.co_names if hasattr(known.get(name), "py_func")]
    return FunctionType(written.__code__, known | {name: in_numpy(known[name]) for name in called})


@inlined
def rate_exp(x: float) -> float:
    """e^x for |x| ≤ 700, relative error 2e-14, not checked: what rates ask of a voltage.

    Range reduction by powers of two, then a Chebyshev interpolant of degree 9 on ±ln 2 / 2.
    """
    shifted = fma(x, 1.4426950408889634, 6755399441055744.0)
    k = shifted - 6755399441055744.0
    r = fma(k, -1.42860682030941723212e-6, fma(k, -0.693145751953125, x))
    p = fma(r, 2.7632640907740317e-06, 2.4884459744013073e-05)
    p = fma(p, r, 0.00019841190646771695)
    p = fma(p, r, 0.0013888801749674952)
    p = fma(p, r, 0.008333333367312512)
    p = fma(p, r, 0.04166666704055179)
    p = fma(p, r, 0.16666666666615643)
    p = fma(p, r, 0.4999999999943859)
    p = fma(p, r, 1.0000000000000013)
    p = fma(p, r, 1.0000000000000135)
    power = np.float64(shifted).view(np.int64) << 52  # added to the exponent: p is near 1
    return np.int64(np.float64(p).view(np.int64) + power).view(np.float64)


@inlined
def exp(x: float) -> float:
    """e^x, relative error 2e-14; |x| is held at 700."""
    return rate_exp(min(max(x, -700.0), 700.0))  # type: ignore[no-any-return]


@inlined
def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1.0 / (1.0 + rate_exp(-x))  # type: ignore[no-any-return]


@inlined
def linear_exponential(x: float) -> float:
    """X / (e^x − 1), and 1 at x = 0: the removable singularity of Hodgkin–Huxley rates."""
    x = x if abs(x) > 1e-5 else 1e-5
    return x / (rate_exp(x) - 1.0)  # type: ignore[no-any-return]


GRADUAL = 0.5
"""Steps over time constant up to which :func:`gradual_step` is told by a polynomial."""


@inlined
def gradual_step(rate: float, dt: float) -> float:
    """(1 − e^{−z})/rate for 0 ≤ z ≤ ``GRADUAL``, z = rate dt; relative error 4e-15, not checked.

    What a first slope comes to by the end of a step in which it fades at a rate: a minimax
    polynomial of degree 8 that takes six multiplications, c + z (((a y + b)(w + p) + q)(w + …) …),
    y = z − 4.375, w = y². (Form of Eve 1964, Numer Math 6:17; at this shift its numbers are real,
    and no digit is lost.) They hold ``dt``, so that they need be made only once where it is the
    same for all cells.
    """
    dt2, inverse = dt * dt, 1.0 / dt
    dt4, inverse2 = dt2 * dt2, inverse * inverse
    dt8 = dt4 * dt4
    y = rate - 4.375 * inverse
    w = y * y
    p = fma(y, 2.2012001061047555e-06 * (dt8 * dt), 4.311271218258631e-05 * dt8)
    p = fma(p, w + 178.8540047631833 * inverse2, -0.006296551109513751 * (dt4 * dt2))
    p = fma(p, w + 13.187834841257775 * inverse2, -0.024092262297808916 * dt4)
    p = fma(p, w + 10.16206784008795 * inverse2, -0.10929360142588616 * dt2)
    return fma(p, rate, 0.9999999999999963 * dt)  # type: ignore[no-any-return]


@inlined
def relax(x: float, target: float, rate: float, dt: float) -> float:
    """X after ``dt`` of dx/dt = rate (target − x), by the Padé (2, 2) form of the exponential.

    The error of the factor e^-z, z = rate dt, is z^5 / 720: below 2e-6 for z = 0.25.
    """
    z = rate * dt
    q = fma(z, z, 12.0)
    return fma(x, fma(z, -6.0, q), 12.0 * z * target) / fma(z, 6.0, q)  # type: ignore[no-any-return]


@inlined
def gate(x: float, opening: float, closing: float, dt: float) -> float:
    """X after ``dt`` of dx/dt = opening (1 − x) − closing x (rates in 1/ms)."""
    return gate_over(x, opening, closing, 1.0, dt)  # type: ignore[no-any-return]


@inlined
def gate_over(x: float, opening: float, closing: float, denominator: float, dt: float) -> float:
    """:func:`gate` for rates that share a denominator: opening/denominator, closing/denominator.

    Two logistic rates brought over one denominator need one division instead of three.
    """
    z = (opening + closing) * dt
    twelve = 12.0 * denominator
    middle = 0.5 * z * twelve
    ends = fma(z, z, twelve * denominator)
    inflow = dt * opening * twelve
    return fma(x, ends - middle, inflow) / (ends + middle)  # type: ignore[no-any-return]


@inlined
def fine_gate_over(
    x: float, opening: float, closing: float, denominator: float, dt: float
) -> float:
    """:func:`gate_over` by the Padé (5, 5) form: the factor's error is z^11 / 10^10.

    As good as the exponential itself where z = dt (opening + closing)/denominator is below 0.5,
    for fast gates and for cells whose trains are compared spike by spike.
    """
    rate = opening + closing
    q = rate * (dt * (1 / 6))
    q2 = q * q
    d2 = denominator * denominator
    d4 = d2 * d2
    step = dt * fma(q2, fma(q2, 3 / 35, d2), d4)
    ends = 2.0 * denominator * fma(q2, fma(q2, 9 / 7, 4.0 * d2), d4)
    middle = rate * step
    return fma(x, ends - middle, 2.0 * opening * step) / (ends + middle)  # type: ignore[no-any-return]


@inlined
def approach(x: float, target: float, tau: float, dt: float) -> float:
    """X after ``dt`` of dx/dt = (target − x)/τ, exact where the target stands still."""
    return target + (x - target) * exp(-dt / tau)  # type: ignore[no-any-return]


@inlined
def magnesium_in_pores(magnesium: float, v: float) -> float:
    """Pores with magnesium over pores without: [Mg]/3.57 e^{−0.062 v}, [Mg] in mM, v in mV.

    (Jahr & Stevens 1990, doi 10.1523/JNEUROSCI.10-09-03178.1990.)
    """
    return magnesium * (1 / 3.57) * rate_exp(-0.062 * v)  # type: ignore[no-any-return]


@inlined
def leaving_pores(k_off: float, slope: float, v: float) -> float:
    """Rate at which a blocker leaves open pores: k_off at −66 mV, e^{slope (v + 66)} times that."""
    return k_off * rate_exp(slope * (v + 66.0))  # type: ignore[no-any-return]


@inlined
def closed_over_open(
    v: float, kelvin: float, half: float, enthalpy: float, charge: float, v_ref: float
) -> float:
    """Closed channels over open ones, of a channel that heat and voltage open.

    exp[(ΔH − T ΔS − zF v)/(RT)] with ΔS = (ΔH − zF v_ref)/T_half (form of Voets et al. 2004);
    ``half`` = T_half in kelvin, ``charge`` = zF in J/(mol mV).
    """
    energy = (enthalpy - charge * v) * half - kelvin * (enthalpy - charge * v_ref)
    return rate_exp(energy / (GAS_CONSTANT * kelvin * half))  # type: ignore[no-any-return]


@inlined
def lost_to_blockers(ratio: float) -> float:
    """What blockers leave, less one: 1/(1 + x) − 1, x = Σ C/IC50 at one site."""
    return -ratio / (1.0 + ratio)


@inlined
def wandered(noise: float, key: float, decay: float, kick: float, tick: int) -> float:
    """A step of Ornstein–Uhlenbeck noise, exact for any dt: dx = −x dt/τ + sd √(2/τ) dW.

    ``decay`` = e^{−dt/τ}, ``kick`` = sd √(1 − decay²). The deviates are a function of (seed,
    element, index, tick): see :mod:`circuitlab.engine.numerics.noise`.
    """
    bits = random_bits(np.float64(key).view(np.uint64), tick)
    return noise * decay + kick * normal(bits)  # type: ignore[no-any-return]
