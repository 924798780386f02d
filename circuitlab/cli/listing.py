"""Commands that only read: check a file, list presets and kinds."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from circuitlab.analysis.read_claims import claim_problems
from circuitlab.analysis.tables import Table
from circuitlab.catalog.evidence import evidence_lines
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.meant import kind_nearest
from circuitlab.catalog.origin import (
    Sources,
    headed,
    origin_keys,
    sources_of,
    tagged_value,
)
from circuitlab.catalog.spec import Constraint, Kind, Parameter
from circuitlab.catalog.words import Problem
from circuitlab.cli.console import say_line, show, show_json
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Json, Target
from circuitlab.cli.target import find
from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit


def check(target: Target, as_json: Json = False) -> None:
    """Name every problem in a file, and why it would not run; and what of it has no effect."""
    from circuitlab.cli.hint_lines import hint_lines, hints_json
    from circuitlab.model.hints import hints_of
    from circuitlab.model.mutes import muted_in

    path = find(target)
    loaded = opening.load(path, default_catalog(), claim_problems)
    problems = (*loaded.problems, *why_not_run(loaded.circuit))
    circuit = None if problems else loaded.circuit
    hints = hints_of(circuit, default_catalog()) if circuit is not None else ()
    muted = sorted(muted_in(circuit)) if circuit is not None else []
    if as_json:
        entries = [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in problems]
        said = {"hints": hints_json(hints), "muted": muted}
        show_json({"file": str(path), "problems": entries, **said})
    else:
        for problem in problems:
            say_line(str(problem))
        if not problems:
            say_line(_("{file}: no problems").format(file=target))
        if muted:
            say_line(_("muted: {ids}").format(ids=", ".join(muted)))
        for line in hint_lines(hints):
            say_line(line)
    if problems:
        raise typer.Exit(1)


def why_not_run(circuit: "Circuit | None") -> list[Problem]:
    """Return why `run`, or an experiment, would refuse what could be read of a file."""
    if circuit is None:
        return []
    from circuitlab.engine.running.run_problems import run_problems

    return run_problems(circuit, default_catalog())


def presets(as_json: Json = False) -> None:
    """List the circuits that come with the program."""
    entries = [(preset.name, preset.title, preset.caption) for preset in store.presets()]
    if as_json:
        show_json([dict(zip(("name", "title", "caption"), e, strict=True)) for e in entries])
    else:
        show(Table(_("Presets"), (_("name"), _("title"), _("what it shows")), tuple(entries)))


def catalog(
    kind: Annotated[str | None, typer.Argument(help=_("Name of one kind."))] = None,
    as_json: Json = False,
) -> None:
    """List the kinds, or the parameters of one kind."""
    if kind is None:
        everything = default_catalog().ordered()
        if as_json:
            show_json([_kind_json(each) for each in everything])
        else:
            show(_kinds_table(everything))
        return
    found = default_catalog().kinds.get(kind)
    if found is None:
        what = _("there is no kind called “{name}”").format(name=kind)
        near = kind_nearest(kind, default_catalog().kinds)
        raise CannotDo(Problem("", what, near or _("“circuitlab catalog” lists the kinds")))
    if as_json:
        show_json(_kind_json(found))
    else:
        typer.echo(f"{found.title} ({found.name}): {found.doc}")
        show(_parameters_table(found))
        for constraint in found.constraints:
            typer.echo(_("must hold: {what}").format(what=_constraint(constraint)))
        for caveat in found.caveats:
            typer.echo(_("simplified: {what}").format(what=caveat))
        if found.evidence is not None:
            for line in evidence_lines(found.evidence, default_catalog().citations):
                typer.echo(line)
        for title, citations in headed(_sources(found)):
            typer.echo(f"\n{title}:")
            for citation in citations:
                typer.echo(f"  {citation.key}: {citation.text}")


def _sources(kind: Kind) -> Sources:
    return sources_of([kind], kind.parameters.values(), default_catalog().citations)


def _kinds_table(kinds: list[Kind]) -> Table:
    rows = tuple((kind.group, kind.name, kind.title, kind.doc) for kind in kinds)
    return Table(_("Kinds"), (_("group"), _("name"), _("title"), _("what it is")), rows)


def _parameters_table(kind: Kind) -> Table:
    headings = (_("parameter"), _("symbol"), _("default"), _("allowed"), _("what"), _("source"))
    rows = tuple(
        (
            parameter.name,
            parameter.symbol,
            tagged_value(parameter, parameter.default),
            _range(parameter),
            parameter.doc,
            origin_keys(parameter),
        )
        for parameter in kind.parameters.values()
    )
    return Table(_("Parameters"), headings, rows)


def _constraint(constraint: Constraint) -> str:
    words = _("{must} where {where}; else {why}") if constraint.where else _("{must}; else {why}")
    return words.format(must=constraint.must, where=constraint.where, why=constraint.why)


def _range(parameter: Parameter) -> str:
    if parameter.choices:
        return ", ".join(parameter.choices)
    if parameter.type in ("switch", "text"):
        return ""
    return f"{parameter.minimum:g} … {parameter.maximum:g}"


def _kind_json(kind: Kind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "title": kind.title,
        "family": kind.family,
        "group": kind.group,
        "mechanism": kind.mechanism,
        "doc": kind.doc,
        "caveats": list(kind.caveats),
        "constraints": [
            {"must": each.must, "where": each.where, "why": each.why} for each in kind.constraints
        ],
        "sources": list(kind.sources),
        "evidence": asdict(kind.evidence) if kind.evidence is not None else None,
        "parameters": {name: _parameter_json(p) for name, p in kind.parameters.items()},
        "states": {name: {"unit": s.unit, "doc": s.doc} for name, s in kind.states.items()},
        "inputs": {name: {"unit": i.unit, "doc": i.doc} for name, i in kind.inputs.items()},
        "acts_on": [{"target": e.target, "input": e.input} for e in kind.effects],
    }


def _parameter_json(parameter: Parameter) -> dict[str, Any]:
    return {
        "symbol": parameter.symbol,
        "unit": parameter.unit,
        "tag": parameter.tag,
        "default": parameter.default,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "type": parameter.type,
        "choices": list(parameter.choices),
        "doc": parameter.doc,
        "source": parameter.source,
        "after": parameter.after,
    }
