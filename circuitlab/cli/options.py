"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from circuitlab.catalog.words import Problem
from circuitlab.model.run_settings import read_run_setting
from circuitlab.resources import _


def _seed(text: str) -> int:
    seed = read_run_setting("seed", text)
    if isinstance(seed, Problem):
        raise typer.BadParameter(seed.sentence)
    return int(str(seed))


Target = Annotated[str, typer.Argument(help=_("A circuit's file, or the name of a preset."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON instead of a table."))]
Seed = Annotated[
    int | None,
    typer.Option(parser=_seed, metavar="INTEGER", help=_("Seed of the noise and the wiring.")),
]
Seeds = Annotated[
    list[int],
    typer.Option(
        "--seed",
        parser=_seed,
        metavar="INTEGER",
        help=_("Seed in place of the experiments' own; may be given several times."),
    ),
]
Settings = Annotated[
    list[str],
    typer.Option(
        "--set", metavar="ID.PARAM=VALUE", help=_("Set a parameter: “heat1.temperature=47 °C”.")
    ),
]
Mute = Annotated[
    list[str],
    typer.Option("--mute", metavar="ID", help=_("Let an element act on nothing: “synapse1”.")),
]
Without = Annotated[
    list[str],
    typer.Option("--without", metavar="ID", help=_("Leave an element out, with what needs it.")),
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for spikes and traces."))
]
OutPlaceName = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="PLACE",
        help=_("Folder for tables, or a name in .csv, .npz, .nwb, .nix or .sonata."),
    ),
]
States = Annotated[
    str | None,
    typer.Option(
        metavar="A,B,C",
        help=_("States to set side by side, or experiments: “healthy,ketamine_3”."),
    ),
]
OwnStimuli = Annotated[
    bool,
    typer.Option("--own-stimuli", help=_("Let each state keep stimuli and timeline of its own.")),
]
