COMMENT
Calcium-activated cation channel of spinal neurons, m2; half open at 0.5 uM (Aguiar et al. 2010).
ENDCOMMENT

NEURON {
    SUFFIX can
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
    gbar = 0.000015 (S/cm2)
    erev = -20 (mV)
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
    i = gbar*m*m*(v - erev)
}

DERIVATIVE gate {
    rates(cai)
    m' = (minf - m)/tau
}

PROCEDURE rates(calcium) {
    LOCAL c
    c = (calcium/0.5)*(calcium/0.5)
    minf = c/(1 + c)
    tau = 4292/(1 + c)
}
