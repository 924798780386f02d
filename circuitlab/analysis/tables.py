"""Tables to read: claims beside what was measured, and the parameters behind a run."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from circuitlab import __version__
from circuitlab.analysis.claim_results import ClaimResult, Verdict
from circuitlab.analysis.claim_words import expected_words, measured_words
from circuitlab.catalog.origin import headed, origin_cell, sources_of, tagged
from circuitlab.catalog.printable import printable
from circuitlab.catalog.spec import Catalog, Kind, Parameter, Value
from circuitlab.catalog.words import format_value
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import MUTED
from circuitlab.model.frozen import Array
from circuitlab.model.names import name_of
from circuitlab.model.step import Step
from circuitlab.resources import _

if TYPE_CHECKING:
    from rich.table import Table as RichTable


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heading of each column, and rows of text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def rich(self) -> RichTable:
        """Return the table as the terminal shows it: what stands in it is text, not markup."""
        from rich.table import Table as RichTable
        from rich.text import Text

        title = Text(printable(self.title), style="bold")
        table = RichTable(title=title, title_justify="left", expand=False)
        for heading in self.headings:
            table.add_column(Text(printable(heading)), overflow="fold")
        for row in self.rows:
            table.add_row(*(Text(printable(cell)) for cell in row))
        return table

    def markdown(self) -> str:
        """Return the table as Markdown."""
        rule = ("---",) * len(self.headings)
        lines = [
            f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |"
            for row in (self.headings, rule, *self.rows)
        ]
        return "\n".join([f"## {self.title}", "", *lines, ""])

    def csv(self) -> str:
        """Return the table as comma-separated values with a heading line."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.headings, *self.rows])
        return text.getvalue()


def claims_tables(title: str, results: Sequence[ClaimResult]) -> list[Table]:
    """Return the claims with what was expected and measured: those beside the literature first.

    The others hold the program to numbers that the same equations gave, and are named so.
    """
    read = [result for result in results if result.claim.literature]
    checks = [result for result in results if not result.claim.literature]
    shared = (_("expected"), _("measured"), _("holds"), _("expected from"))
    beside = Table(
        _("{title}: beside the literature").format(title=title),
        (_("claim"), _("literature"), *shared),
        tuple((r.claim.title, r.claim.literature, *_judged(r)) for r in read),
    )
    others = Table(
        _("{title}: checks of the code").format(title=title),
        (_("claim"), *shared),
        tuple((r.claim.title, *_judged(r)) for r in checks),
    )
    return [table for table in (beside, others) if table.rows]


def _judged(result: ClaimResult) -> tuple[str, ...]:
    return (
        expected_words(result.claim, result.unit),
        measured_words(result),
        _HOLDS[result.verdict](),
        result.claim.source,
    )


_HOLDS: Mapping[Verdict, Callable[[], str]] = MappingProxyType(
    {
        Verdict.HOLDS: lambda: _("yes"),
        Verdict.FAILS: lambda: _("NO"),
        Verdict.KNOWN_MISS: lambda: _("no, as known"),
        Verdict.HOLDS_AGAIN: lambda: _("yes, again"),
    }
)


def claims_json(results: Sequence[ClaimResult]) -> list[dict[str, Any]]:
    """Return the claims as plain values for a JSON file; what is not finite is null."""
    return [
        {
            "id": result.claim.id,
            "text": result.claim.title,
            "expected": result.claim.expected,
            "tolerance": None if result.claim.expected is None else result.claim.margin,
            "unit": result.unit,
            "low": finite(result.claim.low),
            "high": finite(result.claim.high),
            "measured": finite(result.measured),
            "points": [[x, finite(value)] for x, value in result.points],
            "holds": result.holds,
            "verdict": result.verdict.value,
            "known_miss": dict(result.claim.known_miss) or None,
            "trouble": str(result.trouble) if result.trouble else None,
            "experiments": list(result.claim.experiments),
            "seeds": list(result.used),
            "by_seed": [finite(value) for value in result.seeds],
            "dt_ms": result.dt_ms,
            "duration_ms": result.duration_ms,
            "version": __version__,
            "literature": result.claim.literature,
            "check_of_the_code": not result.claim.literature,
            "source": result.claim.source,
        }
        for result in results
    ]


