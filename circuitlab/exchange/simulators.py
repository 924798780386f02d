"""Other simulators that a run may be stepped by, and what they cannot be asked for."""

from __future__ import annotations

from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.resources import _

SIMULATORS = ("neuron",)
MOST_RANKS = 4096


def simulator_problem(on: str | None, ranks: int, *, over_days: bool) -> Problem | None:
    """Return what is wrong with a simulator and a number of processes; None is our own engine."""
    if on is not None and on not in SIMULATORS:
        what = _("there is no simulator called “{name}” here").format(name=on)
        return Problem("on", what, meant(on, SIMULATORS))
    if on is not None and over_days:
        what = _("a run over days is stepped by our own engine alone")
        return Problem("on", what, _("give a length of model time"))
    if on is None and ranks != 1:
        what = _("our own engine is one process")
        return Problem("ranks", what, _("name a simulator that is several: neuron"))
    if not 1 <= ranks <= MOST_RANKS:
        what = _("{ranks} processes cannot be started").format(ranks=ranks)
        return Problem("ranks", what, _("choose 1 to {most}").format(most=MOST_RANKS))
    return None
