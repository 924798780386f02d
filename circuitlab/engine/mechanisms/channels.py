"""Ion channels: conductance and driving force from a cell's voltage and calcium.

Each function takes the voltage (mV), its gates, its parameters and the step (ms), and returns the
gates half a step later, its conductance g (nS) and g times its reversal potential (pA). Rates
that are logistic functions are brought over one denominator (:func:`gate_over`).
"""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import (
    FARADAY,
    fine_gate_over,
    folds_per_mv,
    gate,
    gate_over,
    linear_exponential,
    logistic,
    rate_exp,
    relax,
    wandered,
)
from circuitlab.engine.mechanisms.mechanism import mechanism
from circuitlab.engine.numerics.jit import fma, inlined

CALCIUM_AT_REST = 0.05
"""µM"""
_W_PER_MV = folds_per_mv(2.0, 309.16)
MEMBRANE_CHARGE = -2e-3 * FARADAY
"""Charge that a permeability and a concentration (mM) of calcium carry."""


@mechanism()
def leak(g_l, e_l):
    """Ohmic leak: g = g_l (Hodgkin & Huxley 1952)."""
    return g_l, g_l * e_l


@inlined
def nav17_inactivation(u):
    """Rates of the h gate of :func:`nav17` over one denominator: opening, closing, denominator."""
    c = 1.0 + rate_exp((u + 99.76) * (1 / 11.07))
    d = rate_exp((u + 7.8) * (1 / 10.68))
    return 0.0744 * (1.0 + d), 2.54 * d * c, c * (1.0 + d)


@inlined
def nav18_inactivation(u):
    """Rates of the h gate of :func:`nav18` over one denominator: opening, closing, denominator."""
    c = 1.0 + rate_exp((u + 78.04) * (1 / 11.32))
    d = rate_exp((u - 21.82) * (1 / 20.03))
    return (0.011 * c + 1.39) * (1.0 + d), 0.56 * d * c, c * (1.0 + d)


@mechanism(gates="m h", inputs="nav17_gain")
def nav17(v, m, h, nav17_gain, g_max, e_na, q, m_shift, h_shift, dt):
    """Human Nav1.7, m³h (Vasylyev et al. 2014, as coded in drg-pom).

    α_m = 10.22 − 10.22/(1+e^{(w+7.19)/15.43}), β_m = 23.76/(1+e^{(w+70.37)/14.53}),
    α_h = 0.0744/(1+e^{(u+99.76)/11.07}), β_h = 2.54 − 2.54/(1+e^{(u+7.8)/10.68}) (1/ms), with
    w = v − ``m_shift`` and u = v − ``h_shift``: how much higher than in the cells of the source it
    activates and inactivates (assumed).
    """
    w = v - m_shift
    a = rate_exp((w + 7.19) * (1 / 15.43))
    b = 1.0 + rate_exp((w + 70.37) * (1 / 14.53))
    m = gate_over(m, 10.22 * a * b, 23.76 * (1.0 + a), (1.0 + a) * b, q * dt)
    opening, closing, denominator = nav17_inactivation(v - h_shift)
    h = gate_over(h, opening, closing, denominator, q * dt)
    g = g_max * (1.0 + nav17_gain) * m * m * m * h
    return m, h, g, g * e_na


@mechanism(gates="m h", inputs="pka nav18_gain")
def nav18(v, m, h, pka, nav18_gain, g_max, e_na, q, shift, h_shift, dt):
    """Human Nav1.8, m³h, both gates shifted by PKA (Han et al. 2015, as coded in drg-pom).

    With w = v + shift·aPKA and u = v + h_shift·aPKA: α_m = 7.35 − 7.35/(1+e^{(w+1.38)/10.9}),
    β_m = 5.97/(1+e^{(w+56.43)/18.26}), α_h = 0.011 + 1.39/(1+e^{(u+78.04)/11.32}),
    β_h = 0.56 − 0.56/(1+e^{(u−21.82)/20.03}) (1/ms). Prostaglandin shifts activation by about 6 mV
    and inactivation too: England et al. 1996, J Physiol 495:429.
    """
    w = v + shift * pka
    a = rate_exp((w + 1.38) * (1 / 10.9))
    b = 1.0 + rate_exp((w + 56.43) * (1 / 18.26))
    m = gate_over(m, 7.35 * a * b, 5.97 * (1.0 + a), (1.0 + a) * b, q * dt)
    opening, closing, denominator = nav18_inactivation(v + h_shift * pka)
    h = gate_over(h, opening, closing, denominator, q * dt)
    g = g_max * (1.0 + nav18_gain) * m * m * m * h
    return m, h, g, g * e_na


