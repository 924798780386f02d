"""The temperature of a network: the one at which the constant-field equation is the engine's."""

from __future__ import annotations

from circuitlab.engine.mechanisms.gating import folds_per_mv

_ENGINE_KELVIN = 309.16
FOLDS_PER_MV = float(folds_per_mv(2.0, _ENGINE_KELVIN))
"""2F/(RT) of the engine's constant-field equation, 1/mV."""
_FARADAY, _GAS = 96485.3, 8.3144621  # as in NeuroML's own equation
_FROM_ZERO = 273.15
CELSIUS = 2.0 * _FARADAY * 1e-3 / (_GAS * FOLDS_PER_MV) - _FROM_ZERO
"""With NeuroML's constants, which have more digits, the same 2F/(RT)."""
