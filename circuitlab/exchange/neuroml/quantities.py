"""Quantities as NeuroML writes them, in our units."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

_WRITTEN = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([A-Za-z_]\w*)?\s*")
_UNITS: Mapping[str, float] = MappingProxyType(
    {
        "s": 1e3, "ms": 1.0, "us": 1e-3,
        "per_s": 1e-3, "per_ms": 1.0, "Hz": 1e-3,
        "V": 1e3, "mV": 1.0,
        "S": 1e9, "mS": 1e6, "uS": 1e3, "nS": 1.0, "pS": 1e-3,
        "A": 1e12, "uA": 1e6, "nA": 1e3, "pA": 1.0,
        "F": 1e12, "uF": 1e6, "nF": 1e3, "pF": 1.0,
        "S_per_m2": 0.1, "mS_per_cm2": 1.0, "S_per_cm2": 1e3,
        "F_per_m2": 100.0, "uF_per_cm2": 1.0,
        "M": 1e3, "mM": 1.0, "mol_per_m3": 1.0, "mol_per_cm3": 1e6, "uM": 1e-3,
        "degC": 1.0,
        "nS_per_mV": 1.0, "S_per_V": 1e6,
        "um": 1.0, "m": 1e6, "cm": 1e4,
    }
)  # fmt: skip
"""Unit → how much of ours it is: ms, mV, nS, pA, pF, mS/cm², µF/cm², mM, °C, µm."""


class NotUnderstood(ValueError):
    """A value that a component needs is missing or cannot be read."""


def value(element: ET.Element, name: str, otherwise: float | None = None) -> float:
    """A quantity of a component, in our units.

    Raises
    ------
    NotUnderstood
    """
    text = element.get(name)
    if text is None:
        if otherwise is None:
            raise NotUnderstood(name)
        return otherwise
    found = _WRITTEN.fullmatch(text)
    if found is None or (found[2] is not None and found[2] not in _UNITS):
        raise NotUnderstood(f"{name} = {text}")
    number = float(found[1]) * _UNITS[found[2] or "ms"]
    if not math.isfinite(number):
        raise NotUnderstood(f"{name} = {text}")
    return number