@mechanism(gates="n")
def kdr(v, n, g_max, e_k, q, dt):
    """Delayed rectifier, n⁴ (form of Sheets et al. 2007 and Tigerholm et al. 2014).

    n∞ = 1/(1+e^{−(v+35)/15.4}); τ = 0.16 + 0.8 e^{−0.0267(v+11)} ms above −31 mV, else
    0.688 + 1000/(e^{(v+75.2)/6.5} + e^{−(v−131.5)/34.8}) ms.
    """
    closed = rate_exp((v + 35.0) * (-1 / 15.4))
    bell = rate_exp((v + 75.2) * (1 / 6.5)) + rate_exp((131.5 - v) * (1 / 34.8))
    fast = v > -31.0
    rate = 1.0 if fast else bell
    tau = 0.16 + 0.8 * rate_exp(-0.0267 * (v + 11.0)) if fast else 0.688 * bell + 1000.0
    n = gate_over(n, rate, rate * closed, (1.0 + closed) * tau, q * dt)
    g = g_max * n * n * n * n
    return n, g, g * e_k


@mechanism(gates="n h")
def ka(v, n, h, g_max, e_k, q, dt):
    """A-type potassium, n·h (Choi & Waxman 2011).

    n∞ = (1+e^{−(v+5.4)/16.4})^{−4}, τ_n = 0.25 + 10.04 e^{−(v+24.67)²/(2·34.8²)} ms,
    h∞ = 1/(1+e^{(v+49.9)/4.6}), τ_h = 20 + 50 e^{−(v+40)²/(2·40²)} ms.
    """
    s = 1.0 + rate_exp((v + 5.4) * (-1 / 16.4))
    s4 = s * s * s * s
    tau_n = 0.25 + 10.04 * rate_exp((v + 24.67) * (v + 24.67) * (-1 / (2 * 34.8 * 34.8)))
    n = gate_over(n, 1.0, s4 - 1.0, s4 * tau_n, q * dt)
    closed = rate_exp((v + 49.9) * (1 / 4.6))
    tau_h = 20.0 + 50.0 * rate_exp((v + 40.0) * (v + 40.0) * (-1 / (2 * 40.0 * 40.0)))
    h = gate_over(h, 1.0, closed, (1.0 + closed) * tau_h, q * dt)
    g = g_max * n * h
    return n, h, g, g * e_k


@mechanism(gates="n")
def km(v, n, g_max, e_k, q, dt):
    """M-type potassium, n (Maingret et al. 2008, as in ModelDB 243448).

    n∞ = 1/(1+e^{−(v+30)/6}), 1/τ = 0.00395 (e^{(v+30)/40} + e^{−(v+30)/20}) per ms. All three
    exponentials are powers of e^{(v+30)/120}.
    """
    e = rate_exp((v + 30.0) * (1 / 120.0))
    e3 = e * e * e
    e6 = e3 * e3
    e9 = e6 * e3
    e20 = e9 * e9 * e * e
    rate = 0.00395 * (1.0 + e9)
    n = gate_over(n, rate * e20, rate, (1.0 + e20) * e6, q * dt)
    g = g_max * n
    return n, g, g * e_k


@mechanism(states="ahp")
def slow_ahp(v, ahp, gain, decay, e_k):
    """After-hyperpolarisation that grows with every spike and lasts for 220 ms (assumed).

    dg/dt = −g/τ + rate/(1+e^{−(v+15)/4}) nS/ms: SK channels, slow inactivation of sodium channels
    and the pump lumped into one conductance. ``decay`` = e^{−dt/τ}, ``gain`` = rate τ (1 − decay).
    """
    ahp = ahp * decay + gain / (1.0 + rate_exp((v + 15.0) * -0.25))
    return ahp, ahp, ahp * e_k


