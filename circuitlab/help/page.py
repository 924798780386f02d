"""A page of the help: Markdown with a name, a title, and words by which it is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)? *$")
_FENCE = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Page:
    """One page, whose text is read or made when somebody wants it.

    Attributes
    ----------
    name
        Its place below `docs`, without ``.md``: ``"guide/running"``, ``"elements/nmda"``. Links
        between pages go by it.
    title
        What the contents call it.
    read
        Returns its Markdown.
    words
        What people call what it is about, beside what stands in it.
    about
        What of it the search looks through, where that is less than its text; empty: all of it.
    """

    name: str
    title: str
    read: Callable[[], str]
    words: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of a page; before the first heading `heading` is empty."""

    heading: str
    text: str


Contents = Mapping[str, tuple[Page, ...]]
"""The titles of the help's parts, in order, each with its pages."""


def sections(markdown: str) -> tuple[Section, ...]:
    """Return a page's sections in order; what stands in a block of code is no heading."""
    return tuple(_sections(markdown.splitlines()))


def title_of(markdown: str) -> str:
    """Return the first heading of a page."""
    return next((each.heading for each in sections(markdown) if each.heading), "")


def anchor(heading: str) -> str:
    """Return by what name links lead to a heading: ``what-a-wire-makes``."""
    letters = re.sub(r"[^\w\- ]", "", plain(heading).casefold())
    return letters.replace(" ", "-")


def plain(markdown: str) -> str:
    """Return a line of Markdown as people read it: no marks, and of a link its words."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"[*`]", "", words).replace("\\", "").strip()


def _sections(lines: list[str]) -> Iterator[Section]:
    heading, held, in_code = "", list[str](), False
    for line in lines:
        in_code ^= line.lstrip().startswith(_FENCE)
        found = None if in_code else _HEADING.match(line)
        if found is None:
            held.append(line)
            continue
        if heading or any(held):
            yield Section(heading, "\n".join(held))
        heading, held = plain(found[2]), []
    yield Section(heading, "\n".join(held))
