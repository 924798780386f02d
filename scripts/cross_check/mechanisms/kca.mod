COMMENT
Calcium-activated potassium of spinal neurons, m3; half open at 1 uM.
ENDCOMMENT

NEURON {
    SUFFIX kca
    USEION ca READ cai
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.0015 (S/cm2)
    erev = -77 (mV)
}

STATE { m }

ASSIGNED {
    v (mV)
    cai
    i (mA/cm2)
    minf
    tau (ms)
}

INITIAL {
    rates(cai)
    m = minf
}

BREAKPOINT {
    SOLVE gate METHOD cnexp
    i = gbar*m*m*m*(v - erev)
}

DERIVATIVE gate {
    rates(cai)
    m' = (minf - m)/tau
}

PROCEDURE rates(calcium) {
    LOCAL c
    c = calcium*calcium
    minf = c/(1 + c)
    tau = 1/(0.03*(1 + c))/3^1.4
    if (tau < 0.1) {
        tau = 0.1
    }
}
