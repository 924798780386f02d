"""Slow biology on the body clock: mediators, kinases, receptor trafficking, immune cells, glia.

Each is one linear step towards a target that its inputs set, advanced exactly for inputs that
stand still: x → target + (x − target) e^{−dt/τ}, with dt and τ in seconds. All of these are
separable from millisecond dynamics (τ ≥ 30 s), so their clock may run faster than the neurons'.
"""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import approach, exp, lost_to_blockers
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import inlined


@inlined
def injury_now(t, start, severity):
    """How badly tissue is hurt: from ``start`` ms on; an injury that starts at 0 is old."""
    return severity if (t >= start) | (start <= 0.0) else 0.0


@inlined
def healed_by(healed, t, start, rate, dt):
    """Part of an injury that has healed: 1 − h falls by e^{−rate dt}, from the injury on."""
    open = (t >= 0.0) & ((t >= start) | (start <= 0.0))
    left = (1.0 - healed) * (exp(-rate * dt) if rate > 0.0 else 1.0)
    return 1.0 - left if open else 0.0


@inlined
def prostaglandin_source(injury, pge2, pge2_source, cyclooxygenase_inhibition):
    """PGE2 that is made; an inhibitor of cyclooxygenase divides it by 1 + C/IC50.

    (Warner et al. 1999, PNAS 96:7563.)
    """
    return (injury * pge2 + pge2_source) / (1.0 + cyclooxygenase_inhibition)


@mechanism(states="arrived rate peptide", outputs="")
def axon_reflex(arrived, rate, peptide, keep, per_spike, half_rate):
    """Neuropeptides that nerve endings set free where they fire: the axon reflex.

    ``arrived`` spikes add to the mean rate R (Hz) of the fibres, which decays with τ: ``keep`` =
    e^{−dt/τ}, ``per_spike`` = 1000/τ; peptide = R/(R + R50) (form and sizes assumed).
    """
    rate = rate * keep + per_spike * arrived
    return 0.0, rate, rate / (rate + half_rate)


@mechanism(
    states="bradykinin_level pge2_level ngf_level injury nerve_injury healed call",
    inputs="pge2_source ngf_source cyclooxygenase_inhibition peptide",
    outputs="",
)
def tissue(
    t,
    bradykinin_level,
    pge2_level,
    ngf_level,
    injury,
    nerve_injury,
    healed,
    call,
    pge2_source,
    ngf_source,
    cyclooxygenase_inhibition,
    peptide,
    severity,
    nerve,
    start,
    healing,
    bradykinin,
    pge2,
    ngf,
    neurogenic,
    tau_bradykinin,
    tau_pge2,
    tau_ngf,
    dt,
):
    """Damaged tissue: a well-mixed patch of mediators (nM), each made at a rate and removed.

    dc/dt = source/τ − c/τ, that of PGE2 by :func:`prostaglandin_source` (Warner et al. 1999).
    Damage begins at ``start`` ms; at 0 it is old. It heals at a rate (1/s, assumed). ``nerve`` says
    how badly a nerve is hurt as well. Neuropeptides make more PGE2, up to ``neurogenic`` nM, and
    call immune cells as an injury does (assumed).
    """
    injury = injury_now(t, start, severity) * (1.0 - healed)
    more = pge2_source + neurogenic * peptide
    made = prostaglandin_source(injury, pge2, more, cyclooxygenase_inhibition)
    return (
        approach(bradykinin_level, injury * bradykinin, tau_bradykinin, dt),
        approach(pge2_level, made, tau_pge2, dt),
        approach(ngf_level, injury * ngf + ngf_source, tau_ngf, dt),
        injury,
        nerve * injury,
        healed_by(healed, t, start, healing, dt),
        min(injury + peptide, 1.0),
    )


@mechanism(states="activity pge2_made ngf_made", inputs="activation", outputs="")
def immune_cell(activity, pge2_made, ngf_made, activation, pge2, ngf, tau, dt):
    """A mast cell or macrophage that damage activates and that adds mediators (all assumed).

    dA/dt = (min(``activation``, 1) − A)/τ; it adds A times ``pge2`` and ``ngf`` (nM).
    """
    activity = approach(activity, min(activation, 1.0), tau, dt)
    return activity, pge2 * activity, ngf * activity


