COMMENT
The nociceptor's after-hyperpolarisation: a conductance (nS) that every depolarisation adds to.
A point process, because its growth is given for the whole cell.
ENDCOMMENT

NEURON {
    POINT_PROCESS SlowAhp
    NONSPECIFIC_CURRENT i
    RANGE rate, tau, erev
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    rate = 0.6
    tau = 458 (ms)
    erev = -85 (mV)
}

STATE { g }

ASSIGNED {
    v (mV)
    i (nA)
}

INITIAL { g = 0 }

BREAKPOINT {
    SOLVE growth METHOD cnexp
    i = 0.001*g*(v - erev)
}

DERIVATIVE growth {
    g' = -g/tau + rate/(1 + exp(-(v + 15)/4))
}
