COMMENT
Fast sodium m3h and delayed rectifier n4 of spinal neurons after Traub & Miles (Destexhe 1992).
ENDCOMMENT

NEURON {
    SUFFIX spinal_spike
    NONSPECIFIC_CURRENT i
    RANGE gna, gk, ena, ek, vt
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gna = 0.06 (S/cm2)
    gk = 0.02 (S/cm2)
    ena = 50 (mV)
    ek = -77 (mV)
    vt = -55 (mV)
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
    rates(v)
    m = am / (am + bm)
    h = ah / (ah + bh)
    n = an / (an + bn)
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = gna*m*m*m*h*(v - ena) + gk*n*n*n*n*(v - ek)
}

DERIVATIVE gates {
    rates(v)
    m' = am*(1 - m) - bm*m
    h' = ah*(1 - h) - bh*h
    n' = an*(1 - n) - bn*n
}

FUNCTION trap(x, y) {
    if (fabs(x/y) < 1e-6) {
        trap = y*(1 - x/y/2)
    } else {
        trap = x/(exp(x/y) - 1)
    }
}

PROCEDURE rates(v (mV)) {
    LOCAL u
    u = v - vt
    am = 0.32*trap(13 - u, 4)
    bm = 0.28*trap(u - 40, 5)
    ah = 0.128*exp((12 - u)/18)
    bh = 4/(1 + exp((35 - u)/5))
    an = 0.032*trap(15 - u, 5)
    bn = 0.5*exp((10 - u)/40)
}
