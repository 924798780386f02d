"""How a table says in what steps a stimulus is given ever stronger."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from circuitlab.catalog.grades import Grades
from circuitlab.catalog.words import Problem
from circuitlab.resources import _

_KEYS = {"by", "levels", "rate"}


def grades_of(table: object, where: str, problems: list[Problem]) -> Grades | None:
    """Return what a table says, or nothing where there is none or it is wrong."""
    if table is None:
        return None
    wrong = Problem(where, _("this is not how a stimulus is graded"), _("write by and levels"))
    if not isinstance(table, Mapping) or not {"by", "levels"} <= set(table) <= _KEYS:
        problems.append(wrong)
        return None
    levels = table["levels"]
    numbers = isinstance(levels, list) and all(type(each) in (int, float) for each in levels)
    steps = [b - a for a, b in pairwise(levels)] if numbers else []
    if not steps or not (min(steps) > 0 or max(steps) < 0):
        problems.append(wrong)
        return None
    rate = table.get("rate", 0.0)
    return Grades(str(table["by"]), tuple(float(each) for each in levels), float(rate))
