"""What a circuit may hold at most: one table for the model, the window, and files."""

from __future__ import annotations

from circuitlab.catalog.words import Problem
from circuitlab.resources import _, ngettext

LONGEST_ID = 64
"""Letters of an id, and of a kind's name."""
LONGEST_LABEL = 200
"""Letters of an element's name."""
LONGEST_TEXT = 20_000
"""Letters of a title, a caption, or any other text of a circuit."""
FARTHEST = 1e6
"""How far from the middle an element may lie, in canvas units."""


def within_reach(place: float) -> float:
    """Return the nearest place along an axis of the canvas at which an element may lie."""
    return min(FARTHEST, max(-FARTHEST, place))


def too_long(text: str, most: int) -> Problem | None:
    """Return why a text is not taken; None where it is short enough."""
    if len(text) <= most:
        return None
    what = ngettext("the text has {count} character", "the text has {count} characters", len(text))
    remedy = _("write at most {limit} characters").format(limit=most)
    return Problem("", what.format(count=len(text)), remedy)
