"""The commands `figure` and `tour`: pictures without a window."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circuitlab.analysis.tables import claims_json, claims_tables
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.cli.claims import judge, read_judged
from circuitlab.cli.compare import read_states, runs_of
from circuitlab.cli.console import show
from circuitlab.cli.display import require_drawing
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Mute, OwnStimuli, Seed, Settings, States, Target, number_between
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

    from circuitlab.model.states import ComparedState
    from circuitlab.render.figure.figure import Figure
    from circuitlab.render.figure.side_by_side import SideBySide

TOUR_MS = 9500.0
NARROWEST_MM, WIDEST_MM = 20.0, 2000.0
LOWEST_DPI, HIGHEST_DPI = 30.0, 2400.0
MOST_PIXELS = 20_000


def figure(
    target: Target,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help=_("Ends in .svg, .pdf or .png."))
    ],
    width: Annotated[str, typer.Option(help=_("Width on paper."))] = "180 mm",
    dpi: Annotated[
        float,
        typer.Option(
            parser=number_between(LOWEST_DPI, HIGHEST_DPI),
            metavar="DPI",
            help=_("Pixels per inch of a PNG."),
        ),
    ] = 300.0,
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
    width_mm = _width(width)
    until_ms = read_duration(at, "--at") if at else 0.0
    _require_size(width_mm, dpi)
    _painting = prepare_drawing()
    from circuitlab.render.figure import figure as figures
    from circuitlab.render.figure.side_by_side import encoded_states

    _require_kind(out, theme)
    if compared:
        resting = resolve(circuit, (overlay,))
        same = not own_stimuli
        made = _states_figure(target, resting, compared, until_ms, seed, same, width_mm, theme)
        _save(out, encoded_states(made, out.suffix.lower(), default_catalog(), dpi))
        return
    if until_ms:
        from circuitlab.api.run_figure import figure_of, recorded

        run = run_shown(
            circuit,
            until_ms,
            _("Running {name}").format(name=target),
            seed=seed,
            overlays=(overlay,),
            record=recorded(resolve(circuit, (overlay,))),
            every_ms=TRACE_EVERY_MS,
        )
        drawn = figure_of(run, title_of(target, circuit), width_mm, theme, bool(settings or mute))
    else:
        resting = resolve(circuit, (overlay,))
        caption = str(circuit.document["caption"])
        drawn = figures.Figure(resting, width_mm=width_mm, theme=theme, caption=caption)
    _write(drawn, out, dpi)


def _require_kind(out: Path, theme: str) -> None:
    """See that the file's ending and the theme are known."""
    from circuitlab.render.figure import figure as figures
    from circuitlab.render.theme import themes

    if out.suffix.lower() not in figures.suffixes():
        ends = ", ".join(figures.suffixes())
        what = _("the file's ending says what is written: {ends}").format(ends=ends)
        raise CannotDo(Problem(str(out), what))
    if theme not in themes():
        what = _("there is no theme “{name}”").format(name=theme)
        raise CannotDo(
            Problem("--theme", what, _("there are: {all}").format(all=", ".join(themes())))
        )


def _states_figure(
    target: str,
    circuit: Circuit,
    states: tuple["ComparedState", ...],
    until_ms: float,
    seed: int | None,
    same_stimulus: bool,
    width_mm: float,
    theme: str,
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
    title = title_of(target, circuit)
    return figure_of_states(states, runs, addresses, title, width_mm, theme)


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
    from circuitlab.api.run_figure import figure_of, recorded

    what = _("Running {name}").format(name=name)
    run = run_shown(circuit, TOUR_MS, what, record=recorded(circuit), every_ms=TRACE_EVERY_MS)
    drawn = figure_of(run, title_of(name, circuit))
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    for path in paths:
        _write(drawn, path)
    return paths


def _write(drawn: "Figure", path: Path, dpi: float = 300.0) -> None:
    from circuitlab.render.figure.figure import encoded

    _save(path, encoded(drawn, path.suffix.lower(), dpi))


def _save(path: Path, content: bytes) -> None:
    problem = write(path, content)
    if problem is not None:
        raise CannotDo(problem)


def prepare_drawing() -> "QCoreApplication":
    """Make sure that pictures can be painted; returns what must live while they are."""
    require_drawing()
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["circuitlab"])


def _width(text: str) -> float:
    width = parse_quantity(text, "mm")
    if isinstance(width, Problem):
        raise CannotDo(Problem("--width", width.what, width.remedy))
    if not NARROWEST_MM <= width <= WIDEST_MM:
        allowed = _("allowed: {low} to {high} mm").format(low=NARROWEST_MM, high=WIDEST_MM)
        raise CannotDo(
            Problem("--width", _("{text} is too much or too little").format(text=text), allowed)
        )
    return width


def _require_size(width_mm: float, dpi: float) -> None:
    if width_mm / 25.4 * dpi > MOST_PIXELS:
        what = _("so wide a picture at so many pixels per inch does not fit into memory")
        raise CannotDo(Problem("--dpi", what, _("give a lower --dpi or --width")))
