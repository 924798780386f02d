: Fast sodium, delayed rectifier and leak after Traub and Miles, as the COBAHH benchmark has them
: (Brette et al. 2007). One current for all three: Arbor's ions have no part in it.

NEURON {
    SUFFIX traub_miles
    NONSPECIFIC_CURRENT i
    RANGE gna, gk, gl, ena, ek, el, vt
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    v (mV)
    gna = 0.1 (S/cm2)
    gk = 0.03 (S/cm2)
    gl = 5e-5 (S/cm2)
    ena = 50 (mV)
    ek = -90 (mV)
    el = -60 (mV)
    vt = -63 (mV)
}

STATE { m h n }

ASSIGNED {}

INITIAL {
    LOCAL u, opening, closing
    u = -60 - vt
    opening = 1.28 * exprelr((13 - u)/4)
    closing = 1.4 * exprelr((u - 40)/5)
    m = opening / (opening + closing)
    opening = 0.128 * exp((17 - u)/18)
    closing = 4 / (1 + exp((40 - u)/5))
    h = opening / (opening + closing)
    opening = 0.16 * exprelr((15 - u)/5)
    closing = 0.5 * exp((10 - u)/40)
    n = opening / (opening + closing)
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    LOCAL sodium, potassium
    sodium = gna*m*m*m*h
    potassium = gk*n*n*n*n
    i = sodium*(v - ena) + potassium*(v - ek) + gl*(v - el)
}

DERIVATIVE gates {
    LOCAL u, am, bm, ah, bh, an, bn
    u = v - vt
    am = 1.28 * exprelr((13 - u)/4)
    bm = 1.4 * exprelr((u - 40)/5)
    ah = 0.128 * exp((17 - u)/18)
    bh = 4 / (1 + exp((40 - u)/5))
    an = 0.16 * exprelr((15 - u)/5)
    bn = 0.5 * exp((10 - u)/40)
    m' = am*(1 - m) - bm*m
    h' = ah*(1 - h) - bh*h
    n' = an*(1 - n) - bn*n
}
