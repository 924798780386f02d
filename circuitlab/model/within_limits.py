"""Edits held to what a file can keep: elements not too far off, names not too long."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from circuitlab.model.delta import Delta
from circuitlab.model.element import Element
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL


def within_limits(delta: Delta) -> Delta:
    """Return an edit after which every element that it touches can be saved; itself if so already.

    Whatever made it, a drag, an arrow key, a paste: what would lie too far off stays at the edge.
    """
    changes = {key: (before, _held(after)) for key, (before, after) in delta.changes.items()}
    if all(changes[key][1] is after for key, (_before, after) in delta.changes.items()):
        return delta
    return replace(delta, changes={k: pair for k, pair in changes.items() if pair[0] != pair[1]})


def _held(after: Any) -> Any:
    if not isinstance(after, Element) or _fits(after):
        return after
    return replace(after, x=_near(after.x), y=_near(after.y), label=after.label[:LONGEST_LABEL])


def _fits(element: Element) -> bool:
    near = abs(element.x) <= FARTHEST and abs(element.y) <= FARTHEST
    return near and len(element.label) <= LONGEST_LABEL


def _near(place: float) -> float:
    return min(FARTHEST, max(-FARTHEST, place))
