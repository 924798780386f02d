"""Channels that heat, cold, chemicals and force open."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import ZERO_CELSIUS, closed_over_open, gate_over
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import inlined


@mechanism(gates="open", states="tired", inputs="temperature_change capsaicin pkc number_gain gain")
def trpv1(
    v,
    open,
    tired,
    temperature_change,
    capsaicin,
    pkc,
    number_gain,
    gain,
    g_max,
    number,
    temperature,
    enthalpy,
    charge,
    half_temperature,
    v_ref,
    pkc_shift,
    ec50,
    rate,
    tiring,
    resting,
    dt,
):
    """TRPV1, a channel opened by heat, voltage and capsaicin (form of Voets et al. 2004).

    P∞ = 1/(1 + :func:`closed_over_open`), T_half lowered by ``pkc_shift`` kelvin at full
    phosphorylation; capsaicin C adds 1 − (1 − P)(1 − C²/(C² + EC50²)). T is the skin's
    temperature, here 273.15 K + °C. What is open tires: dD/dt = ``tiring`` P (1 − D) −
    ``resting`` D (1/ms, assumed), and P (1 − D) conducts. The reversal potential is 0 mV.
    """
    kelvin = temperature + temperature_change + ZERO_CELSIUS
    half = half_temperature + ZERO_CELSIUS - pkc_shift * pkc
    closed = closed_over_open(v, kelvin, half, enthalpy, charge, v_ref)
    dose = capsaicin / ec50
    either = (1.0 + closed) * (1.0 + dose * dose)
    open = gate_over(open, either - closed, closed, either, rate * dt)
    tired = gate_over(tired, tiring * open, resting, 1.0, dt)
    g = g_max * number * (1.0 + number_gain) * (1.0 + gain) * open * (1.0 - tired)
    return open, tired, g, 0.0


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

    P∞ = 1/(1 + :func:`closed_over_open`) as in TRPV1, but with a negative enthalpy: opening gives
    heat off.
    """
    kelvin = temperature + temperature_change + ZERO_CELSIUS
    half = half_temperature + ZERO_CELSIUS
    closed = closed_over_open(v, kelvin, half, enthalpy, charge, v_ref)
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


@inlined
def pressed_open(force, f_half):
    """Fraction of :func:`mechanical` that a force opens, tiring left out."""
    x = force / f_half
    return x * x / (1.0 + x * x)


@mechanism(states="available", inputs="force_added gain")
def mechanical(available, force_added, gain, g_max, force, f_half, adapting, keep, e_rev):
    """A channel that force opens at once, and that then tires: g = g_max P h.

    P = x²/(1 + x²), x = F/F50; h → 1 − ``adapting`` P with time constant τ, ``keep`` = e^{−dt/τ}.
    (Form and sizes assumed.)
    """
    pressed = pressed_open(force + force_added, f_half)
    target = 1.0 - adapting * pressed
    available = target + (available - target) * keep
    g = g_max * (1.0 + gain) * pressed * available
    return available, g, g * e_rev


@mechanism(states="followed", inputs="force_added gain")
def touched(followed, force_added, gain, g_max, force, f_half, adapting, keep, e_rev):
    """A channel that a change of force opens and that gets used to any force: g = g_max (P − k A)₊.

    P = x²/(1 + x²), x = F/F50; A → P with time constant τ, ``keep`` = e^{−dt/τ}, k = ``adapting``:
    at 1 nothing is left of a force that stays, however light it is. (Form and sizes assumed.)
    """
    pressed = pressed_open(force + force_added, f_half)
    g = g_max * (1.0 + gain) * max(pressed - adapting * followed, 0.0)
    return pressed + (followed - pressed) * keep, g, g * e_rev
