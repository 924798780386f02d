"""Channels that cold, chemicals and force open."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.rates import gate_over, rate_exp
from circuitlab.engine.mechanisms.registry import mechanism


@mechanism(gates="open", inputs="temperature_change gain")
def trpm8(
    v,
    open,
    temperature_change,
    gain,
    g_max,
    temperature,
    enthalpy,
    charge,
    half_temperature,
    v_ref,
    rate,
    e_rev,
    dt,
):
    """TRPM8, a channel opened by cold and by depolarisation (form of Voets et al. 2004).

    P∞ = 1/(1+exp[(ΔH − T ΔS − zF v)/(RT)]) with ΔS = (ΔH − zF v_ref)/T_half as in TRPV1, but with
    a negative enthalpy: opening gives heat off. ``charge`` = zF in J/(mol mV).
    """
    kelvin = temperature + temperature_change + 273.15
    half = half_temperature + 273.15
    energy = (enthalpy - charge * v) * half - kelvin * (enthalpy - charge * v_ref)
    closed = rate_exp(energy / (8.314 * kelvin * half))
    open = gate_over(open, 1.0, closed, 1.0 + closed, rate * dt)
    g = g_max * (1.0 + gain) * open
    return open, g, g * e_rev


@mechanism(states="open", inputs="aitc_added gain")
def trpa1(open, aitc_added, gain, g_max, aitc, ec50, keep_on, keep_off, e_rev):
    """TRPA1, a channel that mustard oil and wasabi (AITC) open by binding to it for good.

    P∞ = x^1.5/(1 + x^1.5), x = C/EC50; it opens in seconds and closes in a minute, ``keep_on`` =
    e^{−dt/τ_on}, ``keep_off`` = e^{−dt/τ_off}. (EC50 11–22 µM: Jordt et al. 2004.)
    """
    x = (aitc + aitc_added) / ec50
    bound = x * np.sqrt(x)
    target = bound / (1.0 + bound)
    keep = keep_on if target > open else keep_off
    open = target + (open - target) * keep
    g = g_max * (1.0 + gain) * open
    return open, g, g * e_rev


@mechanism(states="available", inputs="force_added gain")
def mechanical(available, force_added, gain, g_max, force, f_half, adapting, keep, e_rev):
    """A channel that force opens at once, and that then tires: g = g_max P h.

    P = x²/(1 + x²), x = F/F50; h → 1 − ``adapting`` P with time constant τ, ``keep`` = e^{−dt/τ}.
    (Form and sizes assumed.)
    """
    x = (force + force_added) / f_half
    pressed = x * x / (1.0 + x * x)
    target = 1.0 - adapting * pressed
    available = target + (available - target) * keep
    g = g_max * (1.0 + gain) * pressed * available
    return available, g, g * e_rev
