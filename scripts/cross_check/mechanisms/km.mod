COMMENT
M-type potassium channel of the nociceptor, n (Maingret et al. 2008).
ENDCOMMENT

NEURON {
    SUFFIX km
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
    gbar = 0.0000716 (S/cm2)
    erev = -85 (mV)
    q = 2
}

STATE { n }

ASSIGNED {
    v (mV)
    i (mA/cm2)
    ninf
    tau (ms)
}

INITIAL {
    rates(v)
    n = ninf
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = gbar*n*(v - erev)
}

DERIVATIVE gates {
    rates(v)
    n' = q*(ninf - n)/tau
}

PROCEDURE rates(v (mV)) {
    ninf = 1/(1 + exp(-(v + 30)/6))
    tau = 1/(0.00395*(exp((v + 30)/40) + exp(-(v + 30)/20)))
}
