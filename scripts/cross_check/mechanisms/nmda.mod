COMMENT
NMDA receptor: rise and decay, and magnesium in its pore (Jahr & Stevens 1990). A tenth of its
current is calcium's and fills the pool.
ENDCOMMENT

NEURON {
    POINT_PROCESS Nmda
    NONSPECIFIC_CURRENT i
    USEION ca WRITE ica
    RANGE rise, decay, magnesium
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    rise = 2 (ms)
    decay = 100 (ms)
    magnesium = 1
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
    all = scale*(b - a)*v/(1 + magnesium/3.57*exp(-0.062*v))
    i = 0.9*all
    ica = 0.1*all
}

DERIVATIVE kinetics {
    a' = -a/rise
    b' = -b/decay
}

NET_RECEIVE(weight (uS)) {
    a = a + weight
    b = b + weight
}
