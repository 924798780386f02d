"""How long a run is: a stretch of model time, or days of body time seen through windows."""

from __future__ import annotations

from circuitlab.catalog.words import Problem
from circuitlab.model.days import Days, read_days
from circuitlab.model.run_settings import read_duration
from circuitlab.resources import _


def read_lasting(
    duration: object = None, days: object = None, probe: object = None, every: object = None
) -> float | Days | list[Problem]:
    """Return how long a run is, in ms or as days, or all that is wrong with what was asked for.

    Parameters
    ----------
    duration
        Model time, a number of ms or a text with its unit.
    days, probe, every
        As `read_days` takes them.
    """
    if days is not None and duration is not None:
        what = _("a run is as long as its duration or as its days")
        return [Problem("days", what, _("take one of them out"))]
    if days is not None:
        return read_days(days, probe, every)
    for name, given in (("probe", probe), ("every", every)):
        if given is not None:
            return [says_nothing(name)]
    if duration is None:
        what = _("nothing says how long to run")
        return [Problem("duration", what, _("give a duration, or “days”"))]
    found = read_duration(duration)
    return [found] if isinstance(found, Problem) else found


def says_nothing(name: str) -> Problem:
    """Return what is wrong with a length of windows where there are no days."""
    what = _("“{name}” says nothing without “days”").format(name=name)
    return Problem(name, what, _("add “days”, or take it out"))
