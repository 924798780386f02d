"""Stimuli: pure functions of model time, so that a run can be cut and restored anywhere."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.compiled import inlined
from circuitlab.engine.mechanisms.registry import mechanism
from circuitlab.engine.noise import random_bits, uniform


@inlined
def time_in_pulse(t, start, width, period, count):
    """Milliseconds since the present pulse began, or −1 between pulses.

    Pulses of ``width`` begin at ``start + k period`` for k < ``count``. An edge belongs to the
    step that begins at it, whatever the rounding of t.
    """
    since = t - start + 1e-6
    number = min(np.floor(since / period), count - 1.0)
    phase = since - number * period
    return phase if (since >= 0.0) & (phase < width) else -1.0


@mechanism(states="output", outputs="")
def current_pulse(t, output, amplitude, start, width, period, count):
    """Rectangular current pulses of ``amplitude`` pA."""
    on = time_in_pulse(t, start, width, period, count) >= 0.0
    return amplitude if on else 0.0


@mechanism(states="difference", outputs="")
def heat(t, difference, temperature, resting, rate, start, width, period, count):
    """Skin temperature above or below ``resting`` in kelvin: a step, or a ramp of ``rate`` K/ms."""
    phase = time_in_pulse(t, start, width, period, count)
    full = temperature - resting
    ramped = min(abs(full), rate * phase) * (1.0 if full >= 0.0 else -1.0)
    return ramped if phase >= 0.0 else 0.0


@mechanism(outputs="spike")
def poisson_source(key, rate, dt, tick):
    """A spike with probability ``rate`` dt in every step (rate in 1/ms)."""
    return 1.0 if uniform(random_bits(np.float64(key).view(np.uint64), tick)) < rate * dt else 0.0


@mechanism(outputs="spike")
def listed_source(v):
    """A source that fires when its list says so: the list is a table of events."""
    return 0.0 * v
