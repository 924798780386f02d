"""Stimuli: functions of model time, so that a run can be cut and restored anywhere.

Set by whoever designs the experiment: they describe no property of nature and need no source. Where
one stands for something in nature, its form is assumed.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import approach, exp, wandered
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import inlined, shared
from circuitlab.engine.numerics.noise import cosine_of_turns, normal, random_bits, uniform

LATEST = 6.0
"""Jitter is drawn up to so many standard deviations."""


@inlined
def time_in_pulse(t, start, width, period, count):
    """Milliseconds since the present pulse began, or −1 between pulses.

    Pulses of ``width`` begin at ``start + k period`` for k < ``count``; all is over after ``count``
    periods, which need not be whole: the last pulse is cut there. An edge belongs to the step that
    begins at it, whatever the rounding of t.
    """
    since = t - start + 1e-6
    number = min(np.floor(since / period), np.ceil(count) - 1.0)
    phase = since - number * period
    return phase if (since >= 0.0) & (phase < width) & (since < count * period) else -1.0


@mechanism(states="output", outputs="", pulsed=True)
def current_pulse(t, output, amplitude, start, width, period, count):
    """Rectangular current pulses of ``amplitude`` pA."""
    on = time_in_pulse(t, start, width, period, count) >= 0.0
    return amplitude if on else 0.0


@mechanism(states="output", outputs="", pulsed=True)
def current_ramp(t, output, initial, final, start, width, period, count):
    """A current (pA) that goes from ``initial`` to ``final`` on a straight line, then none."""
    phase = time_in_pulse(t, start, width, period, count)
    return initial + (final - initial) * phase / width if phase >= 0.0 else 0.0


@mechanism(states="phase output", outputs="", pulsed=True)
def played_current(t, phase, output, gain, start, width, period, count, dt):
    """A current (pA) that follows a curve of points, ``gain`` times.

    ``phase`` is where on the curve the middle of the step lies (ms since its start; −1: nowhere),
    which is second order in dt. The curve itself is a table of the plan, from which the driver sets
    ``output`` (:mod:`circuitlab.engine.stepping.played_curves`).
    """
    since = time_in_pulse(t, start, width, period, count)
    return since + 0.5 * dt if since >= 0.0 else -1.0, output


@mechanism(states="output", outputs="", pulsed=True)
def sine_current(t, output, offset, amplitude, per_ms, turns, start, width, period, count):
    """A current (pA) that swings: offset + A sin 2π(f t + φ), t from its start.

    ``per_ms`` = f in 1/ms, ``turns`` = φ in whole turns.
    """
    phase = time_in_pulse(t, start, width, period, count)
    cycles = per_ms * phase + turns - 0.25
    swing = cosine_of_turns(cycles - np.floor(cycles))
    return offset + amplitude * swing if phase >= 0.0 else 0.0


@mechanism(states="fluctuation output", outputs="")
def noise_source(t, tick, fluctuation, output, key, mean, decay, kick, start, width, period, count):
    """An Ornstein–Uhlenbeck current (pA), different in every cell, exact for any step.

    See :func:`wandered`.
    """
    fluctuation = wandered(fluctuation, key, decay, kick, tick)
    on = time_in_pulse(t, start, width, period, count) >= 0.0
    return fluctuation, mean + fluctuation if on else 0.0


@mechanism(states="output", outputs="", pulsed=True)
def volley(
    t, output, key, amplitude, recruited, jitter, lag, duration, start, width, period, count
):
    """Current pulses (pA) that set off one spike each, in a part of a population's fibres.

    Of every volley each fibre is recruited with the probability ``recruited``, ``jitter`` |N(0, 1)|
    ms late and ``lag`` ms after the first, drawn anew for fibre and volley from (seed, element,
    fibre, number of the volley). A pulse lasts ``duration``; ``width`` after its beginning a
    volley has passed in every fibre.
    """
    since = t - start - lag + 1e-6
    number = min(np.floor(since / period), count - 1.0)
    phase = since - number * period
    output = 0.0
    if since >= 0.0 and number >= 0.0 and phase < min(width, duration + LATEST * jitter):
        seed, volleys = np.float64(key).view(np.uint64), 2 * np.int64(number)
        late = jitter * abs(normal(random_bits(seed, np.uint64(volleys + 1))))
        joins = uniform(random_bits(seed, np.uint64(volleys))) < recruited
        output = amplitude if joins and late <= phase < late + duration else 0.0
    return output


@mechanism(states="level", outputs="")
def ramped_pulse(t, level, height, rate, start, width, period, count):
    """What is at ``height`` during a pulse: at once, or on a ramp of ``rate`` per ms."""
    phase = time_in_pulse(t, start, width, period, count)
    ramped = min(abs(height), rate * phase) * (1.0 if height >= 0.0 else -1.0)
    return ramped if phase >= 0.0 else 0.0


@mechanism(states="level", outputs="")
def bath(t, level, concentration, tau, start, width, period, count, dt):
    """A chemical (µM) washed in and out of the fluid around a nerve ending.

    dC/dt = (C₀ − C)/τ, C₀ = ``concentration`` during a pulse and 0 between; ``tau`` in ms.
    """
    on = time_in_pulse(t, start, width, period, count) >= 0.0
    target = concentration if on else 0.0
    return approach(level, target, tau, dt)


@mechanism(outputs="spike", several=("key", "mean"))
def poisson_source(key, chance, mean, tick):
    """Spikes at random: in each step ``mean`` on average, of which the first has the ``chance``.

    How many there are in a step in which there are some, says :func:`random_count`.
    """
    return 1.0 if uniform(random_bits(np.float64(key).view(np.uint64), tick)) < chance else 0.0


@mechanism(outputs="spike", several=("key", "mean"))
def timed_poisson_source(t, key, chance, mean, tick, start, width, period, count):
    """Spikes at random as of :func:`poisson_source` during pulses, and none between them."""
    fires = uniform(random_bits(np.float64(key).view(np.uint64), tick)) < chance
    on = time_in_pulse(t, start, width, period, count) >= 0.0
    return 1.0 if fires & on else 0.0


@shared
def random_count(key, mean, tick):
    """How many spikes a source that fires at random has in a step in which it fires.

    Numbers in a step are Poisson distributed: there are k or more where the step's random number
    lies below the probability of k or more.
    """
    drawn = uniform(random_bits(np.float64(key).view(np.uint64), np.uint64(tick)))
    return count_below(drawn, mean)


@shared
def count_below(drawn, mean):
    """The greatest k, at least 1, such that k or more have a probability above ``drawn``."""
    exactly = mean * exp(-mean)
    more = 1.0 - exp(-mean) - exactly
    count = 1
    while drawn < more:
        count += 1
        exactly *= mean / count
        more -= exactly
    return count


@mechanism(outputs="spike")
def listed_source(v):
    """A source that fires when its list says so: the list is a table of events."""
    return 0.0 * v
