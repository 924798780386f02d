"""What a circuit may hold at most: one table for the model, the window, and files."""

from __future__ import annotations

LONGEST_ID = 64
"""Letters of an id, and of a kind's name."""
LONGEST_LABEL = 200
"""Letters of an element's name."""
LONGEST_TEXT = 20_000
"""Letters of a title, a caption, or any other text of a circuit."""
FARTHEST = 1e6
"""How far from the middle an element may lie, in canvas units."""
