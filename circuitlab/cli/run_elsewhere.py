"""Options of a run that another simulator steps: which, and on how many processes."""

from __future__ import annotations

from typing import Annotated

import typer

from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import number_between
from circuitlab.exchange.simulators import MOST_RANKS, simulator_problem
from circuitlab.resources import _

On = Annotated[
    str | None,
    typer.Option("--on", metavar="SIMULATOR", help=_("Run it in another simulator: neuron.")),
]
Ranks = Annotated[
    int,
    typer.Option(
        "--ranks",
        parser=number_between(1, MOST_RANKS, whole=True),
        metavar="N",
        help=_("With --on neuron, processes of MPI."),
    ),
]


def refuse_elsewhere(on: str | None, ranks: int, over_days: bool) -> None:
    """Refuse what another simulator cannot be asked for.

    Raises
    ------
    CannotDo
    """
    problem = simulator_problem(on, ranks, over_days=over_days)
    if problem is not None:
        raise CannotDo(Problem(f"--{problem.where}", problem.what, problem.remedy))
