COMMENT
A-type potassium channel of the nociceptor, n h (Choi & Waxman 2011).
ENDCOMMENT

NEURON {
    SUFFIX ka
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
    gbar = 0.00277 (S/cm2)
    erev = -85 (mV)
    q = 2
}

STATE { n h }

ASSIGNED {
    v (mV)
    i (mA/cm2)
    ninf
    hinf
    taun (ms)
    tauh (ms)
}

INITIAL {
    rates(v)
    n = ninf
    h = hinf
}

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = gbar*n*h*(v - erev)
}

DERIVATIVE gates {
    rates(v)
    n' = q*(ninf - n)/taun
    h' = q*(hinf - h)/tauh
}

PROCEDURE rates(v (mV)) {
    ninf = (1 + exp(-(v + 5.4)/16.4))^(-4)
    taun = 0.25 + 10.04*exp(-(v + 24.67)*(v + 24.67)/(2*34.8*34.8))
    hinf = 1/(1 + exp((v + 49.9)/4.6))
    tauh = 20 + 50*exp(-(v + 40)*(v + 40)/(2*40*40))
    if (tauh < 5) {
        tauh = 5
    }
}
