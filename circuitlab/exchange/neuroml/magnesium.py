"""Magnesium in the pores of NMDA receptors, as the numbers that NeuroML describes it by."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.mechanisms.gating import in_numpy, magnesium_in_pores


def magnesium() -> tuple[float, float]:
    """Blocked over open pores at 1 mM and 0 mV, and the voltage (mV) that changes it e-fold."""
    ratio = in_numpy(magnesium_in_pores)
    at_zero = float(ratio(1.0, 0.0))
    return at_zero, 1.0 / float(np.log(at_zero / ratio(1.0, 1.0)))