@inlined
def traub_miles_gates(u, m, h, n, h_at, h_closing, dt):
    """Gates of :func:`traub_miles`, u mV above threshold.

    α_h = 0.128 e^{(h_at−u)/18}, β_h = 4e/(e + h_closing) with e = e^{(u−40)/5}. Four of the five
    exponentials are powers of r = e^{(u−40)/40}.
    """
    r = rate_exp((u - 40.0) * 0.025)
    r2 = r * r
    r4 = r2 * r2
    e = r4 * r4
    r10 = e * r2
    x = (13.0 - u) * 0.25
    near = abs(x) < 1e-6
    x = 1e-6 if near else x
    below = 1e-6 * r10 if near else 0.0011708796207911744 - r10  # r10 (e^x − 1)
    y = (u - 40.0) * 0.2
    near = abs(y) < 1e-6
    y = 1e-6 if near else y
    above = 1e-6 if near else e - 1.0
    m = fine_gate_over(m, 1.28 * x * above * r10, 1.4 * y * below, below * above, dt)
    inactivating = e + h_closing
    opening = 0.128 * rate_exp((h_at - u) * (1 / 18.0)) * inactivating
    h = fine_gate_over(h, opening, 4.0 * e, inactivating, dt)
    w = (15.0 - u) * 0.2
    near = abs(w) < 1e-6
    opening = 0.16 if near else 0.16 * w * e
    below = 1.0 if near else 0.006737946999085467 - e
    closing = 0.23618327637050734 * below  # 0.5 e^{-0.75}
    n = fine_gate_over(n, opening * r, closing, below * r, dt)
    return m, h, n


@mechanism(gates="m h n")
def traub_miles(v, m, h, n, g_na, e_na, g_k, e_k, v_t, dt):
    """Fast sodium m³h and delayed rectifier n⁴ after Traub & Miles (as in HH2.mod, Destexhe 1992).

    With u = v − v_t: α_m = 0.32(13−u)/(e^{(13−u)/4}−1), β_m = 0.28(u−40)/(e^{(u−40)/5}−1),
    α_h = 0.128 e^{(12−u)/18}, β_h = 4/(1+e^{(35−u)/5}), α_n = 0.032(15−u)/(e^{(15−u)/5}−1),
    β_n = 0.5 e^{(10−u)/40} (1/ms).
    """
    m, h, n = traub_miles_gates(v - v_t, m, h, n, 12.0, 0.36787944117144233, dt)
    sodium = g_na * m * m * m * h
    n2 = n * n
    potassium = g_k * n2 * n2
    return m, h, n, sodium + potassium, fma(sodium, e_na, potassium * e_k)


@mechanism(gates="m h n")
def traub_miles_1991(v, m, h, n, g_na, e_na, g_k, e_k, v_t, dt):
    """Fast sodium m³h and delayed rectifier n⁴ of the benchmark of Brette et al. 2007.

    As :func:`traub_miles`, but its h gate lies 5 mV higher, as in Traub & Miles 1991:
    α_h = 0.128 e^{(17−u)/18}, β_h = 4/(1+e^{(40−u)/5}). (doi 10.1007/s10827-007-0038-6)
    """
    m, h, n = traub_miles_gates(v - v_t, m, h, n, 17.0, 1.0, dt)
    sodium = g_na * m * m * m * h
    n2 = n * n
    potassium = g_k * n2 * n2
    return m, h, n, sodium + potassium, fma(sodium, e_na, potassium * e_k)


@mechanism(gates="m h n")
def hodgkin_huxley(v, m, h, n, g_na, e_na, g_k, e_k, q, dt):
    """Squid axon sodium m³h and potassium n⁴ (Hodgkin & Huxley 1952, J Physiol 117:500).

    α_m = 0.1(v+40)/(1−e^{−(v+40)/10}), β_m = 4e^{−(v+65)/18}, α_h = 0.07e^{−(v+65)/20},
    β_h = 1/(1+e^{−(v+35)/10}), α_n = 0.01(v+55)/(1−e^{−(v+55)/10}), β_n = 0.125e^{−(v+65)/80},
    all times q = 3^{(T−6.3)/10}.
    """
    m = gate(
        m, linear_exponential((v + 40.0) * -0.1), 4.0 * rate_exp((v + 65.0) * (-1 / 18.0)), q * dt
    )
    h = gate(h, 0.07 * rate_exp((v + 65.0) * -0.05), logistic((v + 35.0) * 0.1), q * dt)
    n = gate(
        n,
        0.1 * linear_exponential((v + 55.0) * -0.1),
        0.125 * rate_exp((v + 65.0) * (-1 / 80.0)),
        q * dt,
    )
    sodium = g_na * m * m * m * h
    potassium = g_k * n * n * n * n
    return m, h, n, sodium + potassium, sodium * e_na + potassium * e_k


