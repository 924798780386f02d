"""One short word for what a circuit is, so that results can be told to be of the same one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from circuitlab.files.entries import ENTRIES
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Array

_WORDS = "text"
"""The parameter that holds words for people: a run does not depend on it."""


def circuit_hash(circuit: Circuit) -> str:
    """Return a SHA-256 of all in a circuit that a run depends on, but for its seed and step.

    Where things are drawn, what they are called, and in which order they were added, does not
    count.
    """
    parts = {
        "elements": {id: _element(element) for id, element in circuit.elements.items()},
        "links": sorted((*link.key, link.role.value) for link in circuit.links.values()),
        "timeline": _said(circuit.document["timeline"]),
        "body_clock": float(circuit.document["body_clock"]),
    }
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _element(element: Any) -> dict[str, Any]:
    params = {name: value for name, value in element.params.items() if name != _WORDS}
    return {"kind": element.kind, "params": _said(params), "muted": element.muted}


def _said(value: object) -> Any:
    """Return a value as JSON can hold it, long arrays by the hash of their content."""
    if type(value) in ENTRIES:
        return _said(ENTRIES[type(value)](value))
    if isinstance(value, Array):
        return {"array": value.digest}
    if isinstance(value, Mapping):
        return {name: _said(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_said(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value
