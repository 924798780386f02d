"""Which room each glyph takes, and which parameter says most about what wears it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Kind

DOSE = "concentration"
"""The parameter of a drug that says how much of it there is."""
UNKNOWN = "unknown"
"""Glyph of an element whose kind is not in the catalog."""

GATE, SYNAPSE, NOTE = "gate", "synapse", "note"
"""Glyphs that are not drawn, named or layered as others are."""
IN_MEMBRANES = frozenset({SYNAPSE, GATE})
"""Glyphs of what sits in a membrane."""

METERS = frozenset({"meter", "raster"})
"""Glyphs of what only measures."""

Room = tuple[float, float, float, float]
_MARK: Room = (-27, -27, 54, 54)
"""A mark in a circle."""
_GLYPHS: Mapping[str, tuple[Room, str]] = MappingProxyType(
    {
        GATE: ((-13, -13, 26, 26), ""),
        SYNAPSE: ((-14, -14, 28, 28), ""),
        "capsule": ((-34, -29, 68, 58), DOSE),
        "flame": ((-31, -31, 62, 62), "temperature"),
        "bolt": (_MARK, "amplitude"),
        "step": (_MARK, "amplitude"),
        "ramp": (_MARK, "amplitude"),
        "wave": (_MARK, "amplitude"),
        "hiss": (_MARK, "sd"),
        "scribble": (_MARK, ""),
        "clamp": (_MARK, "level"),
        "coupling": (_MARK, "g"),
        "train": (_MARK, ""),
        "snowflake": (_MARK, "temperature"),
        "press": (_MARK, "force"),
        "drop": (_MARK, DOSE),
        "implant": (_MARK, "frequency"),
        "hand": (_MARK, "frequency"),
        "descent": (_MARK, "drive"),
        "thought": (_MARK, "expected"),
        "walker": (_MARK, "load"),
        "dice": (_MARK, "rate"),
        "damage": ((-62, -44, 124, 88), ""),
        "immune_cell": ((-36, -34, 72, 68), ""),
        "meter": ((-24, -20, 48, 40), ""),
        "raster": ((-24, -20, 48, 40), ""),
        "brain": ((-62, -54, 124, 184), ""),
        NOTE: ((-90, -34, 180, 68), ""),
        UNKNOWN: ((-26, -26, 52, 52), ""),
    }
)
"""Each glyph's rectangle around its centre (canvas units: x, y, width, height), and the name of the
parameter that says most about what wears it."""
BODIES: Mapping[str, Room] = MappingProxyType(
    {name: room for name, (room, _said) in _GLYPHS.items()}
)
"""Rectangle of each glyph."""


def headline(kind: Kind | None) -> str:
    """Name of the parameter that says most about an element; empty where none does."""
    if kind is None:
        return ""
    _room, name = _GLYPHS.get(kind.glyph, (_MARK, ""))
    return name if name in kind.parameters else ""
