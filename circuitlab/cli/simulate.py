"""The command `run`: a circuit without a window, and what it did."""

from collections.abc import Sequence
from typing import Annotated, TypedDict

import typer

from circuitlab.cli.console import show, show_json
from circuitlab.cli.days_results import days_json, days_table
from circuitlab.cli.hint_lines import hint_lines, hints_json
from circuitlab.cli.options import Json, Mute, OutPlaceName, Seed, Settings, Target, Without
from circuitlab.cli.out_place import OutPlace, out_place
from circuitlab.cli.run_elsewhere import On, Ranks, refuse_elsewhere
from circuitlab.cli.run_results import rates_table, run_json
from circuitlab.cli.run_with_progress import days_run_shown, neuron_run_shown, run_shown
from circuitlab.cli.silenced_neurons import SilencedNeurons
from circuitlab.cli.target import read_circuit, read_lasting, read_settings, read_without
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import Days
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _


class _Given(TypedDict):
    """What a run is told, whatever steps it."""

    seed: int | None
    overlays: tuple[Overlay, ...]
    record: Sequence[tuple[str, str]]
    every_ms: float | None


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
    out: OutPlaceName = None,
    on: On = None,
    ranks: Ranks = 1,
    as_json: Json = False,
) -> None:
    """Run a circuit and print its spikes and rates."""
    lasting = read_lasting(duration, days, probe, every)
    refuse_elsewhere(on, ranks, isinstance(lasting, Days))
    circuit = read_without(read_circuit(target), without)
    overlay = read_settings(circuit, settings, mute)
    resolved = resolve(circuit, (overlay,))
    place = None if out is None else out_place(out, resolved, lasting)
    if isinstance(lasting, Days):
        _run_days(circuit, lasting, target, seed, overlay, place, as_json)
        return
    silenced = SilencedNeurons(resolved)
    what = _("Running {name}").format(name=target)
    given: _Given = {
        "seed": seed,
        "overlays": (overlay,),
        "record": () if place is None else place.record,
        "every_ms": None if place is None else place.every_ms,
    }
    if on is None:
        finished = run_shown(circuit, lasting, what, look=silenced.look, **given)
    else:
        finished = neuron_run_shown(circuit, lasting, what, ranks, **given)
    left_out = () if place is None else place.saved(finished)
    hints = tuple(silenced.hints.values())
    if as_json:
        told = {"left_out": left_out} if left_out else {}
        show_json(run_json(finished, target) | {"hints": hints_json(hints), **told})
    else:
        show(rates_table(finished, target))
        for line in (*hint_lines(hints), *left_out):
            typer.echo(line)


def _run_days(
    circuit: Circuit,
    days: Days,
    target: str,
    seed: int | None,
    overlay: Overlay,
    place: OutPlace | None,
    as_json: bool,
) -> None:
    finished = days_run_shown(
        circuit,
        days,
        _("Running {name}").format(name=target),
        seed=seed,
        overlays=(overlay,),
        record=() if place is None else place.record,
        every_ms=None if place is None else place.every_ms,
    )
    left_out = () if place is None else place.saved(finished)
    if as_json:
        show_json(days_json(finished, target) | ({"left_out": left_out} if left_out else {}))
    else:
        show(days_table(finished, target))
        for line in left_out:
            typer.echo(line)
