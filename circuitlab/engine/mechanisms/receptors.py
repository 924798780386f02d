"""Receptors: what a neuron's membrane does with the transmitter that reaches it.

An event adds its size to both `a` and `b`; the conductance is their scaled difference, a
dual exponential with its peak at 1: g = scale (b − a), a' = −a/τ_rise, b' = −b/τ_decay. States
move half a step, act, and move the other half, so that g stands at the middle of the step:
``half_a`` = e^{−dt/2τ_rise}, ``half_b`` = e^{−dt/2τ_decay}.
"""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import exp, gate_over, leaving_pores, magnesium_in_pores
from circuitlab.engine.mechanisms.mechanism import Fades, Strobed, mechanism
from circuitlab.engine.numerics.jit import fma, inlined, shared


@inlined
def decayed(x, factor):
    """X times ``factor``, and 0 once nothing is left: a subnormal number would only cost time."""
    return x * factor if abs(x) > 1e-40 else 0.0


@inlined
def faded(x, factor):
    """X times ``factor``, and 0 once nothing is left, as :func:`decayed` without a comparison.

    Next to 1e-25 what is below 1e-41 is lost; what is above 1e-9 keeps every bit.
    """
    return fma(x, factor, 1e-25) - 1e-25


@mechanism(states="a b open g_now", inputs="gain", outputs="g ge ica", events="a b")
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


@mechanism(states="a b open g_now", inputs="gain shift", events="a b")
def chloride_channel(a, b, open, g_now, gain, shift, scale, half_a, half_b, e_rev):
    """GABA-A and glycine: a dual exponential whose reversal potential follows the cell's chloride.

    g = scale (b − a) (time constants: Zhang et al. 2014); E_Cl lies ``shift`` mV above ``e_rev``,
    that of a healthy cell (a shift by nerve injury: Coull et al. 2003, Nature 424:938).
    """
    a = decayed(a, half_a)
    b = decayed(b, half_b)
    open = b - a
    g = scale * (1.0 + gain) * open
    return a * half_a, b * half_b, open, g, g, g * (e_rev + shift)


