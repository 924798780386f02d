"""What the palette begins with: a few kinds under what one wants to do with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.resources import _

TASKS = "palette.toml"
Table = dict[str, Any]


def tasks_of(
    tables: Iterable[tuple[str, Table]], kinds: Iterable[str], problems: list[Problem]
) -> Mapping[str, tuple[str, ...]]:
    """Return the kinds of each task by its title, in order; each kind stands in one."""
    known, taken = list(kinds), dict[str, str]()
    tasks: dict[str, tuple[str, ...]] = {}
    for name, table in tables:
        where, own = f"{TASKS} [{name}]", table.get("kinds", [])
        title = table.get("title")
        if not (isinstance(title, str) and title and isinstance(own, list) and own):
            problems.append(Problem(where, _("it needs a title and kinds")))
            continue
        for kind in own:
            if kind not in known:
                what = _("There is no kind called “{name}”").format(name=kind)
                problems.append(Problem(where, what, did_you_mean(str(kind), known)))
            elif kind in taken:
                what = _("“{name}” stands in the group “{other}” already")
                problems.append(Problem(where, what.format(name=kind, other=taken[kind])))
            taken.setdefault(kind, name)
        tasks[_(title)] = tuple(own)
    return tasks
