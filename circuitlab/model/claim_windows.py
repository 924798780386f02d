"""Which window of an experiment over days a claim is measured in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from circuitlab.catalog.words import Problem
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.days import Days, window_number
from circuitlab.resources import _

WINDOW = "window"
"""The argument of every measure that names a window; the last one where it is not given."""


def window_of(claim: Claim, days: Days) -> int | Problem:
    """Return the number of the window that a claim is measured in."""
    return window_number(days, claim.args.get(WINDOW, -1))


def window_problems(
    claim: Claim, experiments: Mapping[str, Experiment], where: str
) -> Iterator[Problem]:
    """Yield why the window that a claim names is in none of its experiments."""
    if WINDOW not in claim.args:
        return
    place = f"{where}/args/{WINDOW}"
    for name in claim.experiments:
        experiment = experiments.get(name)
        if experiment is None:
            continue
        if experiment.days is None:
            what = _("the experiment “{name}” has no windows").format(name=name)
            yield Problem(place, what, _("give it “days”, or take the window out"))
            return
        found = window_of(claim, experiment.days)
        if isinstance(found, Problem):
            yield Problem(place, found.what, found.remedy)
            return
