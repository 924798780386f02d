"""Something that happened in a run, to be marked on its traces."""

from __future__ import annotations

from dataclasses import dataclass

TIMELINE = "timeline"
"""What the key of a step of the timeline begins with."""
WALK = "walk"
"""What the key of a change by a step of a walk begins with."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something the user did to the run: a change of `key` at `time_ms`, in words.

    Attributes
    ----------
    period_ms
        How often the stimuli returned at that time; 0 where they do not return together.
    """

    time_ms: float
    key: tuple[str, str]
    text: str
    colour: str
    period_ms: float = 0.0
