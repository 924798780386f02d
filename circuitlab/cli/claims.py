"""The command `verify`: the claims of presets, run and judged."""

import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.analysis.read_claims import claim_problems
from circuitlab.analysis.tables import claims_json
from circuitlab.catalog.words import Problem
from circuitlab.cli.claim_lines import ClaimLines, print_end
from circuitlab.cli.console import progress, show_json
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Json, Seeds
from circuitlab.cli.target import read_circuit
from circuitlab.files import store
from circuitlab.files.checked_claims import remember
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.analysis.claim_results import ClaimResult
    from circuitlab.analysis.judging import Judging


def verify(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PRESET …]", help=_("Presets or files; every preset if none.")),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="PATTERN", help=_("Claims with this in their id or text: “ketamine”, “rate_*”.")
        ),
    ] = None,
    seed: Seeds = [],  # noqa: B006  typer's way to say: none
    as_json: Json = False,
) -> None:
    """Run the claims of presets; exit 1 when one fails."""
    names = list(dict.fromkeys(targets or [preset.name for preset in store.presets()]))
    circuits = read_judged(names)
    wanted = _wanted(circuits, only)
    began = time.monotonic()
    results = judge(circuits, wanted, seed, shown=not as_json)
    if wanted is None and not seed:
        _remember(results)
    if as_json:
        show_json({name: claims_json(several) for name, several in results.items()})
    else:
        print_end(results, time.monotonic() - began)
    if any(result.is_failure for several in results.values() for result in several):
        raise typer.Exit(1)


def _remember(results: "Mapping[str, list[ClaimResult]]") -> None:
    """Keep what was found of presets, for the start page."""
    from circuitlab.analysis.claim_results import tally

    paths = {preset.name: preset.path for preset in store.presets()}
    for name, several in results.items():
        if name in paths:
            remember(paths[name], tally(several))


def judge(
    circuits: Mapping[str, Circuit],
    wanted: Mapping[str, Iterable[str]] | None = None,
    seeds: Iterable[int] = (),
    *,
    shown: bool = False,
) -> "dict[str, list[ClaimResult]]":
    """Return the judged claims of circuits by name, with a progress bar while they run.

    Parameters
    ----------
    wanted
        Ids of the claims to judge, of each circuit; all that there are if it is not said.
    seeds
        In place of the experiments' own.
    shown
        Whether each is printed when it is known.
    """
    from circuitlab.analysis.claims import judged
    from circuitlab.analysis.judging import Judging

    several = {
        name: Judging(circuit, only=wanted[name] if wanted else (), seeds=seeds)
        for name, circuit in circuits.items()
        if circuit.document["claims"] and (wanted is None or wanted[name])
    }
    names = {id(judging): name for name, judging in several.items()}
    found: dict[str, dict[str, ClaimResult]] = {name: {} for name in circuits}
    count = _count(several.values())
    running = ngettext("Running {count} claim", "Running {count} claims", count)
    with progress(running.format(count=count)) as advance:
        lines = _lines(circuits, several) if shown else None
        for judging, result in judged(list(several.values()), progress=advance):
            name = names[id(judging)]
            found[name][result.claim.id] = result
            if lines:
                lines.add(name, result)
    return {
        name: [found[name][claim.id] for claim in judging.claims]
        for name, judging in several.items()
    }


def _lines(circuits: Mapping[str, Circuit], several: "Mapping[str, Judging]") -> ClaimLines:
    titles = {name: str(circuits[name].document["title"]) or name for name in several}
    return ClaimLines(titles, {name: len(each.claims) for name, each in several.items()})


def _count(several: "Iterable[Judging]") -> int:
    return sum(len(judging.claims) for judging in several)


def _wanted(circuits: Mapping[str, Circuit], pattern: str | None) -> dict[str, list[str]] | None:
    """Return the ids of the claims that a pattern picks; None where there is no pattern.

    Raises
    ------
    CannotDo
        If it picks none.
    """
    if pattern is None:
        return None
    from circuitlab.analysis.claims import is_meant

    wanted = {
        name: [claim.id for claim in circuit.document["claims"] if is_meant(claim, pattern)]
        for name, circuit in circuits.items()
    }
    if not any(wanted.values()):
        what = _("no claim has “{pattern}” in its id or its text").format(pattern=pattern)
        remedy = _("“circuitlab verify --json” lists their ids")
        raise CannotDo(Problem("--only", what, remedy))
    return wanted


def read_judged(names: Iterable[str]) -> dict[str, Circuit]:
    """Return the circuits of files and presets, each claim of which can be run.

    Raises
    ------
    CannotDo
        With everything that is wrong in any of them.
    """
    circuits: dict[str, Circuit] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            circuits[name] = read_circuit(name, judge=claim_problems)
        except CannotDo as refusal:
            problems += [
                Problem(": ".join(filter(None, (name, p.where))), p.what, p.remedy)
                for p in refusal.problems
            ]
    if problems:
        raise CannotDo(*problems)
    return circuits
