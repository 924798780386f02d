COMMENT
A receptor with a rise and a decay, peak 1 times the weight (uS) of the event.
ENDCOMMENT

NEURON {
    POINT_PROCESS Receptor
    NONSPECIFIC_CURRENT i
    RANGE rise, decay, erev
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    rise = 0.1 (ms)
    decay = 5 (ms)
    erev = 0 (mV)
}

STATE {
    a (uS)
    b (uS)
}

ASSIGNED {
    v (mV)
    i (nA)
    scale
}

INITIAL {
    LOCAL peak
    peak = rise*decay/(decay - rise)*log(decay/rise)
    scale = 1/(exp(-peak/decay) - exp(-peak/rise))
    a = 0
    b = 0
}

BREAKPOINT {
    SOLVE kinetics METHOD cnexp
    i = scale*(b - a)*(v - erev)
}

DERIVATIVE kinetics {
    a' = -a/rise
    b' = -b/decay
}

NET_RECEIVE(weight (uS)) {
    a = a + weight
    b = b + weight
}
