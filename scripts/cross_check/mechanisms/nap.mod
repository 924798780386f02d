COMMENT
Persistent sodium of spinal neurons, m h (Prescott & De Koninck 2005).
ENDCOMMENT

NEURON {
    SUFFIX nap
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev, vt
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.0001 (S/cm2)
    erev = 50 (mV)
    vt = -55 (mV)
}

STATE { m h }

ASSIGNED {
    v (mV)
    i (mA/cm2)
    am (/ms)
    bm (/ms)
    ah (/ms)
    bh (/ms)
}

INITIAL {
    rates(v)
    m = am / (am + bm)
    h = ah / (ah + bh)
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = gbar*m*h*(v - erev)
}

DERIVATIVE gates {
    rates(v)
    m' = am*(1 - m) - bm*m
    h' = ah*(1 - h) - bh*h
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
    am = 0.32*trap(11 - u, 4)
    bm = 0.28*trap(u - 42, 5)
    ah = 0.128*exp((12 - u)/18)
    bh = 4/(1 + exp(0.1*(35 - u)))
}
