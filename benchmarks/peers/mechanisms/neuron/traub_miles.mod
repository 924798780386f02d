COMMENT
Fast sodium, delayed rectifier and leak after Traub and Miles, as the COBAHH benchmark has them
(Brette et al. 2007). One current for all three: NEURON's ions have no part in it.
ENDCOMMENT

NEURON {
    SUFFIX traub_miles
    NONSPECIFIC_CURRENT i
    RANGE gna, gk, gl, ena, ek, el, vt
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gna = 0.1 (S/cm2)
    gk = 0.03 (S/cm2)
    gl = 5e-5 (S/cm2)
    ena = 50 (mV)
    ek = -90 (mV)
    el = -60 (mV)
    vt = -63 (mV)
}

STATE { m h n }

ASSIGNED {
    v (mV)
    i (mA/cm2)
    am (/ms)
    bm (/ms)
    ah (/ms)
    bh (/ms)
    an (/ms)
    bn (/ms)
}

INITIAL {
    rates(-60)
    m = am / (am + bm)
    h = ah / (ah + bh)
    n = an / (an + bn)
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = gna*m*m*m*h*(v - ena) + gk*n*n*n*n*(v - ek) + gl*(v - el)
}

DERIVATIVE gates {
    rates(v)
    m' = am*(1 - m) - bm*m
    h' = ah*(1 - h) - bh*h
    n' = an*(1 - n) - bn*n
}

FUNCTION fraction(x) {
    if (fabs(x) < 1e-6) {
        fraction = 1 - x/2
    } else {
        fraction = x / (exp(x) - 1)
    }
}

PROCEDURE rates(v (mV)) {
    LOCAL u
    u = v - vt
    am = 1.28 * fraction((13 - u)/4)
    bm = 1.4 * fraction((u - 40)/5)
    ah = 0.128 * exp((17 - u)/18)
    bh = 4 / (1 + exp((40 - u)/5))
    an = 0.16 * fraction((15 - u)/5)
    bn = 0.5 * exp((10 - u)/40)
}
