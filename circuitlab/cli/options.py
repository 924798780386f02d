"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.model.run_settings import read_run_setting
from circuitlab.resources import _


def _seed(text: str) -> int:
    seed = read_run_setting("seed", text)
    if isinstance(seed, Problem):
        raise typer.BadParameter(seed.sentence)
    return int(str(seed))


def number_between(low: float, high: float, unit: str = "1", *, whole: bool = False) -> Any:
    """Return what reads an option's number, and says it in our words where there is none.

    Parameters
    ----------
    unit
        In which the number is, where none is written beside it.
    """

    def read(given: str | float) -> float:
        number = parse_quantity(given, unit) if isinstance(given, str) else given
        if isinstance(number, Problem):
            raise typer.BadParameter(number.sentence)
        if whole and number % 1:
            what = _("{text} is not a whole number")
        elif not low <= number <= high:
            what = _("{text} is too much or too little")
        else:
            return int(number) if whole else number
        limits = _("allowed: {low:g} to {high:g}").format(low=low, high=high)
        raise typer.BadParameter(f"{what.format(text=given)}; {limits}")

    return read


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
