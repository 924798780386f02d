"""Slow changes that a neuron or a synapse carries: chloride extrusion, and lasting potentiation."""

from __future__ import annotations

from circuitlab.engine.compiled import inlined
from circuitlab.engine.mechanisms.rates import exp
from circuitlab.engine.mechanisms.registry import mechanism


@inlined
def towards(x, target, tau, dt):
    """X after dt of dx/dt = (target − x)/τ."""
    return target + (x - target) * exp(-dt / tau)


@mechanism(states="lost shift", inputs="bdnf", outputs="")
def chloride(lost, shift, bdnf, most, slope, tau_loss, tau_recovery, dt):
    """Chloride of a neuron whose pump KCC2 BDNF takes away, over hours.

    dK/dt = ((1 − 0.95 B) − K)/τ, quicker down than up; E_Cl rises by (1 − K) 23.8/0.95 mV, to
    −49 mV at most (Coull et al. 2003, 2005). ``lost`` is 1 − K, ``most`` 0.95, ``slope`` 23.8/0.95.
    """
    target = most * min(max(bdnf, 0.0), 1.0)
    lost = towards(lost, target, tau_loss if target > lost else tau_recovery, dt)
    return lost, slope * lost


@mechanism(
    states="calcium weight ampa_gain nmda_gain",
    inputs="g_nmda potential peptide nk1_inhibition ampa_inhibition nmda_inhibition",
    outputs="",
)
def potentiation(
    calcium,
    weight,
    ampa_gain,
    nmda_gain,
    g_nmda,
    potential,
    peptide,
    nk1_inhibition,
    ampa_inhibition,
    nmda_inhibition,
    speed,
    inflow,
    tau_calcium,
    theta_up,
    theta_down,
    highest,
    lowest,
    tau_up,
    tau_down,
    half_peptide,
    dt,
):
    """Potentiation of a synapse by calcium through its NMDA receptors, if substance P is there.

    dc/dt = −c/τ_c + β g_NMDA |min(v, 0)|; S is what NK1 still holds of the last volleys;
    dw/dt = (w_max − w)/τ₊ [c > θ₊] S²/(S² + S₀²) − (w − w_min)/τ₋ [θ₋ < c ≤ θ₊]. (Form after
    Graupner & Brunel 2012, doi 10.1073/pnas.1109359109; what it needs after Drdla & Sandkühler
    2008, doi 10.1186/1744-8069-4-18.) The gains make AMPA and NMDA receptors conduct
    w times what blockers leave. ``weight`` is w − 1; ``speed`` is 0 where nothing is learnt.
    """
    drive = inflow * g_nmda * max(-potential, 0.0)
    calcium = towards(calcium, drive * tau_calcium, tau_calcium, dt)
    held = peptide * (1.0 + nk1_inhibition)
    enough = held * held / (held * held + half_peptide * half_peptide)
    rising = calcium > theta_up
    falling = 1.0 / tau_down if calcium > theta_down else 0.0
    target = highest - 1.0 if rising else lowest - 1.0
    rate = enough / tau_up if rising else falling
    weight = target + (weight - target) * exp(-dt * speed * rate)
    return calcium, weight, (1.0 + ampa_inhibition) * weight, (1.0 + nmda_inhibition) * weight