@mechanism(gates="m h")
def nap(v, m, h, g_max, e_na, v_t, dt):
    """Persistent sodium, m·h (Prescott & De Koninck 2005, iNaP.mod).

    With u = v − v_t: α_m = 0.32(11−u)/(e^{(11−u)/4}−1), β_m = 0.28(u−42)/(e^{(u−42)/5}−1),
    α_h = 0.128e^{(12−u)/18}, β_h = 4/(1+e^{0.1(35−u)}) (1/ms).
    """
    u = v - v_t
    m = gate(
        m,
        1.28 * linear_exponential((11.0 - u) * 0.25),
        1.4 * linear_exponential((u - 42.0) * 0.2),
        dt,
    )
    h = gate(h, 0.128 * rate_exp((12.0 - u) * (1 / 18.0)), 4.0 * logistic((u - 35.0) * 0.1), dt)
    g = g_max * m * h
    return m, h, g, g * e_na


@inlined
def constant_field(v, ca):
    """Factors of :func:`cal`'s current: 2 − 0.001[Ca]e^w, w/(e^w−1), and their product's slope."""
    w = v * _W_PER_MV
    w = w if abs(w) > 1e-6 else 1e-6
    e = rate_exp(w)
    x = w / (e - 1.0)
    dx = x * (1.0 - w - x) / w
    return 2.0 - 0.001 * ca * e, x, 2.0 * dx - 0.001 * ca * (1.0 + dx)


@mechanism(gates="m", outputs="g ge ica")
def cal(v, ca, m, permeability, dt):
    """L-type calcium, m² with the constant-field equation (McCormick & Huguenard 1992, iCaL.mod).

    m∞ = 1/(1+e^{−(v+10)/10}); 1/τ = 3^{1.25}[1.6/(1+e^{−0.072(v−5)})
    + 0.02(v−1.31)/(e^{(v−1.31)/5.36}−1)].
    I = P m² 10 area (−2F·10⁻³)(2 − 0.001[Ca]e^w) w/(e^w−1), w = 2Fv·10⁻³/(R·309.16 K), 2 mM
    outside; ``permeability`` = 10 P area in cm µm²/s. The voltage is given the current's slope too,
    the pool the current at the gate's middle: so both stay second order in dt.
    """
    before = m
    rate = 1.6 * logistic(0.072 * (v - 5.0)) + 0.1072 * linear_exponential((v - 1.31) * (1 / 5.36))
    m = relax(m, logistic((v + 10.0) * 0.1), 3.948222038857477 * rate, dt)
    field, drive, bend = constant_field(v, ca)
    whole = permeability * MEMBRANE_CHARGE
    current = whole * field * drive
    slope = whole * _W_PER_MV * bend
    open = m * m
    middle = 0.5 * (before + m)
    return m, open * slope, open * (slope * v - current), middle * middle * current


@mechanism(gates="m")
def kca(ca, m, g_max, e_k, dt):
    """Calcium-activated potassium, m³ (iKCa.mod, ModelDB 128559): c = ([Ca]/1 µM)², m∞ = c/(1+c).

    τ = max(0.1, 1/(0.03 (1+c) 4.655)) ms.
    """
    c = ca * ca
    m = relax(m, c / (1.0 + c), min(10.0, 0.03 * 4.655536721746079 * (1.0 + c)), dt)
    g = g_max * m * m * m
    return m, g, g * e_k


