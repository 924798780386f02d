COMMENT
TRPV1, a channel that heat and voltage open (form of Voets et al. 2004). Energies in J/mol,
temperatures in degC; pkc lowers the half-open temperature by pkcshift kelvin.
ENDCOMMENT

NEURON {
    SUFFIX trpv1
    NONSPECIFIC_CURRENT i
    RANGE gbar, number, skin, thalf, pkc, pkcshift, enthalpy, charge, vref, tau
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.00306 (S/cm2)
    number = 1
    skin = 32
    thalf = 50.1
    pkc = 0
    pkcshift = 8.5
    enthalpy = 269000
    charge = 0.71
    vref = -60 (mV)
    tau = 5 (ms)
}

STATE { open }

ASSIGNED {
    v (mV)
    i (mA/cm2)
    steady
}

INITIAL {
    equilibrium(v)
    open = steady
}

BREAKPOINT {
    SOLVE gate METHOD cnexp
    i = gbar*number*open*v
}

DERIVATIVE gate {
    equilibrium(v)
    open' = (steady - open)/tau
}

PROCEDURE equilibrium(v (mV)) {
    LOCAL kelvin, half, perVolt, entropy
    kelvin = skin + 273.15
    half = thalf + 273.15 - pkcshift*pkc
    perVolt = 0.001*charge*96485
    entropy = (enthalpy - perVolt*vref)/half
    steady = 1/(1 + exp((enthalpy - kelvin*entropy - perVolt*v)/(8.314*kelvin)))
}
