"""Receptors: what a neuron's membrane does with the transmitter that reaches it.

An event adds its size to both `a` and `b`; the conductance is their scaled difference, a
dual exponential with its peak at 1: g = scale (b − a), a' = −a/τ_rise, b' = −b/τ_decay. States
move half a step, act, and move the other half, so that g stands at the middle of the step:
``half_a`` = e^{−dt/2τ_rise}, ``half_b`` = e^{−dt/2τ_decay}.
"""

from __future__ import annotations

from circuitlab.engine.compiled import inlined
from circuitlab.engine.mechanisms.rates import gate_over, rate_exp
from circuitlab.engine.mechanisms.registry import mechanism


@inlined
def decayed(x, factor):
    """X times ``factor``, and 0 once nothing is left: a subnormal number would only cost time."""
    return x * factor if abs(x) > 1e-40 else 0.0


@mechanism(states="a b open g_now", inputs="gain", outputs="g ge ica")
def dual_exponential(v, a, b, open, g_now, gain, scale, half_a, half_b, e_rev, calcium):
    """AMPA, GABA-A, glycine, NK1: g = scale (b − a), current g (v − e_rev).

    A fraction ``calcium`` of the current (NK1: 0.1, as in Aguiar et al. 2010 and Zhang et al.
    2014) fills the calcium pool and is left out of the voltage, as in those models. ``open`` is
    b − a, in events of size one.
    """
    a = decayed(a, half_a)
    b = decayed(b, half_b)
    open = b - a
    g_now = scale * (1.0 + gain) * open
    g = (1.0 - calcium) * g_now
    return a * half_a, b * half_b, open, g_now, g, g * e_rev, calcium * g_now * v


@mechanism(
    states="a b blocked unplugged bound g_now",
    inputs="ketamine number_gain gain",
    outputs="g ge ica nmda",
)
def nmda(
    v,
    nmda_total,
    a,
    b,
    blocked,
    unplugged,
    bound,
    g_now,
    ketamine,
    number_gain,
    gain,
    scale,
    half_a,
    half_b,
    magnesium,
    g_half,
    k_on,
    k_off,
    k_escape,
    slope,
    e_rev,
    calcium,
    dt,
):
    """NMDA receptor: magnesium block by voltage, and ketamine trapped in its pore.

    Open fraction of magnesium u = 1/(1 + [Mg]/3.57 e^{−0.062 v}) (Jahr & Stevens 1990,
    doi 10.1523/JNEUROSCI.10-09-03178.1990). Ketamine blocks open channels only and is trapped when
    they close: dB/dt = k_on C P u (1−B) − [k_off(v) P + k_escape] B, with P = min(1, g/g_half) of
    all the cell's NMDA conductance and k_off(v) = k_off e^{slope (v+66)} (s⁻¹; voltage dependence
    δ = 0.79, Gilling et al. 2009). ``bound`` is the fraction with glutamate, b − a.
    """
    a = decayed(a, half_a)
    b = decayed(b, half_b)
    bound = b - a
    plugged = magnesium * (1 / 3.57) * rate_exp(-0.062 * v)
    unplugged = 1.0 / (1.0 + plugged)
    active = min(1.0, nmda_total / g_half)
    block = k_on * ketamine * active
    release = (k_off * rate_exp(slope * (v + 66.0)) * active + k_escape) * (1.0 + plugged)
    blocked = gate_over(blocked, block, release, 1.0 + plugged, 1e-3 * dt)
    total = scale * (1.0 + number_gain) * (1.0 + gain) * bound
    g_now = total * unplugged * (1.0 - blocked)
    return (
        a * half_a,
        b * half_b,
        blocked,
        unplugged,
        bound,
        g_now,
        g_now,
        g_now * e_rev,
        calcium * g_now * v,
        total,
    )


@mechanism(states="a")
def exponential_conductance(a, scale, decay, e_rev):
    """Single-exponential conductance g = scale a, a' = −a/τ_syn: ``decay`` = e^{−dt/τ_syn}.

    An event counts in full in the step at whose start it arrives. A spike is noticed at the end of
    its step, half a step late on average, so the two cancel.
    """
    g = scale * a
    return decayed(a, decay), g, g * e_rev


@mechanism(states="a", inputs="gain", outputs="dv")
def exponential_current(a, gain, scale, decay, push):
    """Single-exponential current (pA) on a leaky integrator, integrated exactly.

    ``decay`` = e^{−dt/τ_syn}; ``push`` (mV/pA) is the exact effect of one step of it on v
    (Rotter & Diesmann 1999, Biol Cybern 81:381).
    """
    current = scale * (1.0 + gain) * a
    return decayed(a, decay), current * push
