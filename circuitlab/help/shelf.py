"""Every page of the help, in the order of its contents."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.help.element_page import FOLDER, element_page
from circuitlab.help.page import Contents, Page, title_of
from circuitlab.resources import docs

CONTENTS = "contents.toml"
FIRST = "guide/first-steps"
"""The page that the help opens with."""


def contents(catalog: Catalog, made: Iterable[Page] = ()) -> Contents:
    """Return the parts of the help with their pages: the guide, and a page for each kind.

    Parameters
    ----------
    made
        Pages that are made elsewhere, which the contents name as they name files.
    """
    return {**_guide(docs(), {page.name: page for page in made}), **_elements(catalog)}


def name_of_kind(kind: str) -> str:
    """Return the name of a kind's page."""
    return f"{FOLDER}/{kind}"


def _guide(folder: Path, made: dict[str, Page]) -> dict[str, tuple[Page, ...]]:
    listed = tomllib.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    return {
        title: tuple(
            made[name] if name in made else _written(folder, name, entry)
            for name, entry in pages.items()
        )
        for title, pages in listed.items()
    }


def _written(folder: Path, name: str, entry: dict[str, Any]) -> Page:
    read = functools.partial(_read, folder / f"{name}.md")
    return Page(name, entry.get("title") or title_of(read()), read, tuple(entry.get("words", ())))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _elements(catalog: Catalog) -> dict[str, tuple[Page, ...]]:
    return {
        group: tuple(_page_of(kind, catalog) for kind in kinds)
        for group, kinds in catalog.groups().items()
    }


def _page_of(kind: Kind, catalog: Catalog) -> Page:
    values = [parameter.title for parameter in kind.parameters.values()]
    shown = [state.title for state in kind.states.values()]
    about = "\n".join((f"# {kind.title}", kind.doc, *values, *shown))
    read = functools.partial(element_page, kind, catalog)
    return Page(name_of_kind(kind.name), kind.title, read, (kind.name, *kind.search), about)
