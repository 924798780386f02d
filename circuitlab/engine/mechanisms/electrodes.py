"""Electrodes and junctions: what holds a membrane's voltage, and what joins two membranes."""

from __future__ import annotations

from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.mechanisms.stimuli import time_in_pulse


@mechanism(states="offset slope", outputs="")
def clamp_step(t, dt, offset, slope, height, rise, start, width, period, count):
    """One step of a clamp's command: ``height`` mV above holding, reached within ``rise`` ms.

    It says what holds at the end of a step, so that a voltage has its new value at the edge and
    gates, half a step ahead, have felt it for exactly the time since. ``slope`` in mV/ms: that an
    amplifier's rise is a straight line is assumed.
    """
    phase = time_in_pulse(t + dt, start, width, period, count)
    rising = (phase >= 0.0) & (phase < rise)
    share = phase / rise if rising else 1.0
    offset = height * share if phase >= 0.0 else 0.0
    return offset, height / rise if rising else 0.0


@mechanism(states="passed density", inputs="command command_slope", outputs="vn spike", last=True)
def voltage_clamp(
    v,
    g,
    ge,
    dv,
    vn,
    spike,
    current,
    passed,
    density,
    command,
    command_slope,
    holding,
    engaged,
    i_e,
    leaving,
    drive,
    per_push,
    capacitance,
    per_area,
):
    """Ideal clamp: the voltage is set, and ``passed`` is the current (pA) that this takes.

    I = g v − ge − i + C dv/dt, positive outwards (Hodgkin, Huxley & Katz 1952, J Physiol 116:424);
    in a leaky integrator, v → v keep + drive + i gain + dv, with ``leaving`` = 1 − keep and
    ``per_push`` = 1/gain. There is no series resistance, and the charge of a sudden step is left
    out, as where it is compensated; that of a ramp is not. A clamped cell does not spike.
    """
    on = engaged > 0.5
    needed = g * v - ge - current - i_e + (leaving * v - drive - dv) * per_push
    passed = needed + capacitance * command_slope if on else 0.0
    vn = holding + command if on else vn
    return passed, passed * per_area, vn, 0.0 if on else spike


@mechanism(states="before begun passed", inputs="v_first v_second", outputs="")
def gap_junction(before, begun, passed, v_first, v_second, g_j):
    """Current (pA) through a gap junction: g_j (V₂ − V₁) into the first cell, out of the second.

    Ohmic, as most are found near rest (Bennett & Zukin 2004, Neuron 41:495). Both voltages are
    those at the start of the step; the current is carried on to its middle, which makes it second
    order in dt.
    """
    now = g_j * (v_second - v_first)
    passed = 1.5 * now - 0.5 * before if begun > 0.5 else now
    return now, 1.0, passed
