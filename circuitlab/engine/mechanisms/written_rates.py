"""A channel whose gates have rates that somebody wrote down, as files of other programs do."""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import exp
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import inlined


@inlined
def rate_of_form(v, rate, middle, scale, form):
    """Rate of one of three forms, with x = (v − middle)/scale.

    rate·e^x (``form`` 0), rate/(1 + e^{−x}) (1) and rate·x/(1 − e^{−x}) (2) are all
    rate·(1 or x)/((0 or 1) ± e^{−x}).
    """
    linear = form > 1.5
    x = (v - middle) / scale
    x = 1e-5 if linear & (abs(x) < 1e-5) else x
    e = exp(min(-x, 300.0))
    below = 1.0 - e if linear else (e if form < 0.5 else 1.0 + e)
    return min(rate * (x if linear else 1.0) / below, 1e6)


@inlined
def whole_power(x, ones, twos, fours):
    """X to the power of ``ones`` + 2 ``twos`` + 4 ``fours``, each of them 0 or 1."""
    x2 = x * x
    x4 = x2 * x2
    return (1.0 + ones * (x - 1.0)) * (1.0 + twos * (x2 - 1.0)) * (1.0 + fours * (x4 - 1.0))


@inlined
def exactly_gated(x, opening, closing, dt):
    """X after ``dt`` of dx/dt = opening (1 − x) − closing x, by the exponential itself."""
    rate = max(opening + closing, 1e-12)
    target = opening / rate
    return target + (x - target) * exp(-rate * dt)


@mechanism(gates="m h")
def rate_channel(
    v,
    m,
    h,
    g_max,
    e_rev,
    q,
    m_ones,
    m_twos,
    m_fours,
    h_ones,
    h_twos,
    h_fours,
    m_open_rate,
    m_open_middle,
    m_open_scale,
    m_open_form,
    m_close_rate,
    m_close_middle,
    m_close_scale,
    m_close_form,
    h_open_rate,
    h_open_middle,
    h_open_scale,
    h_open_form,
    h_close_rate,
    h_close_middle,
    h_close_scale,
    h_close_form,
    dt,
):
    """Channel with rates that somebody wrote down, ḡ m^a h^b (Hodgkin & Huxley 1952).

    dx/dt = q (α (1 − x) − β x); each rate is one of the three forms of :func:`rate_of_form`. A
    power of 0 leaves a gate out.
    """
    opening = rate_of_form(v, m_open_rate, m_open_middle, m_open_scale, m_open_form)
    closing = rate_of_form(v, m_close_rate, m_close_middle, m_close_scale, m_close_form)
    m = exactly_gated(m, opening, closing, q * dt)
    opening = rate_of_form(v, h_open_rate, h_open_middle, h_open_scale, h_open_form)
    closing = rate_of_form(v, h_close_rate, h_close_middle, h_close_scale, h_close_form)
    h = exactly_gated(h, opening, closing, q * dt)
    g = g_max * whole_power(m, m_ones, m_twos, m_fours) * whole_power(h, h_ones, h_twos, h_fours)
    return m, h, g, g * e_rev
