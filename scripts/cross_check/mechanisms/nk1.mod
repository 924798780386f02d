COMMENT
NK1 receptor for substance P. Nine tenths of its current move the voltage; a tenth is calcium that
only fills the pool, so that it is taken out of the voltage again.
ENDCOMMENT

NEURON {
    POINT_PROCESS Nk1
    NONSPECIFIC_CURRENT i
    USEION ca WRITE ica
    RANGE rise, decay
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    rise = 200 (ms)
    decay = 3000 (ms)
}

STATE {
    a (uS)
    b (uS)
}

ASSIGNED {
    v (mV)
    i (nA)
    ica (nA)
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
    LOCAL all
    SOLVE kinetics METHOD cnexp
    all = scale*(b - a)*v
    ica = 0.1*all
    i = 0.9*all - ica
}

DERIVATIVE kinetics {
    a' = -a/rise
    b' = -b/decay
}

NET_RECEIVE(weight (uS)) {
    a = a + weight
    b = b + weight
}
