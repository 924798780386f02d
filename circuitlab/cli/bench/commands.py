"""The commands `bench engine` and `bench window`: how fast it is, here and now."""

from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from circuitlab.analysis.claim_words import short_number
from circuitlab.analysis.run_tables import neurons
from circuitlab.analysis.tables import Table
from circuitlab.cli.console import progress, show, show_json
from circuitlab.cli.display import require_drawing
from circuitlab.cli.options import Json, Target, number_between
from circuitlab.cli.run_with_progress import run_shown
from circuitlab.cli.target import read_circuit
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

Seconds = Annotated[
    float,
    typer.Option(
        parser=number_between(0.1, 3600, "s"),
        metavar="SECONDS",
        help=_("Seconds to measure: model time, or wall time."),
    ),
]
WARM_UP_MS = 50.0
DENSE = "dense"


def build() -> typer.Typer:
    """Return the commands of `bench`."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    app.command("engine", help=_("Time the engine's stepping."))(engine)
    app.command("window", help=_("Time the window's frames while it is used."))(window)
    return app


def engine(target: Target = "fig4", seconds: Seconds = 10.0, as_json: Json = False) -> None:
    """Run a circuit for some model seconds and say how fast that went."""
    circuit = read_circuit(target)
    run_shown(circuit, WARM_UP_MS, _("Compiling"))
    run = run_shown(circuit, 1000.0 * seconds, _("Measuring"))
    _show(engine_speed(run), target, as_json)


def engine_speed(run: "Run") -> dict[str, float]:
    """Return the speed of a run that is done, from its stepping time."""
    cells = sum(run.size(id) for id in neurons(run.circuit))
    terminals = run.plan.terminals
    targets = np.diff(terminals.target_first[terminals.first])
    events = int(targets[run.raw_spikes[:, 0]].sum())
    steps = run.duration_ms / run.dt
    wall_s = max(run.wall_s, 1e-9)
    return {
        "realtime_factor": run.duration_ms / 1000.0 / wall_s,
        "ns_per_neuron_step": 1e9 * wall_s / max(1.0, cells * steps),
        "events_per_s": events / wall_s,
    }


def window(target: Target = "fig4", seconds: Seconds = 10.0, as_json: Json = False) -> None:
    """Use the window by pointer for some seconds a phase and time its frames.

    The target ``dense`` is a circuit of 500 neurons and 1,000 connections.
    """
    circuit = _dense() if target == DENSE else read_circuit(target, [DENSE])
    require_drawing()
    from circuitlab.cli.bench.window import measure

    with progress(_("Using the window"), shown=not as_json) as advance:
        phases = measure(circuit, seconds, advance)
    if as_json:
        show_json(phases)
        return
    headings = (_("phase"), *next(iter(phases.values())))
    rows = tuple((name, *map(short_number, found.values())) for name, found in phases.items())
    show(Table(_("Window on {target}").format(target=target), headings, rows))


def _dense() -> Circuit:
    from circuitlab.cli.bench.dense_circuit import dense_circuit

    return dense_circuit()


def _show(found: dict[str, float], target: str, as_json: bool) -> None:
    if as_json:
        show_json(found)
        return
    rows = tuple((name, short_number(number)) for name, number in found.items())
    title = _("Engine on {target}").format(target=target)
    show(Table(title, (_("measure"), _("value")), rows))
