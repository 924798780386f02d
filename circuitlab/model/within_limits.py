"""Edits held to where a file can keep elements: none lies too far off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from circuitlab.model.delta import Delta
from circuitlab.model.element import Element
from circuitlab.model.limits import FARTHEST, within_reach


def within_limits(delta: Delta) -> Delta:
    """Return an edit after which every element that it touches can be saved; itself if so already.

    Whatever made it, a drag, an arrow key, a paste: what would lie too far off stays at the edge. A
    text that is too long is not cut: the edit is refused, and says so.
    """
    changes = {key: (before, _held(after)) for key, (before, after) in delta.changes.items()}
    if all(changes[key][1] is after for key, (_before, after) in delta.changes.items()):
        return delta
    return replace(delta, changes={k: pair for k, pair in changes.items() if pair[0] != pair[1]})


def _held(after: Any) -> Any:
    if not isinstance(after, Element) or _is_near(after):
        return after
    return replace(after, x=within_reach(after.x), y=within_reach(after.y))


def _is_near(element: Element) -> bool:
    return abs(element.x) <= FARTHEST and abs(element.y) <= FARTHEST
