COMMENT
Sodium channel Nav1.8 of the nociceptor, m3h (Han et al. 2015); pka moves its activation by shift and
its inactivation by hshift.
ENDCOMMENT

NEURON {
    SUFFIX nav18
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev, q, shift, hshift, pka
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.0774 (S/cm2)
    erev = 65 (mV)
    q = 2
    shift = 6 (mV)
    hshift = 10.1 (mV)
    pka = 0
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
    w = v + shift*pka
    u = v + hshift*pka
    am = 7.35 - 7.35/(1 + exp((w + 1.38)/10.9))
    bm = 5.97/(1 + exp((w + 56.43)/18.26))
    ah = 0.011 + 1.39/(1 + exp((u + 78.04)/11.32))
    bh = 0.56 - 0.56/(1 + exp((u - 21.82)/20.03))
}
