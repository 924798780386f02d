"""Drugs: how much of a dose reaches the place of action, and what it does there.

Levels are µM. Times are in the unit of the clock on which the drug lives: seconds on the body
clock; milliseconds for a drug whose effect builds up inside a fast receptor, so that level and
effect always share one clock.
"""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import approach, exp, lost_to_blockers
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import inlined

LEAST_DECAY = 1e-7
"""Part lost from one dose to the next below which the doses are simply added: the quotient of what
fades would be one of rounding errors."""


@mechanism(states="level ratio", inputs="given", outputs="", jumps=True)
def drug(t, level, ratio, given, concentration, start, stop, ic50):
    """A drug (µM) where it acts, and in units of its IC50.

    C is a ``concentration`` that is held from ``start`` to ``stop`` ms, and what doses have brought
    there (``given``); effects depend on ``ratio`` = C/IC50 alone (assumed).
    """
    held = ((t >= start) | (start <= 0.0)) & (t < stop)
    level = (concentration if held else 0.0) + given
    return level, level / ic50


@inlined
def doses_before(time, first, every, count):
    """How many doses have been given before a time: at ``first + k every`` for k < ``count``."""
    return min(max(-(-(time - first) // every), 0.0), count)


@inlined
def left_of_doses(rate, since, every, doses):
    """What is left of ``doses`` unit doses, the last of them ``since`` ago, at a decay ``rate``."""
    shrinks = rate * every > LEAST_DECAY
    fading = (1.0 - exp(-rate * doses * every)) / (1.0 - exp(-rate * every))
    kept = fading if shrinks else doses
    return exp(-rate * since) * kept if doses > 0.0 else 0.0


@mechanism(states="gut plasma site age", outputs="", jumps=True)
def pharmacokinetics(
    t,
    gut,
    plasma,
    site,
    age,
    k_a,
    k_el,
    k_e0,
    dose_gut,
    dose_plasma,
    extra_gut,
    extra_plasma,
    first,
    every,
    count,
    infusion,
    infused,
    dt,
):
    """One compartment with absorption, infusion and an effect site (µM), exact for any step.

    dG/dt = −k_a G, dC/dt = r + k_a G − k_el C, dCe/dt = k_e0 (C − Ce); ``gut`` is the amount still
    to be absorbed over the volume of distribution. Doses of ``dose_gut`` and ``dose_plasma`` µM
    come at ``first + k every``, k < ``count``, with the first of them ``extra_gut`` and
    ``extra_plasma`` more; the infusion of r = ``infusion`` µM per unit of
    time lasts ``infused`` from ``first`` on. In the three combinations G, C + αG and Ce + βC + γG
    each equation stands alone, and several doses within a step are a geometric series. The three
    rates must differ. (One-compartment model: Gibaldi & Perrier 1982, Pharmacokinetics.)
    """
    dt = dt if t >= 0.0 else 0.0
    alpha, beta = k_a / (k_a - k_el), k_e0 / (k_el - k_e0)
    gamma = k_e0 * alpha / (k_e0 - k_a)
    until = age + dt
    given = doses_before(until, first, every, count)
    doses = given - doses_before(age, first, every, count)
    since = until - first - (given - 1.0) * every
    begun = min(given, 1.0) - min(doses_before(age, first, every, count), 1.0)
    running_to = min(until, first + infused)
    running = max(0.0, running_to - max(age, first))
    after = until - running_to if running > 0.0 else 0.0
    mode_plasma = (plasma + alpha * gut) * exp(-k_el * dt)
    mode_plasma += infusion / k_el * (1.0 - exp(-k_el * running)) * exp(-k_el * after)
    mode_plasma += (alpha * dose_gut + dose_plasma) * left_of_doses(k_el, since, every, doses)
    to_first = until - first
    loading = left_of_doses(k_el, to_first, every, begun)
    mode_plasma += (alpha * extra_gut + extra_plasma) * loading
    mode_site = (site + beta * (plasma + alpha * gut) + gamma * gut) * exp(-k_e0 * dt)
    mode_site += beta * infusion / k_e0 * (1.0 - exp(-k_e0 * running)) * exp(-k_e0 * after)
    jump = (beta * alpha + gamma) * dose_gut + beta * dose_plasma
    mode_site += jump * left_of_doses(k_e0, since, every, doses)
    jump = (beta * alpha + gamma) * extra_gut + beta * extra_plasma
    mode_site += jump * left_of_doses(k_e0, to_first, every, begun)
    gut = gut * exp(-k_a * dt) + dose_gut * left_of_doses(k_a, since, every, doses)
    gut += extra_gut * left_of_doses(k_a, to_first, every, begun)
    plasma = mode_plasma - alpha * gut
    return gut, plasma, mode_site - beta * mode_plasma - gamma * gut, until


@mechanism(states="occupancy release", inputs="ratio", outputs="", jumps=True)
def opioid_action(occupancy, release, ratio, release_loss):
    """What µ-opioid receptors of the ending do: hold back release.

    occ = x/(1+x), x = C/EC50; release × (1 − loss·occ), written as 1/(1 + ``release``) (Heinke et
    al. 2011, doi 10.1523/JNEUROSCI.4060-10.2011; size assumed).
    """
    occupancy = ratio / (1.0 + ratio)
    lost = release_loss * occupancy
    return occupancy, lost / (1.0 - lost)


@mechanism(states="resting inactivated inactivated18", inputs="level", outputs="", jumps=True)
def local_anaesthetic(
    resting, inactivated, inactivated18, level, k_resting, k_inactivated, k_inactivated18
):
    """A local anaesthetic (µM) in units of its affinities to channels at rest and inactivated ones.

    (Bean, Cohen & Tsien 1983; Nav1.8 that is inactivated has an affinity of its own, Bräu et al.
    2001, Anesthesiology 94:137.)
    """
    return level / k_resting, level / k_inactivated, level / k_inactivated18


@inlined
def taken_by_anaesthetic(lost, resting, inactivated):
    """Σ C/K of local anaesthetics at channels of which the part ``lost`` is inactivated."""
    return resting + (inactivated - resting) * lost


@inlined
def followed_inactivation(lost, h, tau, lost_at_start, dt):
    """The inactivated part of a channel, 1 − h, with a delay; at the beginning that of rest."""
    return lost_at_start if dt > 1e9 else approach(lost, 1.0 - h, tau, dt)


@mechanism(
    states="lost gain",
    inputs="h inhibition resting_block inactivated_block",
    outputs="",
    jumps=True,
)
def sodium_block(
    lost, gain, h, inhibition, resting_block, inactivated_block, tau, lost_at_start, dt
):
    """What blockers leave of a sodium channel, less one: 1/(1 + Σ C/K) − 1.

    Some bind every state alike (``inhibition`` = C/IC50). A local anaesthetic prefers inactivated
    channels (Bean, Cohen & Tsien 1983): C/K = (1 − L) C/K_R + L C/K_I, with L the channel's own
    inactivated part 1 − h, which it follows in ``tau`` ms (assumed).
    """
    lost = followed_inactivation(lost, h, tau, lost_at_start, dt)
    taken = taken_by_anaesthetic(lost, resting_block, inactivated_block)
    return lost, lost_to_blockers(inhibition + taken)


@mechanism(
    states="lost17 gain17 lost18 gain18",
    inputs="h17 h18 nav18_inhibition resting inactivated17 inactivated18",
    outputs="",
    jumps=True,
)
def nociceptor_sodium_block(
    lost17,
    gain17,
    lost18,
    gain18,
    h17,
    h18,
    nav18_inhibition,
    resting,
    inactivated17,
    inactivated18,
    tau,
    start17,
    start18,
    dt,
):
    """What blockers leave of a nociceptor's Nav1.7 and Nav1.8, less one: as :func:`sodium_block`.

    A Nav1.8 blocker binds one site of that channel in every state (assumed).
    """
    lost17 = followed_inactivation(lost17, h17, tau, start17, dt)
    lost18 = followed_inactivation(lost18, h18, tau, start18, dt)
    gain17 = lost_to_blockers(taken_by_anaesthetic(lost17, resting, inactivated17))
    taken = nav18_inhibition + taken_by_anaesthetic(lost18, resting, inactivated18)
    return lost17, gain17, lost18, lost_to_blockers(taken)
