"""Where a figure comes from, in one small line."""

from __future__ import annotations

from circuitlab import __version__
from circuitlab.catalog.words import format_number
from circuitlab.resources import _


def stamp(title: str, is_changed: bool, seed: int, step_ms: float, time_ms: float) -> str:
    """Return the small line of where a figure comes from.

    Parameters
    ----------
    is_changed : bool
        Whether the circuit is no longer what its title names.
    """
    words = _("seed {seed} · step {step} ms · at {time} s").format(
        seed=seed,
        step=format_number(step_ms),
        time=format_number(round(time_ms / 1000.0, 3)),
    )
    named = _("{title} (changed)").format(title=title) if is_changed and title else title
    return " · ".join(filter(None, (f"CircuitLab {__version__}", named, words)))
