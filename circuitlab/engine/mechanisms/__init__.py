"""Every kind of equation the engine knows: one scalar function a mechanism."""

from __future__ import annotations

from types import MappingProxyType, ModuleType

from circuitlab.engine.mechanisms import (
    channels,
    membranes,
    plasticity,
    sensors,
    slow,
    stimuli,
    synapses,
)
from circuitlab.engine.mechanisms.registry import Mechanism


def _of(module: ModuleType) -> dict[str, Mechanism]:
    found = (value for value in vars(module).values() if isinstance(value, Mechanism))
    return {mechanism.name: mechanism for mechanism in found}


MECHANISMS = MappingProxyType(
    _of(channels)
    | _of(sensors)
    | _of(membranes)
    | _of(synapses)
    | _of(stimuli)
    | _of(slow)
    | _of(plasticity)
)
