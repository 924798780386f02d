"""Reading the catalog: TOML tables to frozen values, every mistake collected.

A file holds one table per kind, ``[nmda]``, with the tables ``parameters``, ``inputs`` and
``states``. What several kinds have in common stands once, in ``[shared.NAME]``, and a kind takes
it with ``shared = ["NAME"]``; where it repeats a name it changes only the keys it gives. A choice
with ``choices_from = "states"`` is one of the states of all kinds.
``citations.toml`` holds the sources, ``groups.toml`` the headings under which parameters stand,
``palette.toml`` what the palette begins with.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from circuitlab.catalog.build import Table, citation, kind, merged
from circuitlab.catalog.check import check_catalog
from circuitlab.catalog.parameter_groups import GROUPS, group_members, group_titles, grouped
from circuitlab.catalog.remembered import remembered
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.tasks import TASKS, tasks_of
from circuitlab.catalog.words import Problem
from circuitlab.resources import _, assets

CITATIONS = "citations.toml"


class CatalogError(Exception):
    """The catalog cannot be used.

    Attributes
    ----------
    problems
        Everything that is wrong with it, each with file, table and key.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@cache
def default_catalog() -> Catalog:
    """Return the catalog that comes with the program."""
    return load_catalog(assets() / "catalog", read=remembered)


def _read(_name: str, text: str) -> Table:
    return tomllib.loads(text)


def load_catalog(*folders: Path, read: Callable[[str, str], Table] = _read) -> Catalog:
    """Return everything that the TOML files of `folders` define.

    Parameters
    ----------
    read : callable
        Returns the tables of a file, given its name and its text.

    Raises
    ------
    CatalogError
        If anything is wrong; it lists all of it.
    """
    problems: list[Problem] = []
    tables = list(_tables(folders, problems, read))
    citations = {
        key: citation(key, table, where, problems)
        for where, file, key, table in tables
        if file == CITATIONS
    }
    headings = [(key, table) for _where, file, key, table in tables if file == GROUPS]
    groups = group_members(headings, problems)
    kinds = _kinds([e for e in tables if e[1] not in (CITATIONS, GROUPS, TASKS)], groups, problems)
    titles = MappingProxyType(group_titles(headings, problems))
    wishes = [(key, table) for _where, file, key, table in tables if file == TASKS]
    tasks = MappingProxyType(tasks_of(wishes, kinds, problems))
    catalog = Catalog(MappingProxyType(kinds), MappingProxyType(citations), titles, tasks)
    problems += check_catalog(catalog)
    if problems:
        raise CatalogError(tuple(problems))
    return catalog


Entry = tuple[str, str, str, Table]
"""Where it stands, the file's name, the table's name, the table."""


def _tables(
    folders: tuple[Path, ...], problems: list[Problem], read: Callable[[str, str], Table]
) -> Iterator[Entry]:
    for path in sorted(file for folder in folders for file in folder.glob("*.toml")):
        try:
            document = read(path.name, path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            problems.append(Problem(path.name, str(error), _("correct the file")))
            continue
        for name, table in document.items():
            where = f"{path.name} [{name}]"
            if isinstance(table, dict):
                yield where, path.name, name, table
            else:
                problems.append(Problem(where, _("this is not a table")))


def _kinds(
    entries: list[Entry], groups: Mapping[str, str], problems: list[Problem]
) -> dict[str, Kind]:
    shared = _shared(entries, problems)
    tables: dict[str, tuple[str, Table]] = {}
    for where, _file, name, table in entries:
        if name in tables:
            problems.append(Problem(where, _("a kind of this name exists already")))
        elif name != "shared":
            tables[name] = (where, merged(table, shared, where, problems))
    states = _state_names(table for _where, table in tables.values())
    made = {
        name: kind(name, grouped(_with_choices(table, states), groups), where, problems)
        for name, (where, table) in tables.items()
    }
    titles = {name: state.title for each in made.values() for name, state in each.states.items()}
    named = {name: _with_names(each, tuple(states), titles) for name, each in made.items()}
    return {name: _with_given(each, named.values()) for name, each in named.items()}


def _with_names(kind: Kind, states: tuple[str, ...], titles: Mapping[str, str]) -> Kind:
    """Return a kind whose choices among states have the words that people read for states."""
    names = tuple((state, titles.get(state, state)) for state in states)
    parameters = {
        name: replace(parameter, choice_names=names) if parameter.choices == states else parameter
        for name, parameter in kind.parameters.items()
    }
    return replace(kind, parameters=MappingProxyType(parameters))


def _with_given(part: Kind, kinds: Iterable[Kind]) -> Kind:
    """Return a kind whose parameters know which values neurons give to them."""
    values = [(name, v) for kind in kinds for name, v in kind.parts.get(part.name, {}).items()]
    parameters = {
        name: replace(parameter, given=tuple(dict.fromkeys(v for key, v in values if key == name)))
        for name, parameter in part.parameters.items()
    }
    return replace(part, parameters=MappingProxyType(parameters)) if values else part


def _state_names(tables: Iterable[Table]) -> list[str]:
    """Return the name of every state of every kind, each once, in the order of the files."""
    names = [name for table in tables for name in table.get("states", {})]
    return list(dict.fromkeys(["v", *sorted(names)]))


def _with_choices(table: Table, states: list[str]) -> Table:
    """Return `table` with ``choices_from = "states"`` written out."""
    parameters = {
        name: {key: value for key, value in entry.items() if key != "choices_from"}
        | {"choices": states}
        if isinstance(entry, dict) and entry.get("choices_from") == "states"
        else entry
        for name, entry in table.get("parameters", {}).items()
    }
    return table | {"parameters": parameters}


def _shared(entries: list[Entry], problems: list[Problem]) -> Mapping[str, Table]:
    blocks: dict[str, Table] = {}
    for where, _file, name, table in entries:
        for block, content in table.items() if name == "shared" else ():
            if block in blocks:
                problems.append(Problem(f"{where} {block}", _("this block exists already")))
            blocks[block] = content
    return blocks
