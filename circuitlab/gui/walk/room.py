"""Which sides of the window make room for a walk's card and the circuit beside it."""

from __future__ import annotations

from circuitlab.gui.shell.panels import LEFT, RIGHT

NARROW, ROOMY = 760, 1100
"""Widths of the canvas, in pixels, below which the sides make room for card and circuit: both of
them, or the left one alone, which has nothing that a walk speaks of."""


def in_the_way(width: int, *, trial: bool) -> tuple[str, ...]:
    """Return the sides to fold away for a canvas of a width in pixels.

    Parameters
    ----------
    trial
        Whether the steps are being made at the right, which then stays, as does the left where
        there is any room.
    """
    if trial:
        return (LEFT,) if width < NARROW else ()
    if width >= ROOMY:
        return ()
    return (LEFT, RIGHT) if width < NARROW else (LEFT,)
