"""Lasting changes of a synapse by its use."""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import approach, exp
from circuitlab.engine.mechanisms.mechanism import Strobed, mechanism
from circuitlab.engine.numerics.jit import inlined


@inlined
def eighth_power(x):
    """X⁸."""
    x2 = x * x
    x4 = x2 * x2
    return x4 * x4


@mechanism(
    states="calcium weight ampa_gain nmda_gain",
    inputs="g_nmda potential peptide nk1_weight nk1_inhibition ampa_inhibition nmda_inhibition",
    outputs="",
    strobed=Strobed("weight", switch="speed"),
)
def potentiation(
    calcium,
    weight,
    ampa_gain,
    nmda_gain,
    g_nmda,
    potential,
    peptide,
    nk1_weight,
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
    full_weight,
    dt,
):
    """Potentiation of a synapse by calcium through NMDA receptors, if substance P is there.

    dc/dt = −c/τ_c + β g_NMDA |min(v, 0)|, g_NMDA of all receptors of the cell; S is what NK1 still
    holds of the last volleys, × min(1, g/``full_weight``) for what little one spike opens there;
    dw/dt = (w_max − w)/τ₊ [c > θ₊] S⁸/(S⁸ + S₀⁸) − (w − w_min)/τ₋ [θ₋ < c ≤ θ₊]. Volleys once a
    second bring S to 3.5, twice a second to 6.5: so steep a gate tells them apart (assumed). (Form
    after Graupner & Brunel 2012, doi 10.1073/pnas.1109359109; what it needs after Drdla &
    Sandkühler 2008, doi 10.1186/1744-8069-4-18.) The gains make AMPA and NMDA receptors conduct w
    times what blockers leave. ``weight`` is w − 1; ``speed`` is 0 where nothing is learnt.
    """
    drive = inflow * g_nmda * max(-potential, 0.0)
    calcium = approach(calcium, drive * tau_calcium, tau_calcium, dt)
    held = peptide * (1.0 + nk1_inhibition) * min(nk1_weight / full_weight, 1.0)
    enough = eighth_power(held / half_peptide)
    enough = enough / (1.0 + enough)
    rising = calcium > theta_up
    falling = 1.0 / tau_down if calcium > theta_down else 0.0
    target = highest - 1.0 if rising else lowest - 1.0
    rate = enough / tau_up if rising else falling
    weight = target + (weight - target) * exp(-dt * speed * rate)
    return calcium, weight, (1.0 + ampa_inhibition) * weight, (1.0 + nmda_inhibition) * weight