@mechanism(
    states="a b before blocked unplugged bound g_now",
    inputs="ketamine number_gain gain",
    outputs="g ge ica nmda nmda_open",
    events="a b",
    strobed=Strobed("blocked", drive="ketamine"),
)
def nmda(
    v,
    nmda_total,
    a,
    b,
    before,
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

    Open fraction of magnesium u = 1/(1 + :func:`magnesium_in_pores`) (Jahr & Stevens 1990), v that
    of the step's middle. Ketamine blocks open channels only and is trapped when they close: dB/dt =
    k_on C P u (1−B) − [k_off(v) P + k_escape] B, with P = min(1, g/g_half) of all the cell's NMDA
    conductance and k_off(v) of :func:`leaving_pores` (s⁻¹; δ = 0.79, Gilling et al. 2009). With
    glutamate are ``bound`` = b − a; a cell adds up what passes (``nmda_open``; unblocked ``nmda``).
    """
    a = decayed(a, half_a)
    b = decayed(b, half_b)
    bound = b - a
    middle = 1.5 * v - 0.5 * before
    plugged = magnesium_in_pores(magnesium, middle)
    unplugged = 1.0 / (1.0 + plugged)
    active = min(1.0, nmda_total / g_half)
    block = k_on * ketamine * active
    release = (leaving_pores(k_off, slope, v) * active + k_escape) * (1.0 + plugged)
    blocked = gate_over(blocked, block, release, 1.0 + plugged, 1e-3 * dt)
    total = scale * (1.0 + number_gain) * (1.0 + gain) * bound
    g_now = total * unplugged * (1.0 - blocked)
    return (
        a * half_a,
        b * half_b,
        v,
        blocked,
        unplugged,
        bound,
        g_now,
        g_now,
        g_now * e_rev,
        calcium * g_now * middle,
        total,
        g_now,
    )


@mechanism(states="a", events="a")
def exponential_conductance(a, g, ge, scale, decay, e_rev):
    """Single-exponential conductance, scale a more of g, a' = −a/τ_syn: ``decay`` = e^{−dt/τ_syn}.

    An event counts in full in the step at whose start it arrives. A spike is noticed at the end of
    its step, half a step late on average, so the two cancel. (The synapse of the benchmarks of
    Brette et al. 2007, doi 10.1007/s10827-007-0038-6.)
    """
    return faded(a, decay), fma(scale, a, g), fma(scale * e_rev, a, ge)


@inlined
def emptied(x):
    """X, and 0 once nothing is left."""
    return x if x > 1e-40 else 0.0


@inlined
def poured(arrived, left, amount, lasting):
    """Transmitter in a cleft: for how long (ms), and how much of one release's.

    A release mixes with what others have left there, and all of it then stays for the time of one:
    what receptors meet of it (concentration × time) adds up, at whatever interval they come.
    """
    fresh = arrived > 0.0
    amount = arrived + amount * (left / lasting) if fresh else amount
    return lasting if fresh else left, amount


@shared
def bound_after(bound, binding, unbinding, filled, empty):
    """Receptors with transmitter: dr/dt = a (1 − r) − b r, a = 0 after ``filled`` ms."""
    rate = binding + unbinding
    target = binding / rate
    bound = target + (bound - target) * exp(-rate * filled)
    return bound * exp(-unbinding * empty)


@inlined
def bound_over_step(bound, binding, unbinding, keep, left, dt):
    """Receptors with transmitter at the middle and at the end of a step: exact.

    ``keep`` = e^{−b dt/2}. Transmitter stays for ``left`` ms, which may end within the step.
    """
    half = 0.5 * dt
    first = min(left, half)
    second = min(left - first, half)
    if left > 0.0:
        middle = bound_after(bound, binding, unbinding, first, half - first)
        end = bound_after(middle, binding, unbinding, second, half - second)
    else:
        middle = bound * keep
        end = middle * keep
    return middle, emptied(end)


@inlined
def left_after(left, dt):
    """Milliseconds for which transmitter stays after a step; rounding leaves nothing behind."""
    return left - dt if left - dt > 1e-9 else 0.0


@inlined
def opened_by_g_proteins(g_protein, half):
    """Fraction of the channels that G proteins open: s⁴/(s⁴ + K_D)."""
    fourth = g_protein * g_protein * g_protein * g_protein
    return fourth / (fourth + half)


@mechanism(states="a left amount bound opened filled", outputs="", events="a")
def kinetic_bouton(
    a, left, amount, bound, opened, filled, transmitter, lasting, alpha, beta, keep, dt
):
    """Receptors under one bouton: dr/dt = α T (1 − r) − β r.

    Each release fills its cleft with ``transmitter`` mM for ``lasting`` ms (1 mM for 1 ms), in
    proportion to its size; r is advanced exactly. (Destexhe, Mainen & Sejnowski 1994, ModelDB
    18198.) ``opened`` is r at the middle of the step, ``filled`` the mean T (mM) of the step.
    """
    left, amount = poured(a, left, amount, lasting)
    within = transmitter * amount
    opened, bound = bound_over_step(bound, alpha * within, beta, keep, left, dt)
    filled = within * (min(left, dt) / dt)
    return 0.0, left_after(left, dt), amount, bound, opened, filled


@mechanism(states="unplugged", inputs="opened bound filled gain", outputs="g ge ica")
def kinetic_receptor(v, unplugged, opened, gain, scale, magnesium, e_rev, calcium):
    """Receptors that bind the transmitter of clefts, one a bouton: :func:`kinetic_bouton`.

    ``opened`` is the sum over a cell's boutons, and g = scale × opened (Destexhe, Mainen &
    Sejnowski 1994, ModelDB 18198). Magnesium (mM) plugs the pore as in :func:`nmda`; a fraction
    ``calcium`` of the current fills the calcium pool. ``bound`` and ``filled`` are only shown.
    """
    unplugged = 1.0 / (1.0 + magnesium_in_pores(magnesium, v))
    g = scale * (1.0 + gain) * opened * unplugged
    passed = (1.0 - calcium) * g
    return unplugged, passed, passed * e_rev, calcium * g * (v - e_rev)


@mechanism(states="a left amount bound g_protein opened filled", outputs="", events="a")
def gaba_b_bouton(
    a,
    left,
    amount,
    bound,
    g_protein,
    opened,
    filled,
    transmitter,
    lasting,
    k1,
    k2,
    k3,
    k4,
    half,
    keep,
    keep_protein,
    dt,
):
    """GABA-B under one bouton: receptor, G protein, potassium channels.

    dr/dt = K1 T (1 − r) − K2 r, ds/dt = K3 r − K4 s, open s⁴/(s⁴ + K_D); both are advanced
    exactly, s for the r in the middle of the step. T as in :func:`kinetic_bouton`, 0.5 mM for
    0.3 ms. (Destexhe & Sejnowski 1995, ModelDB 18198.) ``keep_protein`` = e^{−K4 dt/2}.
    """
    left, amount = poured(a, left, amount, lasting)
    within = transmitter * amount
    middle, bound = bound_over_step(bound, k1 * within, k2, keep, left, dt)
    settled = k3 / k4 * middle
    between = settled + (g_protein - settled) * keep_protein
    g_protein = emptied(settled + (between - settled) * keep_protein)
    opened = opened_by_g_proteins(between, half)
    filled = within * (min(left, dt) / dt)
    return 0.0, left_after(left, dt), amount, bound, g_protein, opened, filled


@mechanism(inputs="opened bound filled g_protein gain")
def gaba_b(opened, gain, scale, e_rev):
    """GABA-B of a cell: ``opened`` is the sum over its boutons, :func:`gaba_b_bouton`.

    g = scale × opened (Destexhe & Sejnowski 1995, ModelDB 18198). ``bound``, ``filled`` and
    ``g_protein`` are only shown.
    """
    g = scale * (1.0 + gain) * opened
    return g, g * e_rev


@mechanism(states="a", inputs="gain", outputs="dv", events="a", fades=Fades.RECEPTOR)
def exponential_current(a, gain, scale, decay, push):
    """Single-exponential current (pA) on a leaky integrator, integrated exactly.

    ``decay`` = e^{−dt/τ_syn}; ``push`` (mV/pA) is the exact effect of one step of it on v
    (Rotter & Diesmann 1999, Biol Cybern 81:381).
    """
    current = scale * (1.0 + gain) * a
    return decayed(a, decay), current * push


@mechanism(states="a", inputs="gain", events="a")
def exponential_inflow(a, gain, scale, decay):
    """Single-exponential current (pA) into a cell with conductances, I' = −I/τ_syn.

    As :func:`exponential_conductance`: ``decay`` = e^{−dt/τ_syn}, and an event counts in full in
    the step at whose start it arrives. The current does not depend on the voltage (form of Rotter &
    Diesmann 1999, Biol Cybern 81:381).
    """
    return decayed(a, decay), 0.0, scale * (1.0 + gain) * a


@inlined
def refilled(vesicles, waited, recovery):
    """Vesicles ready some time after the last spike: x = 1 − (1 − x₀) e^{−Δ/τ_rec}."""
    return 1.0 - (1.0 - vesicles) * exp(-waited / recovery)


@inlined
def released(vesicles, running, waited, use, recovery, facilitation):
    """Release at a spike, against that of a rested terminal (Tsodyks, Pawelzik & Markram 1998).

    Vesicles refill (:func:`refilled`); the fraction that a spike uses runs
    high after spikes and falls back to U with τ_fac: u = U + u₀ (1 − U) e^{−Δ/τ_fac}. The release
    is u x/U, and x (1 − u) vesicles are left.

    Parameters
    ----------
    vesicles, running : x₀ left by the last spike, and the u₀ that it had used (0 if there was none)
    waited, recovery, facilitation : since the last spike, τ_rec, τ_fac > 0, in any one unit

    Returns
    -------
    tuple
        Size of the release, vesicles left, and the fraction that was used.
    """
    ready = refilled(vesicles, waited, recovery)
    running = use + running * (1.0 - use) * exp(-waited / facilitation)
    return ready * (running / use), ready * (1.0 - running), running
