"""The brain and what one does: pain read-out, expectation, descending pathways, movement."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import exp
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.noise import cosine_of_turns

_DAY = 86400.0
"""Seconds"""


@mechanism(states="rate sensation rating", inputs="weight expected", outputs="")
def pain_readout(rate, sensation, rating, weight, expected, keep, half_rate):
    """Pain read-out: the rate of a projection neuron, low-passed, on a scale of 0 to 10.

    Each spike adds 1000/τ to ``rate`` (Hz), which decays with τ; S = 10 R/(R + 10 Hz). What is
    felt lies between sensation and expectation, rating = (1 − w) S + w E (Grahl et al. 2018,
    doi 10.7554/eLife.32930); without an expectation it is S.
    """
    rate = rate * keep
    sensation = 10.0 * rate / (rate + half_rate)
    weight = min(weight, 1.0)
    return rate, sensation, (1.0 - weight) * sensation + weight * expected


@mechanism(states="shift expected", inputs="cue learning sensation", outputs="")
def belief(t, shift, expected, cue, learning, sensation, dt):
    """Pain that is expected (0 to 10): a cue, and what experience has taught since.

    dE/dt = α (S − E) (Rescorla & Wagner 1972; rate assumed), ``learning`` = α per day; ``shift`` =
    E − cue.
    """
    passed = dt / _DAY if t >= 0.0 else 0.0
    target = sensation - cue
    shift = target + (shift - target) * exp(-learning * passed)
    return shift, cue + shift


@mechanism(states="weight cue learning drive", outputs="")
def expectation(weight, cue, learning, drive, trust, expected, rate, gain):
    """An expectation of pain: its weight, its size (0 to 10), and the brake that it releases.

    Less pain expected than the middle of the scale sends inhibition down to the spinal cord, more
    lets go of it: ``drive`` = gain (5 − E)/5 (assumed).
    """
    return trust, expected, rate, gain * (1.0 - 0.2 * expected)


@mechanism(states="drive tonic agonist release", inputs="expectation threat", outputs="")
def descending_drive(
    drive,
    tonic,
    agonist,
    release,
    expectation,
    threat,
    own,
    tonic_full,
    girk_full,
    release_loss,
    release_gain,
):
    """Pathways from the brain stem to the dorsal horn: d > 0 inhibits, d < 0 facilitates.

    d > 0: tonic GABA and glycine 0.35 d nS and half of the GIRK channels × d on projection cells,
    release of C fibres × (1 − 0.2 d); d < 0: release × (1 + 0.4 |d|) (sizes assumed).
    ``release`` is what divides transmitter release, less one; ``agonist`` opens x/(1 + x) of GIRK.
    """
    drive = max(-1.0, min(1.0, own + expectation - threat))
    up, down = max(drive, 0.0), max(-drive, 0.0)
    factor = (1.0 - release_loss * up) * (1.0 + release_gain * down)
    opened = girk_full * up
    return drive, tonic_full * up, opened / (1.0 - opened), 1.0 / factor - 1.0


@mechanism(
    states="sensitisation capacity fear limit load pain strain flares days age pge2",
    inputs="reassurance",
    outputs="",
)
def movement_plan(
    t,
    sensitisation,
    capacity,
    fear,
    limit,
    load,
    pain,
    strain,
    flares,
    days,
    age,
    pge2,
    reassurance,
    share,
    every,
    tau,
    flare_gain,
    growth,
    fear_rate,
    force,
    pge2_full,
    dt,
):
    """Movement day by day: load, sensitisation s, capacity c and fear f (all assumed).

    Free of pain up to L₀ = c (1 − 0.5 s). Each day, with over = (L − L₀)₊: if over ≤ 0.02, s falls
    by s/τ min(1, L/L₀) and c grows by 2 % where L > 0.5 L₀; else s rises by 1.2 over. c falls by
    1 % where L < 0.1. pain = min(1, 3 over + 0.3 s), f → f + 0.05 ([pain > 0.4] − r − f), what f
    goes to kept from 0 to 1; r is what an expectation says of the pain to come. L is
    ``share`` × L₀ on each ``every``-th day and 0 on others; ``strain`` (mN) is ``force`` at L₀, and
    sensitised tissue holds s × ``pge2_full`` nM of PGE2.
    """
    age = age + (dt if t >= 0.0 else 0.0)
    while True:
        limit = capacity * (1.0 - 0.5 * sensitisation)
        load = share * limit if days % every < 1.0 else 0.0
        over = max(0.0, load - limit)
        flare = over > 0.02
        if (days + 1.0) * _DAY > age + 1e-3:
            break
        rest = sensitisation / tau * min(1.0, load / max(limit, 1e-6))
        sensitisation += flare_gain * over if flare else -rest
        sensitisation = min(max(sensitisation, 0.0), 1.0)
        gained = growth * capacity if load > 0.5 * limit and not flare else 0.0
        lost = 0.01 * capacity if load < 0.1 else 0.0
        capacity = min(capacity + gained - lost, 1.0)
        felt = min(1.0, 3.0 * over + 0.3 * sensitisation)
        learnt = (1.0 if felt > 0.4 else 0.0) - reassurance
        fear += fear_rate * (min(max(learnt, 0.0), 1.0) - fear)
        flares += 1.0 if flare else 0.0
        days += 1.0
    pain = min(1.0, 3.0 * over + 0.3 * sensitisation)
    strain = force * load / max(limit, 1e-6)
    made = sensitisation * pge2_full
    return sensitisation, capacity, fear, limit, load, pain, strain, flares, days, age, made


@mechanism(states="level", inputs="peak", outputs="")
def strain(t, level, peak, per_ms):
    """Force (mN) on tissue that moves to and fro: peak (1 − cos 2πft)/2, f in 1/ms (assumed)."""
    cycles = per_ms * max(t, 0.0)
    return 0.5 * peak * (1.0 - cosine_of_turns(cycles - np.floor(cycles)))
