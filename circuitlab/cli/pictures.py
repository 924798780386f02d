"""The commands `figure` and `tour`: pictures without a window."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.analysis.tables import claims_json, claims_tables
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.claims import judge, read_judged
from circuitlab.cli.compare import read_states, runs_of
from circuitlab.cli.console import show
from circuitlab.cli.display import require_drawing
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Mute, OwnStimuli, Seed, Settings, States, Target
from circuitlab.cli.out_place import TRACE_EVERY_MS
from circuitlab.cli.run_with_progress import run_shown
from circuitlab.cli.target import read_circuit, read_duration, read_settings, title_of
from circuitlab.files import store
from circuitlab.files.atomic_write import write
from circuitlab.model.circuit import Circuit
from circuitlab.model.comparing import differing
from circuitlab.model.overlay import resolve
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from circuitlab.api.figure_file import FigureFile
    from circuitlab.model.states import ComparedState
    from circuitlab.render.figure.side_by_side import SideBySide

TOUR_MS = 9500.0


def figure(
    target: Target,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help=_("Ends in .svg, .pdf or .png."))
    ],
    width: Annotated[str, typer.Option(help=_("Width on paper."))] = "180 mm",
    dpi: Annotated[str, typer.Option(metavar="DPI", help=_("Pixels per inch of a PNG."))] = "300",
    theme: Annotated[str, typer.Option(help=_("print, light or dark."))] = "print",
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help=_("Run to this model time, then draw."))
    ] = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006  typer's way to say: none
    mute: Mute = [],  # noqa: B006
    states: States = None,
    own_stimuli: OwnStimuli = False,
) -> None:
    """Write a circuit as a figure; or, in several states, side by side."""
    circuit = read_circuit(target)
    compared = read_states(circuit, states) if states is not None else ()
    overlay = read_settings(circuit, settings, mute)
    until_ms = read_duration(at, "--at") if at else 0.0
    _painting = prepare_drawing()
    file = _file(out, width, dpi, theme)
    from circuitlab.api.run_figure import figure_at_rest, figure_of, recorded

    if compared:
        resting, same = resolve(circuit, (overlay,)), not own_stimuli
        made = _states_figure(target, resting, compared, until_ms, seed, same, file)
        _done(file.save_states(made))
        return
    if until_ms:
        run = run_shown(
            circuit,
            until_ms,
            _("Running {name}").format(name=target),
            seed=seed,
            overlays=(overlay,),
            record=recorded(resolve(circuit, (overlay,))),
            every_ms=TRACE_EVERY_MS,
        )
        title, is_changed = title_of(target, circuit), bool(settings or mute)
        drawn = figure_of(run, title, file.width_mm, file.theme, is_changed)
    else:
        drawn = figure_at_rest(resolve(circuit, (overlay,)), file.width_mm, file.theme)
    _done(file.save(drawn))


def _file(out: Path, width: str, dpi: str, theme: str) -> "FigureFile":
    """Return the file that is asked for; what is wrong with it is said of its option."""
    from circuitlab.api.figure_file import figure_file

    found = figure_file(out, width, dpi, theme)
    if isinstance(found, Problem):
        where = found.where if found.where == str(out) else f"--{found.where}"
        raise CannotDo(Problem(where, found.what, found.remedy))
    return found


def _states_figure(
    target: str,
    circuit: Circuit,
    states: tuple["ComparedState", ...],
    until_ms: float,
    seed: int | None,
    same_stimulus: bool,
    file: "FigureFile",
) -> "SideBySide":
    """Return the figure of a circuit in several states, run to a time; a run needs some."""
    from circuitlab.api.run_figure import figure_of_states, recorded

    if not until_ms:
        what = _("states are compared by their runs")
        raise CannotDo(Problem("--at", what, _("say how far to run, as in “--at 2s”")))
    catalog = default_catalog()
    runs = runs_of(
        circuit,
        states,
        until_ms,
        _("Running {name}").format(name=target),
        seed=seed,
        same_stimulus=same_stimulus,
        also=recorded(circuit),
    )
    addresses = differing(circuit, catalog, states, same_stimulus=same_stimulus)
    size = file.width_mm, file.theme
    return figure_of_states(states, runs, addresses, title_of(target, circuit), *size)


def tour(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder that pictures go to."))
    ] = Path("tour"),
) -> None:
    """Simulate the article's figures and write pictures and the table of claims."""
    out.mkdir(parents=True, exist_ok=True)
    circuits = read_judged(preset.name for preset in store.presets())
    _painting = prepare_drawing()
    tables, found = [], {}
    for name, circuit in circuits.items():
        typer.echo(_("{name}: running it, then its claims; this takes a minute").format(name=name))
        for path in write_pictures(name, circuit, out):
            typer.echo(str(path))
        results = judge({name: circuit}).get(name, [])
        for table in claims_tables(str(circuit.document["title"]) or name, results):
            show(table)
            tables.append(table.markdown())
        found[name] = claims_json(results)
    found_text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    for name, text in (("claims.md", "\n".join(tables)), ("claims.json", found_text)):
        if (problem := write(out / name, text.encode())) is not None:
            raise CannotDo(problem)
    typer.echo(str(out / "claims.md"))


def write_pictures(name: str, circuit: Circuit, folder: Path) -> list[Path]:
    """Run a circuit for some seconds and write its figure as PNG and SVG; returns the files."""
    from circuitlab.api.figure_file import FigureFile
    from circuitlab.api.run_figure import figure_of, recorded

    what = _("Running {name}").format(name=name)
    run = run_shown(circuit, TOUR_MS, what, record=recorded(circuit), every_ms=TRACE_EVERY_MS)
    drawn = figure_of(run, title_of(name, circuit))
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    for path in paths:
        _done(FigureFile(path).save(drawn))
    return paths


def _done(problem: Problem | None) -> None:
    """Go on where nothing is wrong."""
    if problem is not None:
        raise CannotDo(problem)


def prepare_drawing() -> "QCoreApplication":
    """Make sure that pictures can be painted; returns what must live while they are."""
    require_drawing()
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["circuitlab"])
