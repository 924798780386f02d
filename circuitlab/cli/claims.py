"""The command `verify`: the claims of presets, run and judged."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.analysis.read_claims import claim_problems
from circuitlab.analysis.tables import claims_json, claims_tables
from circuitlab.catalog.words import Problem
from circuitlab.cli.console import progress, show, show_json
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Json
from circuitlab.cli.target import read_circuit
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.claims import ClaimResult


def verify(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PRESET …]", help=_("Presets or files; every preset if none.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Run the claims of presets; exit 1 when one fails."""
    names = targets or [preset.name for preset in store.presets()]
    circuits = read_judged(names)
    judged = {name: judge(name, circuit) for name, circuit in circuits.items()}
    if as_json:
        show_json({name: claims_json(results) for name, results in judged.items()})
    else:
        for name, results in judged.items():
            for table in claims_tables(circuits[name].document["title"] or name, results):
                show(table)
    results = [result for several in judged.values() for result in several]
    held = sum(result.holds for result in results)
    if not as_json:
        typer.echo(_("{held} of {count} claims hold").format(held=held, count=len(results)))
    if held < len(results):
        raise typer.Exit(1)


def judge(name: str, circuit: Circuit) -> "list[ClaimResult]":
    """Return the judged claims of a circuit, with a progress bar while it runs."""
    from circuitlab.analysis.claims import verify as run_claims

    with progress(_("Running the claims of {name}").format(name=name)) as advance:
        return run_claims(circuit, progress=advance)


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
