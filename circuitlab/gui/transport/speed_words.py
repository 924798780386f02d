"""Speeds as people say them."""

from __future__ import annotations

import math

from circuitlab.resources import _, in_digits

ALMOST_HALF = 1.75
"""A slowdown that is said as a fraction; a smaller one as a share of real time."""


def speed_words(speed: float, short: bool = False) -> str:
    """Say a speed as people do: ``1/20 ×``, ``0.8 ×``, ``real time`` (in short ``1 ×``)."""
    if speed >= 0.995:
        return "1 ×" if short else _("real time")
    slowdown = 1.0 / max(speed, 1e-9)
    if slowdown < ALMOST_HALF:
        return in_digits(f"{speed:.2g} ×")
    digits = max(0, math.floor(math.log10(slowdown)) - 1)
    return f"1/{round(slowdown, -digits):.0f} ×"