@mechanism(
    states="pkc_dynamic pka_dynamic number_gain pkc pka",
    inputs="bradykinin pge2 ngf",
    outputs="",
)
def kinases(
    pkc_dynamic,
    pka_dynamic,
    number_gain,
    pkc,
    pka,
    bradykinin,
    pge2,
    ngf,
    pkc_basal,
    pka_basal,
    ec50_bradykinin,
    ec50_pge2,
    ec50_ngf,
    pkc_share,
    tau_on,
    tau_off,
    tau_number,
    dt,
):
    """Kinases and receptor number of a nociceptor, driven by mediators (nM).

    aPKC∞ = max(BK/(BK+30), s PGE2/(PGE2+100)), s = ``pkc_share`` (through EP1 receptors: Moriyama
    et al. 2005; size assumed), aPKA∞ = PGE2/(PGE2+100), rising in 60 s and
    falling in 20 min (hyperalgesia after PGE2 lasts hours: Aley & Levine 1999); the number of
    TRPV1 in the membrane rises by NGF/(NGF+5) (Stein et al. 2006, J Gen Physiol).
    """
    prostaglandin = pge2 / (pge2 + ec50_pge2)
    target = max(bradykinin / (bradykinin + ec50_bradykinin), pkc_share * prostaglandin)
    tau = tau_on if target > pkc_dynamic else tau_off
    pkc_dynamic = approach(pkc_dynamic, target, tau, dt)
    tau = tau_on if prostaglandin > pka_dynamic else tau_off
    pka_dynamic = approach(pka_dynamic, prostaglandin, tau, dt)
    number_gain = approach(number_gain, ngf / (ngf + ec50_ngf), tau_number, dt)
    return (
        pkc_dynamic,
        pka_dynamic,
        number_gain,
        min(1.0, pkc_basal + pkc_dynamic),
        min(1.0, pka_basal + pka_dynamic),
    )


@inlined
def kept_after_injury(injury, gabapentinoid, injured_gain):
    """What injury adds through α2δ-1, and a gabapentinoid of C/IC50 takes back."""
    return injured_gain * injury / (1.0 + gabapentinoid)


@mechanism(states="gain number", inputs="injury gabapentinoid", outputs="")
def receptor_traffic(gain, number, injury, gabapentinoid, basal, injured_gain, tau, dt):
    """Surface number of NMDA receptors.

    Injury adds receptors through α2δ-1, a gabapentinoid keeps them in.
    N∞ = 1 + 0.8 injury (1 − occupancy), occupancy = x/(1+x), x = C/IC50: Chen et al. 2018, Cell Rep
    22:2307. ``gain`` is N − 1, ``number`` the receptors shown, ``basal`` their number before.
    """
    target = kept_after_injury(injury, gabapentinoid, injured_gain)
    gain = approach(gain, target, tau, dt)
    return gain, basal * (1.0 + gain)


@mechanism(
    states="gain factor peptide gaba_a gaba_b",
    inputs="injury gabapentinoid inhibition",
    outputs="",
)
def transmitter_release(
    gain,
    factor,
    peptide,
    gaba_a,
    gaba_b,
    injury,
    gabapentinoid,
    inhibition,
    basal,
    injured_gain,
    tau,
    hold_a,
    hold_b,
    keep_a,
    keep_b,
    dt,
):
    """Transmitter released per spike, relative to a healthy terminal.

    Injury adds up to 25 % of fast transmitter through α2δ-1, which a gabapentinoid removes (Patel
    et al. 2000, doi 10.1038/sj.bjp.0703530); other inhibitors divide it by 1 + Σ C/IC50, and what
    is negative there facilitates. Peptides leave from other vesicles: injury does not change their
    release here (assumed). An interneuron that ends on the terminal holds it back by GABA-A and
    GABA-B receptors: each of its spikes adds 1 to both levels, which decay from one millisecond to
    the next by ``keep``, and Σ hold × level is one more inhibitor (times after Eccles et al. 1963
    and Salio et al. 2017, sizes assumed).
    """
    target = kept_after_injury(injury, gabapentinoid, injured_gain)
    gain = approach(gain, target, tau, dt)
    gaba_a, gaba_b = gaba_a * keep_a, gaba_b * keep_b
    inhibition = inhibition + hold_a * gaba_a + hold_b * gaba_b
    peptide = basal / (1.0 + max(inhibition, -0.5))
    return gain, (1.0 + gain) * peptide, peptide, gaba_a, gaba_b


@mechanism(states="gain", inputs="inhibition", outputs="", jumps=True)
def inhibition_gain(gain, inhibition):
    """What Σ C/IC50 leaves of a conductance, less one: 1/(1 + x) − 1, one site (assumed)."""
    return lost_to_blockers(inhibition)


