COMMENT
Delayed rectifier of the nociceptor, n4 (form of Sheets et al. 2007 and Tigerholm et al. 2014).
ENDCOMMENT

NEURON {
    SUFFIX kdr
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
    gbar = 0.0174 (S/cm2)
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
    i = gbar*n*n*n*n*(v - erev)
}

DERIVATIVE gates {
    rates(v)
    n' = q*(ninf - n)/tau
}

PROCEDURE rates(v (mV)) {
    ninf = 1/(1 + exp(-(v + 35)/15.4))
    if (v > -31) {
        tau = 0.16 + 0.8*exp(-0.0267*(v + 11))
    } else {
        tau = 1000*(0.000688 + 1/(exp((v + 75.2)/6.5) + exp(-(v - 131.5)/34.8)))
    }
}
