"""The page of a kind: all that the catalog and the engine know of it, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from circuitlab.catalog.evidence import evidence_lines
from circuitlab.catalog.origin import headed, origin_keys, sources_of, tagged_value
from circuitlab.catalog.spec import Catalog, Citation, Constraint, Kind, Parameter
from circuitlab.catalog.words import allowed
from circuitlab.help.wiring import wiring
from circuitlab.resources import _

FOLDER = "elements"
"""Where these pages stand among the others."""

_PLAIN = "1"
"""The unit of a number without one."""

_CODE = re.compile(r"(`[^`]*`)")
_MARKS = re.compile(r"[*<]")


def element_page(kind: Kind, catalog: Catalog) -> str:
    """Return the page of `kind` as Markdown, in the reader's language but for its equations."""
    parts = (
        (_("What it goes with"), _wiring),
        (_("Equations"), _equations),
        (_("Its values"), _parameters),
        (_("What must hold between values"), _constraints),
        (_("What can be watched"), _states),
        (_("What is simplified"), _cautions),
        (_("Evidence in people"), _evidence),
        (_("Where it comes from"), _sources),
    )
    return "\n\n".join((*_head(kind), *_under_headings(parts, kind, catalog))) + "\n"


def _head(kind: Kind) -> Iterator[str]:
    yield f"# {kind.title}"
    yield kind.doc
    said = _("{group} · in files and scripts: {name}").format(
        group=kind.group, name=f"`{kind.name}`"
    )
    yield said
    if kind.disclaimer:
        yield f"**{kind.disclaimer}**"


def _under_headings(
    parts: Iterable[tuple[str, Callable[[Kind, Catalog], str]]], kind: Kind, catalog: Catalog
) -> Iterator[str]:
    """Return the parts that say something of this kind, each under its heading."""
    for title, part in parts:
        if text := part(kind, catalog):
            yield f"## {title}"
            yield text


def _wiring(kind: Kind, catalog: Catalog) -> str:
    lines = (f"**{said}** {_linked(kinds)}" for said, kinds in wiring(kind, catalog))
    return _listed(lines)


def _linked(kinds: Iterable[Kind]) -> str:
    return ", ".join(f"[{kind.title}]({kind.name}.md)" for kind in kinds)


def _equations(kind: Kind, catalog: Catalog) -> str:
    from circuitlab.help.equations import equations

    found = equations(kind, catalog)
    return "\n\n".join(f"**{name}**: {_quoted(text)}" for name, text in found.items())


def _quoted(text: str) -> str:
    """Return the words of an equation without what Markdown would take for marks."""
    pieces = _CODE.split(text)
    return "".join(each if _CODE.match(each) else _MARKS.sub(r"\\\g<0>", each) for each in pieces)


def _parameters(kind: Kind, _catalog: Catalog) -> str:
    if not kind.parameters:
        return ""
    titles = (_("value"), _("default"), _("allowed"), _("what it is"), _("source"))
    return _table(titles, (_row(each) for each in kind.parameters.values()))


def _row(parameter: Parameter) -> tuple[str, ...]:
    return (
        _named(parameter.title, parameter.symbol, parameter.name),
        tagged_value(parameter, parameter.default),
        _range(parameter),
        parameter.doc,
        origin_keys(parameter),
    )


def _named(title: str, symbol: str, name: str) -> str:
    return " ".join(filter(None, (title, symbol, f"`{name}`")))


def _range(parameter: Parameter) -> str:
    """Return what is allowed, without the word that says so: the column's title does."""
    return allowed(parameter).partition(": ")[2]


def _constraints(kind: Kind, _catalog: Catalog) -> str:
    return _listed(_constraint(each) for each in kind.constraints)


def _constraint(constraint: Constraint) -> str:
    must, where = f"`{constraint.must}`", f"`{constraint.where}`"
    words = _("{must} where {where}; else {why}") if constraint.where else _("{must}; else {why}")
    return words.format(must=must, where=where, why=constraint.why)


def _states(kind: Kind, _catalog: Catalog) -> str:
    if not kind.states:
        return ""
    titles = (_("quantity"), _("unit"), _("what it is"))
    rows = (
        (
            _named(state.title, state.symbol, state.name),
            state.unit if state.unit != _PLAIN else "",
            state.doc,
        )
        for state in kind.states.values()
    )
    return _table(titles, rows)


def _cautions(kind: Kind, _catalog: Catalog) -> str:
    return _listed(kind.caveats)


def _evidence(kind: Kind, catalog: Catalog) -> str:
    if kind.evidence is None:
        return ""
    return _listed(evidence_lines(kind.evidence, catalog.citations))


def _sources(kind: Kind, catalog: Catalog) -> str:
    found = sources_of([kind], kind.parameters.values(), catalog.citations)
    groups = (
        f"**{title}**\n\n{_listed(map(_citation, citations))}" for title, citations in headed(found)
    )
    return "\n\n".join(groups)


def _citation(citation: Citation) -> str:
    doi = f" [doi:{citation.doi}](https://doi.org/{citation.doi})" if citation.doi else ""
    return f"`{citation.key}`: {citation.text}{doi}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _title in titles), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
