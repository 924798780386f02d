"""The last two things of a step: the voltage moves, and a spike is noticed.

A conductance cell knows the sums of g and ge over its mechanisms; its gates stand half a step
ahead of its voltage, which makes the whole second order in dt.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import (
    GRADUAL,
    exp,
    gradual_step,
    linear_exponential,
    wandered,
)
from circuitlab.engine.mechanisms.mechanism import Fades, Shortcut, mechanism
from circuitlab.engine.numerics.jit import fma, inlined
from circuitlab.engine.numerics.noise import logarithm

_LAST_STEPS = 4.0
"""Steps before the peak of a spike in which its exponential upstroke is followed in closed form."""


@mechanism(outputs="vn")
def conductance_membrane(v, g, ge, current, i_e, step_over_c):
    """Exponential Euler: v → v∞ + (v − v∞) e^{−g dt/C}, v∞ = (ge + i)/g.

    Of C dv/dt = ge + i − g v (Hodgkin & Huxley 1952), right for any dt·g/C. ``step_over_c`` = dt/C
    (ms/pF).
    """
    target = (ge + current + i_e) / g
    return target + (v - target) * exp(-step_over_c * g)


@inlined
def _is_gradual(v, g, ge, current, i_e, step_over_c):
    limit = np.float64(GRADUAL / step_over_c).view(np.uint64)
    return np.float64(g).view(np.uint64) <= limit  # as whole numbers negative ones are large


@inlined
def _gradually(v, g, ge, current, i_e, step_over_c):
    return fma(fma(-g, v, ge + (current + i_e)), gradual_step(g, step_over_c), v)


@mechanism(outputs="vn", shortcut=Shortcut(_is_gradual, _gradually))
def integrating_membrane(v, g, ge, current, i_e, step_over_c):
    """:func:`conductance_membrane` of a cell without channels, whose steps are mostly gradual.

    v → v + (ge + i − g v) (1 − e^{−z})/g, z = dt·g/C, is the same without a division and without
    an exponential where z is small. (Of the equation of Hodgkin & Huxley 1952.)
    """
    target = (ge + (current + i_e)) / g
    leaping = target + (v - target) * exp(-step_over_c * g)
    gradual = _is_gradual(v, g, ge, current, i_e, step_over_c)
    return _gradually(v, g, ge, current, i_e, step_over_c) if gradual else leaping


@mechanism(outputs="vn")
def crank_nicolson_membrane(v, g, ge, current, i_e, half_step_over_c):
    """Crank–Nicolson: v → v + 2h (ge + i − g v)/(1 + h g) with h = dt/2C (ms/pF).

    Of C dv/dt = ge + i − g v (Hodgkin & Huxley 1952). More exact than exponential Euler where
    dt·g/C stays below 1, and without an exponential; it overshoots a reversal potential where
    dt·g/C is large.
    """
    drive = fma(-g, v, ge + current + i_e)
    return v + 2.0 * half_step_over_c * drive / fma(half_step_over_c, g, 1.0)


@mechanism(outputs="spike")
def upward_crossing(v, vn, v_th):
    """A spike is an upward crossing of ``v_th`` (mV, assumed): v < v_th ≤ v a step later."""
    return 1.0 if (v < v_th) & (vn >= v_th) else 0.0


@inlined
def upstroke(v, v_t, delta_t, steepest):
    """e^{(v−v_t)/Δ_T} of :func:`adaptive_exponential`, its exponent held at ``steepest``."""
    return exp(min((v - v_t) / delta_t, steepest))


@mechanism(states="w", inputs="shift")
def adaptive_exponential(v, spike, w, shift, g_l, e_l, v_t, delta_t, steepest, a, b, keep):
    """AdEx currents: leak, exponential upstroke, adaptation (Brette & Gerstner 2005).

    C dv/dt = g_l(e_l−v) + g_l Δ_T e^{(v−v_t)/Δ_T} − w + i, τ_w dw/dt = a(v−e_l) − w, and w grows by
    b with each spike. The exponent is held at ``steepest``, beyond that of the peak, or it would
    overflow before the reset. The upstroke stands in g and ge by its tangent at v, which makes the
    step of the voltage second order in dt; w lies half a step ahead. ``keep`` = e^{−dt/τ_w}; v_t
    lies ``shift`` mV lower where kinases have moved it. (doi 10.1152/jn.00686.2005)
    """
    target = a * (v - e_l)
    w = target + (w + b * spike - target) * keep
    slope = g_l * upstroke(v, v_t - shift, delta_t, steepest)
    return w, g_l - slope, g_l * e_l + slope * (delta_t - v) - w


@mechanism(states="u")
def quadratic_recovery(v, spike, u, c_m, quadratic, linear, constant, b, d, keep):
    """Izhikevich's two equations (2003), by the tangent of the parabola at v.

    dv/dt = 0.04v² + 5v + 140 − u + i/C, du/dt = a(bv − u), and u grows by d with each spike (mV,
    mV/ms); two cells of the paper of 2004 have other numbers than 5 and 140, and those of the book
    of 2007, C dv/dt = k(v − v_r)(v − v_t) − u + i, another than 0.04 too. Second order
    in dt where the papers took steps of 0.5 ms and less: u exactly and half a step ahead, ``keep``
    = e^{−a dt}. (doi 10.1109/TNN.2003.820440, 10.1109/TNN.2004.832719)
    """
    target = b * v
    u = target + (u + d * spike - target) * keep
    return (
        u,
        -c_m * (2.0 * quadratic * v + linear),
        c_m * (constant - quadratic * v * v - u),
    )


@mechanism(states="refractory", outputs="vn spike")
def resetting_membrane(v, g, ge, current, i_e, refractory, step_over_c, v_peak, v_reset, steps):
    """Exponential Euler up to ``v_peak``, and reset at the interpolated moment of the spike.

    v → v + (h/C)(ge + i − g v) (e^z − 1)/z, z = −h g/C, for any sign of g. What is left of a step
    after its spike belongs to the time after the reset: it shortens the refractory time of
    ``steps``, or else makes the next step longer. (The reset of Izhikevich 2003 and of Brette &
    Gerstner 2005.)
    """
    free = max(1.0 - refractory, 0.0)
    step = step_over_c * free
    z = max(min(-step * g, 700.0), -700.0)
    change = step * (ge + current + i_e - g * v) / linear_exponential(z)
    fired = v + change >= v_peak
    rise = change if change > 0.0 else 1.0
    left = free * max(min(1.0 - (v_peak - v) / rise, 1.0), 0.0)
    refractory = steps - left if fired else max(refractory - 1.0, 0.0)
    return refractory, v_reset if fired else v + change, 1.0 if fired else 0.0


@mechanism(states="refractory", outputs="vn spike")
def exponential_membrane(
    v, g, ge, current, i_e, refractory, step_over_c, delta_t, top, v_peak, v_reset, steps
):
    """As :func:`resetting_membrane`, for an exponential upstroke that runs on far above threshold.

    There it outgrows its tangent within a step. With all but the exponential held, C dv/dt = k +
    A e^{(v−v_t)/Δ} reaches ``v_peak`` after CΔ/k ln((a₀ + k)/(a₀ + k q)), a₀ = A e^{(v−v_t)/Δ},
    q = e^{(v−v_peak)/Δ}: that is the moment of the spike. In the last steps before it v → v − Δ
    ln(E − a₀ (1 − E)/k), E = e^{−k h/CΔ}; earlier the tangent is closer, as the leak moves with v.
    ``top`` = A e^{(v_peak−v_t)/Δ} in pA, A = g_l Δ. (Upstroke of Brette & Gerstner 2005, peak of
    Naud et al. 2008, doi 10.1007/s00422-008-0264-7.)
    """
    free = max(1.0 - refractory, 0.0)
    z = max(min(-step_over_c * free * g, 700.0), -700.0)
    whole = step_over_c * (ge + current + i_e - g * v)
    change = free * whole / linear_exponential(z)
    q = min(exp((v - v_peak) / delta_t), 1.0)
    upstroke = step_over_c * top * q
    rising = max(whole, 1e-12)
    rest = rising - upstroke
    at_peak = upstroke + rest * q
    u = rest * (1.0 - q) / at_peak
    bent = logarithm(rising / at_peak) / u if abs(u) > 1e-5 else 1.0 - 0.5 * u
    due = delta_t * (1.0 - q) / at_peak * bent
    s = rest * free / delta_t
    kept = exp(-s)
    grown = kept - upstroke * free / delta_t * ((1.0 - kept) / s if abs(s) > 1e-5 else 1.0)
    upwards = (whole > 1e-12) & (due < _LAST_STEPS)
    change = -delta_t * logarithm(max(grown, 1e-300)) if upwards else change
    fired = upwards & (due <= free) | (v + change >= v_peak)
    left = max(free - due, 0.0)
    refractory = steps - left if fired else max(refractory - 1.0, 0.0)
    return refractory, v_reset if fired else v + change, 1.0 if fired else 0.0


@mechanism(outputs="vn", fades=Fades.MEMBRANE)
def leaky_integrator(v, dv, current, drive, keep, gain):
    """Leaky integrator, exact for constant current: v∞ + (v − v∞) keep, v∞ = e_l + i τ_m/C.

    Of τ_m dv/dt = e_l − v + i τ_m/C (Rotter & Diesmann 1999, Biol Cybern 81:381); ``keep`` =
    e^{−dt/τ_m}, ``gain`` = τ_m/C (1−keep), ``drive`` = e_l (1−keep) + i_e gain.
    """
    return fma(v, keep, drive) + current * gain + dv


@mechanism(states="noise", outputs="dv")
def noise_current(noise, key, decay, kick, push, tick):
    """Ornstein–Uhlenbeck current (pA) on a leaky integrator: a step moves v by ``push`` mV/pA.

    As :func:`circuitlab.engine.mechanisms.channels.membrane_noise` (assumed).
    """
    noise = wandered(noise, key, decay, kick, tick)
    return noise, noise * push


@mechanism(states="refractory", outputs="vn spike", fades=Fades.RESET)
def reset_rule(vn, refractory, v_peak, v_reset, steps):
    """Integrate-and-fire: at ``v_peak`` a spike, then ``v_reset`` for ``steps`` steps.

    The rule of the benchmarks of Brette et al. 2007 (doi 10.1007/s10827-007-0038-6).
    """
    held = refractory > 0.0
    vn = v_reset if held else vn
    fired = vn >= v_peak
    vn = v_reset if fired else vn
    waiting = refractory - 1.0 if held else 0.0
    refractory = steps if fired else waiting
    return refractory, vn, 1.0 if fired else 0.0