@mechanism(gates="m")
def can(ca, m, g_max, e_can, tau, dt):
    """Calcium-activated non-selective cation channel, m² (iCaAN.mod; Aguiar et al. 2010).

    c = ([Ca]/0.5 µM)², m∞ = c/(1+c), τ = 2·tau/(1+c): the plateau current of wind-up.
    """
    c = 4.0 * ca * ca
    m = relax(m, c / (1.0 + c), (1.0 + c) / (2.0 * tau), dt)
    g = g_max * m * m
    return m, g, g * e_can


@mechanism(gates="fast slow")
def ih(v, fast, slow, g_max, e_rev, q, dt):
    """Current that hyperpolarisation opens, half of it slowly (Kouranova et al. 2008).

    n∞ = 1/(1+e^{(v+87.2)/9.7}); above −70 mV τ_fast = 140 + 50 e^{−(v+25)/20} and τ_slow =
    300 + 542 e^{−(v+25)/20} ms, else 250 + 12 e^{(v+240)/50} and 2500 + 100 e^{(v+240)/50} ms;
    g = g_max (fast + slow)/2 as in Tigerholm et al. 2014.
    """
    closed = rate_exp((v + 87.2) * (1 / 9.7))
    above = v > -70.0
    bell = rate_exp((v + 25.0) * -0.05 if above else (v + 240.0) * 0.02)
    tau_fast = 140.0 + 50.0 * bell if above else 250.0 + 12.0 * bell
    tau_slow = 300.0 + 542.0 * bell if above else 2500.0 + 100.0 * bell
    fast = gate_over(fast, 1.0, closed, (1.0 + closed) * tau_fast, q * dt)
    slow = gate_over(slow, 1.0, closed, (1.0 + closed) * tau_slow, q * dt)
    g = 0.5 * g_max * (fast + slow)
    return fast, slow, g, g * e_rev


@mechanism(inputs="tonic shift")
def tonic_chloride(tonic, shift, basal, e_rev):
    """Chloride channels outside synapses that GABA and glycine in the tissue hold open.

    g = ``basal`` + ``tonic`` (nS, assumed); E_Cl = ``e_rev`` + ``shift`` (mV; Coull et al. 2003).
    """
    g = basal + tonic
    return g, g * (e_rev + shift)


@inlined
def opened_by_agonists(agonist, g_max, basal):
    """Conductance of :func:`girk`."""
    return g_max * (basal + agonist) / (1.0 + agonist)


@mechanism(inputs="agonist")
def girk(agonist, g_max, basal, e_k):
    """Potassium channel that opioid and GABA-B receptors open through G proteins.

    Open fraction basal + (1 − basal) x/(1 + x), x the agonists' C/EC50 in all (assumed;
    that opioids act behind the synapse: Heinke et al. 2011, doi 10.1523/JNEUROSCI.4060-10.2011).
    """
    g = opened_by_agonists(agonist, g_max, basal)
    return g, g * e_k


@mechanism(states="level", outputs="ca")
def calcium_pool(ica, level, gain, keep):
    """Calcium under the membrane (µM): inflow by every calcium current, removal to 0.05 µM.

    d[Ca]/dt = 10⁻⁴ k (−I_Ca)₊ − ([Ca] − 0.05)/τ (ModelDB 128559; k, τ assumed), exact for constant
    current: ``keep`` = e^{−dt/τ}, ``gain`` = 10⁻⁴ k τ (µM/pA). Runs after every calcium current.
    ``level`` is half a step ahead of the voltage, like a gate; ``ca`` is carried on to there.
    """
    return _calcium(ica, level, gain, keep)


@mechanism(states="level", outputs="ca")
def calcium_shell(ica, level, gain, keep):
    """The calcium pool of a cell that has none of its own, as :func:`calcium_pool` (assumed)."""
    return _calcium(ica, level, gain, keep)


@inlined
def _calcium(ica, level, gain, keep):
    target = CALCIUM_AT_REST + gain * max(-ica, 0.0)
    following = target + (level - target) * keep
    return following, following + 0.5 * (following - level)


@mechanism(states="noise")
def membrane_noise(noise, key, decay, kick, tick):
    """Ornstein–Uhlenbeck current (pA), as :func:`wandered` (assumed)."""
    noise = wandered(noise, key, decay, kick, tick)
    return noise, 0.0, noise