def methods_table(circuit: Circuit, catalog: Catalog) -> Table:
    """Return every parameter of a circuit with its value and source.

    Elements of one kind with the same values share their rows.
    """
    headings = (_("element"), _("parameter"), _("symbol"), _("value"), _("source"))
    alike: dict[tuple[Any, ...], list[str]] = {}
    for element in circuit.elements.values():
        look = (element.kind, element.params, element.muted)
        alike.setdefault(look, []).append(element.id)
    rows: list[tuple[str, ...]] = []
    for (name, params, muted), ids in alike.items():
        kind = catalog.kinds.get(name)
        if kind is None:
            continue
        who = f"{kind.title} ({', '.join(ids)})"
        who = _("{element}, muted").format(element=who) if muted else who
        rows += [
            (who, parameter.title or parameter.name, parameter.symbol, value, source)
            for parameter, value, source in _values(kind, params, catalog)
        ]
    return Table(_("Parameters and sources"), headings, tuple(rows))


def sources_used(circuit: Circuit, catalog: Catalog) -> dict[str, list[str]]:
    """Return the citations behind the values that a circuit takes from the catalog, sorted.

    Each group stands under what it is cited for: those of unverified values come first.
    """
    kinds = _kinds_used(circuit, catalog)
    kept = [
        parameter
        for element in circuit.elements.values()
        if element.kind in catalog.kinds
        for name, parameter in catalog.kinds[element.kind].parameters.items()
        if name not in element.params
    ]
    found = headed(sources_of(kinds, kept, catalog.citations))
    return {title: sorted(_cited(citation) for citation in group) for title, group in found}


def caveats_of(circuit: Circuit, catalog: Catalog) -> list[str]:
    """Return what the kinds of a circuit leave out, each with the kind's title."""
    return [
        f"{kind.title}: {line}" for kind in _kinds_used(circuit, catalog) for line in kind.caveats
    ]


def _kinds_used(circuit: Circuit, catalog: Catalog) -> list[Kind]:
    names = {element.kind for element in circuit.elements.values()}
    return [kind for kind in catalog.ordered() if kind.name in names]


def finite(number: float) -> float | None:
    """Return `number`, or None where JSON has no word for it."""
    return float(number) if math.isfinite(number) else None


def _values(kind: Kind, params: Any, catalog: Catalog) -> list[tuple[Parameter, str, str]]:
    return [
        (
            parameter,
            tagged(
                parameter,
                params.get(name, parameter.default),
                shown(parameter, params.get(name, parameter.default)),
            ),
            _source(parameter, catalog, changed=name in params),
        )
        for name, parameter in kind.parameters.items()
        if parameter.type != "text"
    ]


def shown(parameter: Parameter, value: Value | Array) -> str:
    """Return a value as people read it, an array by its number of entries and its range."""
    if isinstance(value, Array):
        return format_value(parameter, tuple(value.values.ravel().tolist()))
    return format_value(parameter, value)


def step_words(circuit: Circuit, catalog: Catalog, step: Step) -> str:
    """Return what a step of the timeline sets, for one that has no label."""
    words = []
    for (id, name), value in step.values.items():
        if id in circuit.elements and name == MUTED:
            said = _("{element} muted") if value else _("{element} acts again")
            words.append(said.format(element=name_of(circuit, catalog, id)))
        elif id in circuit.elements:
            parameter = catalog.kinds[circuit.elements[id].kind].parameters[name]
            amount = tagged(parameter, value, shown(parameter, value))
            words.append(f"{parameter.title or name} {amount}")
    return ", ".join(words)


def _source(parameter: Parameter, catalog: Catalog, changed: bool) -> str:
    if changed:
        return _("set in this circuit")
    return origin_cell(parameter, catalog.citations)


def _cited(citation: Any) -> str:
    return _joined(citation.text, f"doi:{citation.doi}" if citation.doi else "")


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)