@mechanism(states="activity bdnf kcc2 rise e_cl", inputs="activation opioid inhibition", outputs="")
def microglia(
    activity,
    bdnf,
    kcc2,
    rise,
    e_cl,
    activation,
    opioid,
    inhibition,
    opioid_gain,
    tau_activity,
    tau_bdnf,
    tau_loss,
    tau_recovery,
    loss,
    healthy,
    injured,
    longest,
    dt,
):
    """Microglia that nerve injury wakes, their BDNF, and the chloride pump KCC2 that it takes away.

    dM/dt = (A − M)/48 h, dB/dt = (M − B)/12 h, dK/dt = (1 − 0.95 B − K)/τ with τ = 6 h falling and
    72 h recovering; E_Cl = −72.8 + (1 − K) 23.8/0.95 mV (Coull et al. 2003, Nature 424:938; Coull
    et al. 2005, Nature 438:1017; times assumed). A = (activation + k occupied µ-receptors)/(1 +
    C/IC50) of a P2X4 blocker, at most 1 (opioids: Ferrini et al. 2013, doi 10.1038/nn.3295).
    ``rise`` is E_Cl above its healthy value. Second order in steps of at most ``longest`` seconds.
    """
    drive = min(activation + opioid_gain * opioid, 1.0) / (1.0 + inhibition)
    settled = dt > 1e5 * longest
    steps = 0.0 if settled else np.ceil(dt / longest)
    activity = drive if settled else activity
    bdnf = drive if settled else bdnf
    kcc2 = 1.0 - loss * bdnf if settled else kcc2
    for _step in range(np.int64(steps)):
        before, had = activity, bdnf
        activity = approach(activity, drive, tau_activity, dt / steps)
        bdnf = approach(bdnf, 0.5 * (before + activity), tau_bdnf, dt / steps)
        target = 1.0 - 0.5 * loss * (had + bdnf)
        kcc2 = approach(kcc2, target, tau_loss if target < kcc2 else tau_recovery, dt / steps)
    rise = (1.0 - kcc2) * (injured - healthy) / loss
    return activity, bdnf, kcc2, rise, healthy + rise


@mechanism(
    states="bradykinin_level pge2_level ngf_level injury nerve_injury healed call",
    inputs="near_bradykinin near_pge2 near_ngf pge2_source ngf_source cyclooxygenase_inhibition"
    " peptide",
    outputs="",
    hops="hop_bradykinin hop_pge2 hop_ngf",
)
def spreading_tissue(
    t,
    bradykinin_level,
    pge2_level,
    ngf_level,
    injury,
    nerve_injury,
    healed,
    call,
    near_bradykinin,
    near_pge2,
    near_ngf,
    pge2_source,
    ngf_source,
    cyclooxygenase_inhibition,
    peptide,
    wounded,
    neighbours,
    severity,
    nerve,
    start,
    healing,
    bradykinin,
    pge2,
    ngf,
    neurogenic,
    tau_bradykinin,
    tau_pge2,
    tau_ngf,
    hop_bradykinin,
    hop_pge2,
    hop_ngf,
    dt,
):
    """One place of a grid of tissue: mediators (nM) are made, spread to the neighbours, go.

    dc/dt = (D/dx²)(Σ neighbours − n c) + (source − c)/τ, one explicit step of ``dt`` s, stable
    for dt ≤ dx²/4D; ``hop`` = D/dx² in 1/s. Nothing leaves the edge. The sum over the neighbours
    is theirs after the step before, so all places step together. D, τ and sources are assumed; all
    else acts everywhere as in :func:`tissue` (Warner et al. 1999, PNAS 96:7563).
    """
    dt = dt if t >= 0.0 else 0.0
    injury = injury_now(t, start, wounded * severity) * (1.0 - healed)
    more = pge2_source + neurogenic * peptide
    made = prostaglandin_source(injury, pge2, more, cyclooxygenase_inhibition)
    flow_bradykinin = hop_bradykinin * (near_bradykinin - neighbours * bradykinin_level)
    flow_pge2 = hop_pge2 * (near_pge2 - neighbours * pge2_level)
    flow_ngf = hop_ngf * (near_ngf - neighbours * ngf_level)
    gone_bradykinin = (injury * bradykinin - bradykinin_level) / tau_bradykinin
    gone_pge2 = (made - pge2_level) / tau_pge2
    gone_ngf = (injury * ngf + ngf_source - ngf_level) / tau_ngf
    return (
        bradykinin_level + dt * (flow_bradykinin + gone_bradykinin),
        pge2_level + dt * (flow_pge2 + gone_pge2),
        ngf_level + dt * (flow_ngf + gone_ngf),
        injury,
        nerve * injury,
        healed_by(healed, t, start, healing, dt),
        min(injury + peptide, 1.0),
    )
