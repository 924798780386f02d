"""Edits held to what a file can keep: elements not too far off, names not too long."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from circuitlab.model.delta import Delta
from circuitlab.model.element import Element
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL, LONGEST_TEXT
from circuitlab.model.pins import Pin


def within_limits(delta: Delta) -> Delta:
    """Return an edit after which every element that it touches can be saved; itself if so already.

    Whatever made it, a drag, an arrow key, a paste: what would lie too far off stays at the edge.
    """
    changes = {key: (before, _held(after)) for key, (before, after) in delta.changes.items()}
    if all(changes[key][1] is after for key, (_before, after) in delta.changes.items()):
        return delta
    return replace(delta, changes={k: pair for k, pair in changes.items() if pair[0] != pair[1]})


def _held(after: Any) -> Any:
    if not isinstance(after, Element):
        return _with_shorter_texts(after, LONGEST_TEXT)
    if _fits(after):
        return after
    return replace(after, x=_near(after.x), y=_near(after.y), label=after.label[:LONGEST_LABEL])


def _with_shorter_texts(value: Any, most: int) -> Any:
    """Return a value of the document with its texts cut; the same where none is too long."""
    if isinstance(value, str):
        return value if len(value) <= most else value[:most]
    if isinstance(value, tuple):
        held = tuple(_with_shorter_texts(inner, most) for inner in value)
        return held if any(a is not b for a, b in zip(held, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    most = LONGEST_LABEL if isinstance(value, Pin) else most
    given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
    cut = {name: _with_shorter_texts(inner, most) for name, inner in given.items()}
    changed = {name: inner for name, inner in cut.items() if inner is not given[name]}
    return replace(value, **changed) if changed else value


def _fits(element: Element) -> bool:
    near = abs(element.x) <= FARTHEST and abs(element.y) <= FARTHEST
    return near and len(element.label) <= LONGEST_LABEL


def _near(place: float) -> float:
    return min(FARTHEST, max(-FARTHEST, place))
