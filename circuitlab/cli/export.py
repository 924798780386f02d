"""The command `export`: a circuit as a graph for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Mute, Settings, Target
from circuitlab.cli.target import read_circuit, read_settings
from circuitlab.files.atomic_write import write
from circuitlab.model.overlay import resolve
from circuitlab.resources import _


def export(
    target: Target,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help=_("Ends in .graphml, .gexf or .json.")),
    ],
    settings: Settings = [],  # noqa: B006  typer's way to say: none
    mute: Mute = [],  # noqa: B006
) -> None:
    """Write a circuit as a graph: elements as nodes, links as edges."""
    from circuitlab.model.graph_files import encoded

    circuit = read_circuit(target)
    resolved = resolve(circuit, (read_settings(circuit, settings, mute),))
    content = encoded(resolved, default_catalog(), out.name)
    problem = content if isinstance(content, Problem) else write(out, content)
    if problem is not None:
        raise CannotDo(problem)
