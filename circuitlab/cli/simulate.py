"""The command `run`: a circuit without a window, and what it did."""

from pathlib import Path
from typing import Annotated

import typer

from circuitlab.analysis.run_files import write_days, write_run
from circuitlab.catalog.load import default_catalog
from circuitlab.cli.console import show, show_json
from circuitlab.cli.days_results import days_json, days_table
from circuitlab.cli.hint_lines import hint_lines, hints_json
from circuitlab.cli.options import Json, Mute, OutFolder, Seed, Settings, Target, Without
from circuitlab.cli.run_results import rates_table, run_json, watched
from circuitlab.cli.run_with_progress import days_run_shown, run_shown
from circuitlab.cli.silenced_neurons import SilencedNeurons
from circuitlab.cli.target import read_circuit, read_lasting, read_settings, read_without
from circuitlab.files.whole_folder import whole_or_nothing
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import Days
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _

TRACE_EVERY_MS = 0.1


def run(
    target: Target,
    duration: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="TIME", help=_("Model time to run: “2 s” (the default), “500 ms”.")
        ),
    ] = None,
    days: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=_("Body time to run instead, in days: “14”, “2 weeks”.")),
    ] = None,
    probe: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=_("With days, how long each window is: “2 s”.")),
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=_("With days, how far apart windows begin: “12 h”.")),
    ] = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006  typer's way to say: none
    mute: Mute = [],  # noqa: B006
    without: Without = [],  # noqa: B006
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Run a circuit and print its spikes and rates."""
    lasting = read_lasting(duration, days, probe, every)
    circuit = read_without(read_circuit(target), without)
    overlay = read_settings(circuit, settings, mute)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    resolved = resolve(circuit, (overlay,))
    recorded = to_record(resolved, lasting) if out else []
    if isinstance(lasting, Days):
        _run_days(circuit, lasting, target, seed, overlay, recorded, out, as_json)
        return
    silenced = SilencedNeurons(resolved)
    finished = run_shown(
        circuit,
        lasting,
        _("Running {name}").format(name=target),
        seed=seed,
        overlays=(overlay,),
        record=recorded,
        every_ms=TRACE_EVERY_MS,
        look=silenced.look,
    )
    if out is not None:
        with whole_or_nothing(out) as folder:
            write_run(finished, folder)
    hints = tuple(silenced.hints.values())
    if as_json:
        show_json(run_json(finished, target) | {"hints": hints_json(hints)})
    else:
        show(rates_table(finished, target))
        for line in hint_lines(hints):
            typer.echo(line)


def _run_days(
    circuit: Circuit,
    days: Days,
    target: str,
    seed: int | None,
    overlay: Overlay,
    recorded: list[tuple[str, str]],
    out: Path | None,
    as_json: bool,
) -> None:
    finished = days_run_shown(
        circuit,
        days,
        _("Running {name}").format(name=target),
        seed=seed,
        overlays=(overlay,),
        record=recorded,
        every_ms=TRACE_EVERY_MS,
    )
    if out is not None:
        with whole_or_nothing(out) as folder:
            write_days(finished, folder)
    if as_json:
        show_json(days_json(finished, target))
    else:
        show(days_table(finished, target))


def to_record(circuit: Circuit, lasting: float | Days) -> list[tuple[str, str]]:
    """Return what is written of a run: what its voltmeters read, and the voltage of every cell."""
    from circuitlab.engine.running.recorded_voltages import all_voltages

    neural_ms = lasting.neural_ms if isinstance(lasting, Days) else lasting
    voltages = all_voltages(circuit, default_catalog(), neural_ms, TRACE_EVERY_MS)
    return list(dict.fromkeys([*watched(circuit), *voltages]))
