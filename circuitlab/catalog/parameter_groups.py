"""Under which headings the parameters of kinds stand, and which few of them come before all."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Kind, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.resources import _

GROUPS = "groups.toml"
MOST_MAIN = 5
"""How many parameters are looked over at one glance."""

Table = dict[str, Any]
Member = tuple[str, str]
"""A group's name, and whose: of a parameter, or "family.name"."""


def group_titles(tables: Iterable[tuple[str, Table]], problems: list[Problem]) -> dict[str, str]:
    """Return the title of each group, in the order in which people read them."""
    titles = {}
    for name, table in tables:
        where = f"{GROUPS} [{name}]"
        title = table.get("title")
        if isinstance(title, str) and title:
            titles[name] = _(title)
        else:
            problems.append(Problem(f"{where} title", _("this is missing")))
        for key in table.keys() - {"title", "parameters"}:
            what = _("unknown {what} “{name}”").format(what=_("key"), name=key)
            problems.append(Problem(f"{where} {key}", what))
    return titles


def group_members(
    tables: Iterable[tuple[str, Table]], problems: list[Problem]
) -> Mapping[str, str]:
    """Return the group of each name; one that stands in two is a problem."""
    groups: dict[str, str] = {}
    for group, member in _members(tables):
        if member in groups:
            what = _("“{name}” stands in the group “{other}” already")
            what = what.format(name=member, other=groups[member])
            problems.append(Problem(f"{GROUPS} [{group}]", what))
        groups.setdefault(member, group)
    return groups


def _members(tables: Iterable[tuple[str, Table]]) -> Iterator[Member]:
    for group, table in tables:
        given = table.get("parameters", [])
        yield from ((group, str(name)) for name in given if isinstance(given, list))


def grouped(table: Table, groups: Mapping[str, str]) -> Table:
    """Return a kind's table with the group of each parameter that does not say its own."""
    family = table.get("family", "")
    entries = table.get("parameters", {})
    if not isinstance(entries, dict):
        return table
    parameters = {
        name: {"group": groups.get(f"{family}.{name}", groups.get(name, ""))} | entry
        if isinstance(entry, dict)
        else entry
        for name, entry in entries.items()
    }
    return table | {"parameters": parameters}


def rows_of(kind: Kind) -> list[str]:
    """Return the parameters that have a row of their own; a list beside another has none."""
    beside = {parameter.beside for parameter in kind.parameters.values()}
    return [name for name in kind.parameters if name not in beside]


def main_of(kind: Kind) -> tuple[str, ...]:
    """Return the few parameters that matter most; all, where a kind has no more than a few."""
    rows = rows_of(kind)
    return kind.main or (tuple(rows) if len(rows) <= MOST_MAIN else ())


def main_problems(kind: Kind, titles: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with a kind's main parameters and with the groups of all."""
    rows = rows_of(kind)
    for name in kind.main:
        if name not in rows:
            what = _("{kind} has no parameter “{name}”").format(kind=kind.title, name=name)
            yield Problem(f"{kind.name}.main", what, did_you_mean(name, rows))
    if rows and not 1 <= len(main_of(kind)) <= MOST_MAIN:
        what = _("one to {most} parameters come before all others").format(most=MOST_MAIN)
        yield Problem(f"{kind.name}.main", what, _("name them in “main”"))
    for parameter in kind.parameters.values():
        if titles and parameter.group and parameter.group not in titles:
            what = _("there is no group called “{name}”").format(name=parameter.group)
            remedy = did_you_mean(parameter.group, titles)
            yield Problem(f"{kind.name}.{parameter.name}.group", what, remedy)
