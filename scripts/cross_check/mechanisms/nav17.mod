COMMENT
Sodium channel Nav1.7 of the nociceptor, m3h (Vasylyev et al. 2014). q is the speed of all gates.
ENDCOMMENT

NEURON {
    SUFFIX nav17
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev, q
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.067 (S/cm2)
    erev = 65 (mV)
    q = 2
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
    am = 10.22 - 10.22/(1 + exp((v + 7.19)/15.43))
    bm = 23.76/(1 + exp((v + 70.37)/14.53))
    ah = 0.0744/(1 + exp((v + 99.76)/11.07))
    bh = 2.54 - 2.54/(1 + exp((v + 7.8)/10.68))
}
