"""What a file of Neuronify is made of: nodes and edges, as that program writes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

LEAKY: Mapping[str, float] = MappingProxyType(
    {
        "capacitance": 2e-10,
        "initialPotential": -0.08,
        "restingPotential": -0.07,
        "threshold": -0.055,
        "voltage": -0.0651,
        "refractoryPeriod": 0.002,
        "resistance": 1e8,
    }
)
"""The engine of a leaky neuron: F, V, s and Ω."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def node(
    what: str, x: float = 0, y: float = 0, engine: Mapping[str, Any] = _NOTHING, **said: Any
) -> dict[str, Any]:
    """Return a node that lies at `x` and `y`; `said` are properties beside its engine's."""
    saved = {"engine": dict(engine), "label": "", "x": x, "y": y, **said}
    return {"filename": f"{what}.qml", "savedProperties": saved}


def edge(what: str, source: int, target: int, **engine: Any) -> dict[str, Any]:
    """Return an edge between two nodes, named by their places among the nodes."""
    name = f"{what}.qml"
    saved = {"engine": engine, "filename": name}
    return {"filename": name, "from": source, "to": target, "savedProperties": saved}
