COMMENT
Sodium channel Nav1.7 of the nociceptor, m3h (Vasylyev et al. 2014). q is the speed of all gates;
mshift and hshift say how much higher than in the source it activates and inactivates.
ENDCOMMENT

NEURON {
    SUFFIX nav17
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev, q, mshift, hshift
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.136 (S/cm2)
    erev = 65 (mV)
    q = 2
    mshift = 4.42 (mV)
    hshift = 7.8 (mV)
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
    i = gbar*m*m*m*h*(v - erev)
}

DERIVATIVE gates {
    rates(v)
    m' = q*(am*(1 - m) - bm*m)
    h' = q*(ah*(1 - h) - bh*h)
}

PROCEDURE rates(v (mV)) {
    LOCAL w, u
    w = v - mshift
    u = v - hshift
    am = 10.22 - 10.22/(1 + exp((w + 7.19)/15.43))
    bm = 23.76/(1 + exp((w + 70.37)/14.53))
    ah = 0.0744/(1 + exp((u + 99.76)/11.07))
    bh = 2.54 - 2.54/(1 + exp((u + 7.8)/10.68))
}
