COMMENT
L-type calcium of spinal neurons, m2, by the constant-field equation at 309.16 K with 2 mM outside
(McCormick & Huguenard 1992). The calcium under the membrane, cai, is counted in uM.
ENDCOMMENT

NEURON {
    SUFFIX cal
    USEION ca READ cai WRITE ica
    RANGE permeability
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER { permeability = 3e-5 (cm/s) }

STATE { m }

ASSIGNED {
    v (mV)
    cai
    ica (mA/cm2)
    minf
    tau (ms)
}

INITIAL {
    rates(v)
    m = minf
}

BREAKPOINT {
    SOLVE gate METHOD cnexp
    ica = permeability*m*m*field(v, cai)
}

DERIVATIVE gate {
    rates(v)
    m' = (minf - m)/tau
}

FUNCTION field(v (mV), inside) {
    LOCAL w
    w = 2*96485*0.001*v/(8.314*309.16)
    field = -2*96485*0.001*(2 - 0.001*inside*exp(w))*fraction(w)
}

FUNCTION fraction(w) {
    if (fabs(w) < 1e-6) {
        fraction = 1 - w/2
    } else {
        fraction = w/(exp(w) - 1)
    }
}

FUNCTION trap(x, y) {
    if (fabs(x/y) < 1e-6) {
        trap = y*(1 - x/y/2)
    } else {
        trap = x/(exp(x/y) - 1)
    }
}

PROCEDURE rates(v (mV)) {
    minf = 1/(1 + exp(-(v + 10)/10))
    tau = 1/(1.6/(1 + exp(-0.072*(v - 5))) + 0.02*trap(v - 1.31, 5.36))/3^1.25
}
