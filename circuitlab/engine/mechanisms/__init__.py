"""Every kind of equation the engine knows: one scalar function a mechanism."""

from __future__ import annotations

from types import MappingProxyType, ModuleType

from circuitlab.engine.mechanisms import (
    brain,
    channels,
    drugs,
    electrodes,
    plasticity,
    receptors,
    sensory_channels,
    slow_biology,
    stimuli,
    voltage_and_spike,
    written_rates,
)
from circuitlab.engine.mechanisms.mechanism import Mechanism


def _of(module: ModuleType) -> dict[str, Mechanism]:
    found = (value for value in vars(module).values() if isinstance(value, Mechanism))
    return {mechanism.name: mechanism for mechanism in found}


_MODULES = (
    channels,
    written_rates,
    sensory_channels,
    voltage_and_spike,
    receptors,
    plasticity,
    stimuli,
    electrodes,
    slow_biology,
    drugs,
    brain,
)
MECHANISMS = MappingProxyType(
    {name: made for module in _MODULES for name, made in _of(module).items()}
)
