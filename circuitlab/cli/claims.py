"""The command `verify`: the claims of presets, run and judged."""

from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.analysis.read_claims import read_claims, read_experiments
from circuitlab.analysis.tables import claims_json, claims_table
from circuitlab.catalog.words import Problem
from circuitlab.cli.console import progress, show, show_json
from circuitlab.cli.guard import Refusal
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
    circuits = {name: read_circuit(name) for name in names}
    refuse_wrong_claims(circuits)
    judged = {name: judge(name, circuit) for name, circuit in circuits.items()}
    if as_json:
        show_json({name: claims_json(results) for name, results in judged.items()})
    else:
        for name, results in judged.items():
            show(claims_table(circuits[name].document["title"] or name, results))
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


def refuse_wrong_claims(circuits: dict[str, Circuit]) -> None:
    """Make sure that every claim can be run.

    Raises
    ------
    Refusal
        With everything that is wrong in the claims and experiments.
    """
    problems = [
        Problem(f"{name}: {problem.where}", problem.what, problem.remedy)
        for name, circuit in circuits.items()
        for problem in wrong_claims(circuit)
    ]
    if problems:
        raise Refusal(*problems)


def wrong_claims(circuit: Circuit) -> list[Problem]:
    """Return what is wrong in the claims and the experiments of a circuit."""
    return [*read_experiments(circuit)[1], *read_claims(circuit)[1]]
