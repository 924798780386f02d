COMMENT
Calcium under the membrane (uM): every calcium current fills it, and it returns to 0.05 uM.
10 area turns mA/cm2 into pA; kca is the rise of 1e-4 uM per pA and ms.
ENDCOMMENT

NEURON {
    SUFFIX calcium_pool
    USEION ca READ ica WRITE cai
    RANGE kca, tau, area_um2
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (nA) = (nanoamp)
    (uS) = (microsiemens)
    (S) = (siemens)
}

PARAMETER {
    kca = 50
    tau = 20 (ms)
    area_um2 = 4000
}

STATE { cai }

ASSIGNED {
    ica (mA/cm2)
    inflow
}

INITIAL { cai = 0.05 }

BREAKPOINT { SOLVE filling METHOD cnexp }

DERIVATIVE filling {
    inflow = -10*area_um2*ica
    if (inflow < 0) {
        inflow = 0
    }
    cai' = 1e-4*kca*inflow - (cai - 0.05)/tau
}
